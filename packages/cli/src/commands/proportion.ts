import { readableJson } from "@rekindle/scenario";
import type { EventCount, ProportionMethod } from "@rekindle/stats";
import { proportionInterval } from "@rekindle/stats";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { refusedUse } from "../refused-use.ts";
import { namesOf } from "../options/listed-names.ts";
import type { Surroundings } from "../surroundings.ts";
import { significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";

const CONVENTIONS: Readonly<Record<ProportionMethod, string>> = {
  clopperPearson: "exact, equal tails (Clopper and Pearson 1934)",
  midP: "half the probability of the observed count in each tail",
  wilson: "score, without continuity correction",
  wilsonCc: "score, with continuity correction",
  agrestiCoull: "Wald after adding z²/2 events and non-events",
  jeffreys: "equal tails of Beta(x + 1/2, n - x + 1/2); 0 at x = 0, 1 at x = n",
  blaker: "exact, nested, inside Clopper-Pearson (Blaker 2000)",
  arcsine: "variance-stabilised (Anscombe)",
  logit: "Wald on the logit scale; 0 to 1 at x = 0 and x = n",
  likelihoodRatio: "likelihood ratio",
  wald: "for comparison only: poor coverage",
};

export const proportionMethods = namesOf(CONVENTIONS);

/** `rekindle proportion <events/n>`: confidence intervals of one proportion. */
export function runProportion(
  count: EventCount,
  flags: { readonly methods: readonly ProportionMethod[]; readonly level: number; readonly json?: true },
  { stdout }: Surroundings,
): ExitCode {
  const { methods, level } = flags;
  const intervals = methods.map((method) => ({
    method,
    ...refusedUse(() => proportionInterval(count, { method, level })),
  }));
  const { events, n } = count;
  if (flags.json === true) {
    stdout.write(readableJson({ events, n, proportion: events / n, level, intervals }));
    return exitCodes.fine;
  }
  const rows = intervals.map(({ method, lower, upper }) => [
    method,
    significantText(lower),
    significantText(upper),
    CONVENTIONS[method],
  ]);
  const heads = ["method", "lower", "upper", "convention"];
  stdout.write(`${events} of ${n}: ${significantText(events / n)}; intervals of level ${level}\n\n`);
  stdout.write(textTable(heads, rows, { left: ["convention"] }));
  return exitCodes.fine;
}
