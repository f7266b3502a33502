import { InvalidInput } from "@rekindle/stats";
import type { Library } from "../library/check-library.ts";
import type { Timing } from "../library/vocabulary.ts";
import type { CountSelection } from "./counts.ts";
import type { CountSelectionOptions } from "./selection-options.ts";

/** Day on which a 6-month response is read. */
export const SIX_MONTHS_DAY = 183;

/** The timing that was asked for, or the only one there is.
 * @throws InvalidInput if the endpoint is read at several times and none was named. */
export function resolveTiming(library: Library, asked: CountSelectionOptions): CountSelection["timing"] {
  if (asked.timing === "sixMonths") return { kind: "atDay", day: SIX_MONTHS_DAY };
  if (asked.timing !== undefined) return asked.timing;
  const timings = library.studies
    .flatMap((study) => study.counts ?? [])
    .filter((count) => count.endpoint === asked.endpoint.kind && count.alternative === undefined && count.tier !== "X")
    .filter((count) => asked.denominator === "mixed" || count.denominator === asked.denominator)
    .map((count) => (count.timing.kind === "atDay" ? `day ${count.timing.day}` : count.timing.kind));
  const distinct = [...new Set(timings)];
  if (distinct.length <= 1 && (distinct[0] === undefined || distinct[0] === "notApplicable")) return "notApplicable";
  if (distinct.length === 1 && (distinct[0] === "best" || distinct[0] === "beforeRadioiodine")) return distinct[0];
  if (distinct.length === 1) return { kind: "atDay", day: Number(distinct[0]!.slice(4)) };
  const message = `is missing, and ${asked.endpoint.kind} is read at several times: ${distinct.join(", ")}`;
  const hint = "say best, sixMonths, { kind: atDay, day }, or mixed, which is labelled so";
  throw new InvalidInput([{ kind: "mixture", path: ["timing"], message, hint }]);
}

export function fitsTiming(timing: Timing, asked: CountSelection["timing"]): boolean {
  if (asked === "mixed") return timing.kind === "best" || timing.kind === "atDay";
  if (typeof asked === "string") return timing.kind === asked;
  return timing.kind === "atDay" && timing.day === asked.day;
}
