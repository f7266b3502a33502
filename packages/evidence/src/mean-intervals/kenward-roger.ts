import { defineMeanInterval, noDegreesOfFreedom } from "./mean-interval.ts";

/**
 * Kenward and Roger's adjusted variance and degrees of freedom for a mean with tau2 by REML: with sums S_r of weights to the power r and the
 * expected information I = (S2 − 2 S3 / S1 + (S2 / S1)²) / 2, the variance 1 / S1 grows by the factor 1 + 2 (S3 / S1 − (S2 / S1)²) / I and
 * t has 2 I (S1 / S2)² degrees of freedom. Kenward & Roger, Biometrics 53 (1997) 983–997; Partlett & Riley, Statistics in Medicine 36
 * (2017) 301–317. Only for a mean: with moderators each coefficient would have its own degrees of freedom.
 */
export const kenwardRoger = defineMeanInterval({
  kind: "kenwardRoger",
  label: "Kenward-Roger",
  rule: ({ fit, df }) => {
    if (df < 1) return noDegreesOfFreedom;
    if (fit.problem.columns.length > 1) {
      return { kind: "notEstimable", reason: "the Kenward-Roger interval is for a mean, not for a regression" };
    }
    const [S1, S2, S3] = powerSums(fit.weights);
    const ratio = S2 / S1;
    const information = 0.5 * (S2 - (2 * S3) / S1 + ratio * ratio);
    const varianceFactor = 1 + (2 * (S3 / S1 - ratio * ratio)) / information;
    return { kind: "applies", varianceFactor, quantile: { df: (2 * information) / (ratio * ratio) } };
  },
});

function powerSums(weights: Float64Array): readonly [number, number, number] {
  let [S1, S2, S3] = [0, 0, 0];
  for (const w of weights) {
    S1 += w;
    S2 += w * w;
    S3 += w * w * w;
  }
  return [S1, S2, S3];
}
