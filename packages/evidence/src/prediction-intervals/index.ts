import { parametricBootstrap } from "./parametric-bootstrap.ts";
import { definePredictionInterval, withDf } from "./prediction-interval.ts";

/** Higgins, Thompson & Spiegelhalter (2009), doi:10.1111/j.1467-985X.2008.00552.x, eq. 12: t with k − 2 degrees of freedom. */
const higginsThompsonSpiegelhalter = definePredictionInterval({
  kind: "higginsThompsonSpiegelhalter",
  label: "Higgins-Thompson-Spiegelhalter",
  rule: (k, p) => withDf(k - p - 1, p === 1 ? "three studies" : "two studies more than coefficients"),
});

/** t with k − 1 degrees of freedom: meta's default, and metafor's with a t or Hartung-Knapp test. */
const tKMinus1 = definePredictionInterval({
  kind: "tKMinus1",
  label: "t with k - 1",
  rule: (k, p) => withDf(k - p, p === 1 ? "two studies" : "more studies than coefficients"),
});

/** Normal quantile: metafor's default. Too narrow with few studies. */
const normal = definePredictionInterval({
  kind: "normal",
  label: "normal quantile",
  rule: (k) => (k < 2 ? withDf(0, "two studies") : { kind: "applies", quantile: "normal" }),
});

/** The prediction intervals that `pool` knows by name. */
export const predictionIntervals = [higginsThompsonSpiegelhalter, tKMinus1, normal, parametricBootstrap] as const;
