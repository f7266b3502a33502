import { InvalidInput } from "@rekindle/stats";
import { meanIntervals } from "../mean-intervals/index.ts";
import type { MeanInterval } from "../mean-intervals/mean-interval.ts";
import { partNamed } from "../parts.ts";
import type { InverseVarianceOptions, PoolParts } from "../pool-options.ts";
import { predictionIntervals } from "../prediction-intervals/index.ts";
import type { PredictionInterval } from "../prediction-intervals/prediction-interval.ts";
import { tau2Estimators } from "../tau2/index.ts";
import type { Tau2Estimator } from "../tau2/tau2-estimator.ts";
import { tau2Intervals } from "../tau2-intervals/index.ts";
import type { Tau2Interval } from "../tau2-intervals/tau2-interval.ts";

/** The parts that a recipe names. */
export interface Choices {
  readonly estimator: Tau2Estimator;
  readonly around: MeanInterval;
  readonly ahead: PredictionInterval;
  readonly aroundTau2: Tau2Interval;
  readonly level: number;
  /** Of a prediction interval by simulation. */
  readonly draws: { readonly replicates: number; readonly seed: string | number };
}

const DEFAULT_DRAWS = 25_000;

/** Looks the recipe's parts up, with the defaults REML, modified Hartung-Knapp (Wald for a common effect), and HTS prediction.
 * @throws InvalidInput for an unknown kind. */
export function chooseParts(options: Omit<InverseVarianceOptions, "model">, parts: PoolParts): Choices {
  const tau2Kind = options.tau2?.kind ?? "REML";
  const estimator = partNamed(tau2Kind, [...tau2Estimators, ...(parts.tau2 ?? [])], ["tau2", "kind"]);
  const intervalKind = options.interval?.kind ?? (tau2Kind === "commonEffect" ? "wald" : "modifiedHartungKnapp");
  const around = partNamed(intervalKind, [...meanIntervals, ...(parts.intervals ?? [])], ["interval", "kind"]);
  const predictionKind = options.prediction?.kind ?? "higginsThompsonSpiegelhalter";
  const ahead = partNamed(
    predictionKind,
    [...predictionIntervals, ...(parts.predictions ?? [])],
    ["prediction", "kind"],
  );
  const tau2IntervalKind = options.tau2Interval?.kind ?? "qProfile";
  const aroundTau2 = partNamed(
    tau2IntervalKind,
    [...tau2Intervals, ...(parts.tau2Intervals ?? [])],
    ["tau2Interval", "kind"],
  );
  const draws = drawsOf(options.prediction, ahead);
  if (intervalKind === "kenwardRoger" && tau2Kind !== "REML") {
    const message = `kenwardRoger needs tau2 by REML, not by ${tau2Kind}`;
    throw new InvalidInput([
      { kind: "notAllowed", path: ["interval", "kind"], message, hint: "use tau2: REML, or another interval" },
    ]);
  }
  return { draws, estimator, around, ahead, aroundTau2, level: options.level ?? 0.95 };
}

function drawsOf(prediction: InverseVarianceOptions["prediction"], ahead: PredictionInterval): Choices["draws"] {
  const { replicates, seed } = prediction ?? {};
  if (ahead.limits === undefined && (replicates !== undefined || seed !== undefined)) {
    const message = `${ahead.kind} makes no draws`;
    throw new InvalidInput([
      { kind: "notAllowed", path: ["prediction"], message, hint: "leave replicates and seed out" },
    ]);
  }
  return { replicates: replicates ?? DEFAULT_DRAWS, seed: seed ?? 1 };
}
