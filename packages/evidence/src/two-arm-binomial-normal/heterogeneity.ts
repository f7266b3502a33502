import { chiSquared, log } from "@rekindle/stats";
import type { Table } from "../comparisons/comparison.ts";
import { logOddsRatio } from "../comparisons/log-odds-ratio.ts";
import { cochranQ } from "../inverse-variance/heterogeneity.ts";
import { climbFromAll } from "../likelihood/climb.ts";
import { hypergeometricPredictor } from "../likelihood/predictors.ts";
import { meanProblem } from "../linear/weighted-fit.ts";
import type { HeterogeneityTest } from "../pooled.ts";
import { separateEffectsLikelihood, type TwoArmModel } from "./models.ts";

/** Twice the log-likelihood of a log odds ratio per study over that of one for all, as metafor's QE.LRT. */
export function likelihoodRatioTest(
  model: TwoArmModel,
  tables: readonly Table[],
  common: number,
): HeterogeneityTest | undefined {
  const separate = separateHeight(model, tables);
  if (separate === undefined) return undefined;
  const statistic = Math.max(0, 2 * (separate - common));
  const df = tables.length - 1;
  return { kind: "likelihood ratio", statistic, df, pValue: chiSquared({ df }).sf(statistic) };
}

function separateHeight(model: TwoArmModel, tables: readonly Table[]): number | undefined {
  if (model === "UM.FS" || model === "CM.AL") return 0;
  if (model === "CM.EL") return tables.reduce((sum, table) => sum + ownMode(table).value, 0);
  const { likelihood, start } = separateEffectsLikelihood(tables);
  const found = climbFromAll(likelihood, [start, [start[0]!, 1.5]]);
  return found.kind === "converged" ? found.at.value : undefined;
}

/** Wald's test that the studies' own log odds ratios are equal; undefined if one of them has none, for want of a filled cell. */
export function waldTest(model: TwoArmModel, tables: readonly Table[]): HeterogeneityTest | undefined {
  if (model === "UM.RS") return undefined;
  const own = tables.map((table) => ownEffect(model, table));
  if (own.some((effect) => effect === undefined)) return undefined;
  const values = own.map((effect) => effect!.value);
  return {
    ...cochranQ(
      meanProblem(
        values,
        own.map((effect) => effect!.variance),
      ),
    ),
    kind: "Wald",
  };
}

function ownEffect(
  model: TwoArmModel,
  table: Table,
): { readonly value: number; readonly variance: number } | undefined {
  const { a, b, c, d } = table;
  if (model === "CM.AL")
    return a > 0 && c > 0 ? { value: log((a * (c + d)) / (c * (a + b))), variance: 1 / a + 1 / c } : undefined;
  if (a === 0 || b === 0 || c === 0 || d === 0) return undefined;
  if (model === "UM.FS") return logOddsRatio.effect(table);
  const mode = ownMode(table);
  return { value: mode.eta, variance: 1 / mode.information };
}

/** Where a study's own conditional likelihood is highest; at an end of its range that is 0, in the limit. */
function ownMode({ a, b, c, d }: Table): {
  readonly eta: number;
  readonly value: number;
  readonly information: number;
} {
  const [n1, n2, total] = [a + b, c + d, a + c];
  if (a === Math.max(0, total - n2) || a === Math.min(n1, total)) return { eta: NaN, value: 0, information: 0 };
  const predictor = hypergeometricPredictor(a, n1, n2, total);
  const out = new Float64Array(3);
  let eta = logOddsRatio.effect({ a: a + 0.5, b: b + 0.5, c: c + 0.5, d: d + 0.5 }).value;
  for (let step = 0; step < 100; step++) {
    predictor.at(eta, out);
    const move = Math.max(-2, Math.min(2, out[1]! / -out[2]!));
    eta += move;
    if (Math.abs(move) < 1e-13 * (1 + Math.abs(eta))) break;
  }
  return { eta, value: out[0]!, information: -out[2]! };
}
