import { checkWith, exp, type Issue } from "@rekindle/stats";
import { checkRows } from "../check-counts.ts";
import type { Effect, GivenEffects } from "../measures/measure.ts";
import { type HazardRatioSource, hazardRatioSourceSchema, impliedHazardRatio } from "./hazard-ratio-source.ts";

/** What one study's report says of its hazard ratio. */
export interface HazardRatioReport {
  readonly id: string;
  readonly label: string;
  readonly source: HazardRatioSource;
}

/** A study's log hazard ratio with the way it was had from the report. */
export interface HazardRatioEffect extends Effect {
  readonly method: string;
}

/** Log hazard ratios with the way each was had, and what to doubt. */
export interface HazardRatioEffects extends GivenEffects {
  readonly rows: readonly HazardRatioEffect[];
  readonly warnings: readonly string[];
}

/**
 * Log hazard ratios, experimental over control, with sampling variances from what reports print: limits; a p-value with events; O − E and V;
 * events with the patients randomised. Each row names its method. Parmar, Torri & Stewart (1998); Tierney et al. (2007),
 * doi:10.1186/1745-6215-8-16.
 * @param rows { id, label, source: { from, … } }; `from` is `logHazardRatio`, `observedMinusExpected`, `interval`,
 *   `hazardRatioAndPValue`, `hazardRatioAndEventsByArm`, `hazardRatioAndEvents`, `pValueAndEventsByArm` or `pValueAndEvents`.
 * @throws InvalidInput on unknown sources, numbers out of range, and sources that imply no standard error.
 * @example
 * const source = { from: "interval", hazardRatio: 0.5, lower: 0.25, upper: 1 } as const;
 * measureHazardRatios([{ id: "a", label: "A", source }]).rows[0].value; // log(1/2)
 */
export function measureHazardRatios(rows: readonly HazardRatioReport[]): HazardRatioEffects {
  checkRows(rows, ({ source }, index): readonly Issue[] => {
    const checked = checkWith(hazardRatioSourceSchema, source);
    const below = (issue: Issue): Issue => ({ ...issue, path: [index, "source", ...issue.path] });
    if (checked.kind === "invalid") return checked.issues.map(below);
    const found = impliedHazardRatio(checked.value);
    if (found.kind === "implied") return [];
    return [below({ kind: "noEffect", path: [found.path], message: found.message, hint: found.hint })];
  });
  const warnings: string[] = [];
  const effects = rows.flatMap(({ id, label, source }): readonly HazardRatioEffect[] => {
    const found = impliedHazardRatio(source);
    if (found.kind === "none") return [];
    if (found.doubt !== undefined) warnings.push(`${label}: ${found.doubt}`);
    return [{ id, label, value: found.value, variance: found.variance, corrected: false, method: found.method }];
  });
  const measure = {
    kind: "logHazardRatio",
    label: "log hazard ratios",
    scale: "log hazard ratio",
    naturalScale: "hazard ratio",
    toNatural: (value: number) => exp(value),
  };
  const methods = [...new Set(effects.map(({ method }) => method))];
  return { measure, method: `log hazard ratios from ${methods.join("; ")}`, rows: effects, warnings };
}
