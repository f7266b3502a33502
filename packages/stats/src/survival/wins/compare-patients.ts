import { holds, notNegative, oneOf, type Requirement } from "../../arguments.ts";
import { firstBad, sameLength } from "../sample.ts";

/**
 * One endpoint in a list by priority; one entry per patient in each column.
 *
 * - `time`: right-censored time to an event. Where `later` is better a patient wins if the other is known to have had the event more
 *   than `margin` earlier, that is, while the patient was still followed; with `earlier` (such as time to response) the other way
 *   round. Patients whose order is hidden by censoring are tied. Equal times are tied.
 * - `value`: a number, of which `higher` or `lower` is better by more than `margin`.
 */
export type WinEndpoint =
  | {
      readonly kind: "time";
      readonly times: ArrayLike<number>;
      readonly events: ArrayLike<number>;
      readonly better: "later" | "earlier";
      readonly margin?: number;
    }
  | {
      readonly kind: "value";
      readonly values: ArrayLike<number>;
      readonly better: "higher" | "lower";
      readonly margin?: number;
    };

export function checkEndpoint(endpoint: WinEndpoint, index: number, count: number): Requirement[] {
  const margin = endpoint.margin === undefined ? undefined : notNegative("margin", endpoint.margin);
  const issues: Requirement[] =
    endpoint.kind === "time"
      ? [
          sameLength("times", endpoint.times, count),
          sameLength("events", endpoint.events, count),
          firstBad(
            endpoint.times,
            (time) => Number.isFinite(time) && time >= 0,
            "times",
            "must be finite and at least 0",
          ),
          firstBad(
            endpoint.events,
            (event) => event === 0 || event === 1,
            "events",
            "must be 0 (censored) or 1 (event)",
          ),
          oneOf("better", endpoint.better, ["later", "earlier"]),
          margin,
        ]
      : endpoint.kind === "value"
        ? [
            sameLength("values", endpoint.values, count),
            firstBad(endpoint.values, Number.isFinite, "values", "must be a finite number"),
            oneOf("better", endpoint.better, ["higher", "lower"]),
            margin,
          ]
        : [holds(false, "kind", `${(endpoint as { kind: string }).kind} is no endpoint`, "allowed: time, value")];
  return issues.map((issue) => issue && { ...issue, path: ["endpoints", index, ...issue.path] });
}

/** 1 where patient i wins over patient j on this endpoint, -1 where j wins, 0 where neither. */
export function compareOn(endpoint: WinEndpoint, i: number, j: number): -1 | 0 | 1 {
  const margin = endpoint.margin ?? 0;
  if (endpoint.kind === "value") {
    const gap = endpoint.values[i]! - endpoint.values[j]!;
    if (Math.abs(gap) <= margin) return 0;
    return gap > 0 === (endpoint.better === "higher") ? 1 : -1;
  }
  const { times, events, better } = endpoint;
  const gap = times[i]! - times[j]!;
  if (gap > margin && events[j] === 1) return better === "later" ? 1 : -1;
  if (-gap > margin && events[i] === 1) return better === "later" ? -1 : 1;
  return 0;
}
