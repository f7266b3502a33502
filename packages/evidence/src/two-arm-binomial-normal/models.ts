import { log } from "@rekindle/stats";
import type { Table } from "../comparisons/comparison.ts";
import { type IntegratedStudy, integratedLikelihood } from "../likelihood/integrated-likelihood.ts";
import type { Likelihood } from "../likelihood/likelihood.ts";
import { binomialPredictor, hypergeometricPredictor } from "../likelihood/predictors.ts";

/** The models of Stijnen, Hamza and Özdemir (2010), by metafor's names. */
export type TwoArmModel = "UM.FS" | "UM.RS" | "CM.EL" | "CM.AL";

export const modelLabels: Readonly<Record<TwoArmModel, string>> = {
  "UM.FS": "unconditional logistic model with fixed study effects",
  "UM.RS": "unconditional logistic model with random study effects",
  "CM.EL": "conditional model with the exact (noncentral hypergeometric) likelihood",
  "CM.AL": "conditional model with an approximate (binomial) likelihood",
};

/** The log-likelihood of a model, with the place of the log odds ratio among its parameters; tau, where there is one, comes last. */
export interface ModelLikelihood {
  readonly likelihood: Likelihood;
  readonly effect: number;
  readonly starts: (logOddsRatio: number, tau: number) => readonly number[];
}

type Spread = "between" | "none";

/** With a spread of log odds ratios between studies, or one common log odds ratio. */
export function modelLikelihood(model: TwoArmModel, tables: readonly Table[], spread: Spread): ModelLikelihood {
  const own = spread === "between";
  if (model === "UM.RS") return randomStudies(tables, own);
  const studies = tables.map((table) => studyOf[model](table, own));
  return {
    likelihood: integratedLikelihood(studies, own ? [false, true] : [false]),
    effect: 0,
    starts: (logOddsRatio, tau) => (own ? [logOddsRatio, tau] : [logOddsRatio]),
  };
}

const studyOf = {
  "UM.FS": ({ a, b, c, d }: Table, own: boolean): IntegratedStudy => ({
    outcomes: [binomialPredictor(a, a + b), binomialPredictor(c, c + d)],
    map: own
      ? [
          [1, 0],
          [0, 0.5],
          [0, 0],
          [0, -0.5],
        ]
      : [[1], [0], [0], [0]],
    offset: [0, 0, 0, 0],
    nuisance: { direction: [1, 0, 1, 0], start: log((c + 0.5) / (d + 0.5)) },
  }),
  "CM.EL": ({ a, b, c, d }: Table, own: boolean): IntegratedStudy => ({
    outcomes: [hypergeometricPredictor(a, a + b, c + d, a + c)],
    map: own
      ? [
          [1, 0],
          [0, 1],
        ]
      : [[1], [0]],
    offset: [0, 0],
  }),
  "CM.AL": ({ a, b, c, d }: Table, own: boolean): IntegratedStudy => ({
    outcomes: [binomialPredictor(a, a + c)],
    map: own
      ? [
          [1, 0],
          [0, 1],
        ]
      : [[1], [0]],
    offset: [log((a + b) / (c + d)), 0],
  }),
} as const;

/** Parameters: logit of the control arm, log odds ratio, spread of the logits between studies, and tau. */
function randomStudies(tables: readonly Table[], own: boolean): ModelLikelihood {
  const studies = tables.map(
    ({ a, b, c, d }): IntegratedStudy => ({
      outcomes: [binomialPredictor(a, a + b), binomialPredictor(c, c + d)],
      map: own
        ? [
            [1, 1, 0, 0],
            [0, 0, 1, 0],
            [0, 0, 0, 0.5],
            [1, 0, 0, 0],
            [0, 0, 1, 0],
            [0, 0, 0, -0.5],
          ]
        : [
            [1, 1, 0],
            [0, 0, 1],
            [1, 0, 0],
            [0, 0, 1],
          ],
      offset: own ? [0, 0, 0, 0, 0, 0] : [0, 0, 0, 0],
    }),
  );
  const events = tables.reduce((sum, { c }) => sum + c, 0);
  const rest = tables.reduce((sum, { d }) => sum + d, 0);
  const control = log((events + 0.5) / (rest + 0.5));
  return {
    likelihood: integratedLikelihood(studies, own ? [false, false, true, true] : [false, false, true]),
    effect: 1,
    starts: (logOddsRatio, tau) => [control, logOddsRatio, 0.5 + tau, ...(own ? [tau] : [])],
  };
}

/** The random-study model with a log odds ratio per study: what one common log odds ratio is compared with. */
export function separateEffectsLikelihood(tables: readonly Table[]): {
  readonly likelihood: Likelihood;
  readonly start: readonly number[];
} {
  const studies = tables.map(
    ({ a, b, c, d }): IntegratedStudy => ({
      outcomes: [binomialPredictor(a, a + b), binomialPredictor(c, c + d)],
      map: [
        [1, 0],
        [0, 1],
        [1, 0],
        [0, 1],
      ],
      offset: [0, 0, 0, 0],
      nuisance: { direction: [1, 0, 0, 0], start: log(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5))) },
    }),
  );
  const { likelihood, starts } = randomStudies(tables, false);
  return {
    likelihood: { ...integratedLikelihood(studies, [false, true]), farthest: likelihood.farthest },
    start: [starts(0, 0)[0]!, 0.5],
  };
}
