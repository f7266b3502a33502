import {
  cumulate,
  gosh,
  influence,
  isInSubset,
  leaveOneOut,
  pool,
  poolBayes,
  poolEffects,
  regressEffects,
  sensitivity,
  trimAndFill,
} from "@rekindle/evidence";
import {
  baujatPlot,
  bubblePlot,
  type CurvePoint,
  cumulativeForest,
  densityPlot,
  draperyPlot,
  type EffectOptions,
  funnelPlot,
  goshPlot,
  labbePlot,
  leaveOneOutForest,
  type PlotSpec,
  radialPlot,
  specificationCurve,
  summaryForest,
} from "@rekindle/plots";
import { beta, exp, log, studentT } from "@rekindle/stats";
import { library } from "../meta-analysis/library.ts";
import { latitudes, pooledRatio, ratePools, rates, riskRatios, trials } from "./trials.ts";

const ratio: EffectOptions = { effectTitle: "Risk ratio", effectScale: "log" };
const { mean, prediction, standardError, test } = pooledRatio;
if (mean.kind !== "estimated" || prediction.kind !== "estimated") throw new Error("the trials can be pooled");
if (standardError === undefined || test?.law.kind !== "t") throw new Error("the mean has a t test");
const { df } = test.law;
const centre = mean.value;
const tau2 = pooledRatio.tau2!.value;

const filled = trimAndFill(riskRatios);
const diagnostics = influence(riskRatios);
const subsets = gosh(riskRatios);
const madras = trials.findIndex((trial) => trial.label === "TPT Madras 1980");

/** The line of a regression on latitude with its Knapp-Hartung band. */
function lineOnLatitude(): CurvePoint[] {
  const fit = regressEffects(riskRatios, { moderators: [{ name: "latitude", values: latitudes }] });
  if (fit.kind !== "estimated") throw new Error(fit.reason);
  const [b0, b1] = fit.coefficients.map((coefficient) => coefficient.value) as [number, number];
  const [[v00, v01], [, v11]] = fit.covariance as [[number, number], [number, number]];
  const t = studentT({ df: fit.studies - 2 }).quantile(0.975);
  return Array.from({ length: 43 }, (_, index) => 13 + index).map((moderator) => {
    const value = b0 + b1 * moderator;
    const half = t * Math.sqrt(v00 + 2 * moderator * v01 + moderator * moderator * v11);
    return { moderator, value, lower: value - half, upper: value + half };
  });
}

const bayes = poolBayes(rates, { mean: { kind: "normal", mean: 0, sd: 2 }, tau: { kind: "halfNormal", scale: 1 } });
if (bayes.kind !== "estimated") throw new Error(bayes.reason);
const logit = (rate: number) => log(rate / (1 - rate));
/** The density of a rate whose logit has this law, by a difference of its distribution function. */
function densityOf({ cdf }: { readonly cdf: (x: number) => number }): (rate: number) => number {
  const width = 1e-3;
  const at = (value: number) => (value <= 0 ? 0 : value >= 1 ? 1 : cdf(logit(value)));
  return (rate) => Math.max(0, (at(rate + width) - at(rate - width)) / (2 * width));
}
const asked = { endpoint: { kind: "restoration" }, denominator: "evaluable" } as const;
const title = "BCG vaccine against tuberculosis";

export const others: Readonly<Record<string, PlotSpec>> = {
  funnel: funnelPlot(riskRatios.rows, {
    title,
    ...ratio,
    centre,
    ...(filled.kind === "estimated" ? { added: filled.filled } : {}),
  }),
  "funnel-plain": funnelPlot(pooledRatio.studies, {
    title,
    ...ratio,
    centre,
    contours: "none",
    labels: "all",
    page: "narrow",
  }),
  radial: radialPlot(pooledRatio.studies, { title, ...ratio, centre, tau2 }),
  drapery: draperyPlot(pooledRatio.studies, {
    title,
    ...ratio,
    reference: 0,
    pooled: { value: centre, standardError, df },
    prediction: { value: centre, standardError: Math.sqrt(tau2 + standardError * standardError), df: df - 1 },
  }),
  bubble: bubblePlot(
    riskRatios.rows.map((row, index) => ({ ...row, moderator: latitudes[index]! })),
    { title, ...ratio, moderatorTitle: "Latitude, degrees from the equator", curve: lineOnLatitude(), reference: 0 },
  ),
  baujat: baujatPlot(
    diagnostics.kind === "estimated"
      ? diagnostics.studies.flatMap((each) => (each.kind === "estimated" ? [each] : []))
      : [],
    { title: "Which trials differ, and which matter" },
  ),
  gosh: goshPlot(subsets, {
    title: "Every subset of the trials",
    ...ratio,
    study: { label: "TPT Madras 1980", isIn: (subset) => isInSubset(subsets, { subset, study: madras }) },
  }),
  labbe: labbePlot(trials, {
    title,
    experimentalTitle: "Tuberculosis, vaccinated",
    controlTitle: "Tuberculosis, unvaccinated",
    pooled: { kind: "riskRatio", value: exp(centre) },
  }),
  specification: specificationCurve(sensitivity(library, asked), {
    title: "Uptake restored, by every reading of the evidence",
    axisTitle: "Pooled rate",
  }),
  density: densityPlot(
    [
      { title: "Prior, beta(1, 1)", role: "prior", density: beta({ a: 1, b: 1 }).pdf },
      {
        title: "Rate of the median study",
        role: "posterior",
        density: densityOf({ cdf: (x) => bayes.laws.logit.cdf(x) }),
        interval: bayes.rate.central,
      },
      {
        title: "Rate of a new study",
        role: "prediction",
        density: densityOf({ cdf: (x) => bayes.laws.newStudy.cdf(x) }),
        interval: bayes.newStudy.central,
      },
    ],
    { title: "What a new study should expect", axisTitle: "Uptake restored", domain: [0, 1], unit: "percent" },
  ),
  "forest-cumulative": cumulativeForest(
    cumulate(rates, (rows) => pool(rows)),
    { title: "As the evidence grew", axisTitle: "Uptake restored among evaluable patients" },
  ),
  "forest-leave-one-out": leaveOneOutForest(
    leaveOneOut(riskRatios.rows, (rows) => poolEffects({ ...riskRatios, rows })),
    { title: "Without each trial", axisTitle: "Risk ratio", overall: pooledRatio, overallTitle: "All trials" },
  ),
  "forest-summary": summaryForest(
    [
      { label: "GLMM", pooled: ratePools[0] },
      { label: "Beta-binomial", pooled: pool(rates, { model: "betaBinomial" }) },
      { label: "Inverse variance, REML", pooled: ratePools[1] },
    ],
    { title: "Uptake restored, by model", axisTitle: "Uptake restored among evaluable patients" },
  ),
};
