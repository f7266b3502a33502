import { measureComparisons, poolEffects, poolMantelHaenszel, poolTwoArms } from "@rekindle/evidence";
import { forestPlot, type ForestPlotOptions, type PlotSpec } from "@rekindle/plots";
import { byAllocation, pooledRatio, ratePools, trials } from "./trials.ts";

const ofRates: ForestPlotOptions = {
  title: "Radioiodine uptake restored",
  axisTitle: "Uptake restored among evaluable patients",
  eventsTitle: "Restored",
  patientsTitle: "Evaluable",
};
const cells = (arm: "experimental" | "control") =>
  Object.fromEntries(trials.map((trial) => [trial.id, `${trial[arm].events}/${trial[arm].n}`]));
const ofTrials: ForestPlotOptions = {
  title: "BCG vaccine against tuberculosis",
  axisTitle: "Risk ratio, vaccinated over unvaccinated",
  favours: { left: "vaccine", right: "no vaccine" },
  leftColumns: [
    { kind: "text", title: "Vaccine", values: cells("experimental"), align: "right" },
    { kind: "text", title: "None", values: cells("control"), align: "right" },
  ],
};
const grouped: ForestPlotOptions = {
  ...ofTrials,
  subgroups: byAllocation.groups.map(({ group, pooled }) => ({
    title: `${group.slice(0, 1).toUpperCase()}${group.slice(1)} allocation`,
    pooled: [pooled],
  })),
  interaction: byAllocation.interaction,
};
const judgements = ["low", "some", "high", "unknown"] as const;
const riskOfBias = {
  domains: ["randomisation", "deviations", "missing data", "measurement", "reporting"],
  judgements: Object.fromEntries(
    trials.map(({ id }, index) => [id, [0, 1, 2, 3, 4].map((each) => judgements[(index * 7 + each * each) % 4]!)]),
  ),
};

const likelihood = poolTwoArms(trials, { model: "UM.FS" });
const mantelHaenszel = poolMantelHaenszel(trials, { measure: "oddsRatio" });

/** Forest plots of every layout and kind. */
export const forests: Readonly<Record<string, PlotSpec>> = {
  "forest-rates": forestPlot(ratePools, ofRates),
  "forest-rates-logit": forestPlot(ratePools, { ...ofRates, scale: "logit" }),
  "forest-rates-JAMA": forestPlot(ratePools[1], { ...ofRates, layout: "JAMA" }),
  "forest-trials": forestPlot(pooledRatio, ofTrials),
  "forest-odds-further": forestPlot(poolEffects(measureComparisons(trials, { kind: "logOddsRatio" })), {
    ...ofTrials,
    axisTitle: "Odds ratio, vaccinated over unvaccinated",
    order: "byWeight",
    further: [
      {
        label: "Likelihood model (UM.FS)",
        mean: likelihood.natural.mean,
        prediction: likelihood.natural.prediction,
        method: likelihood.method,
      },
      { label: "Mantel-Haenszel", mean: mantelHaenszel.estimate, method: mantelHaenszel.method },
    ],
  }),
  "forest-trials-grouped": forestPlot(byAllocation.overall, grouped),
  "forest-trials-JAMA": forestPlot(byAllocation.overall, { ...grouped, layout: "JAMA" }),
  "forest-trials-BMJ": forestPlot(byAllocation.overall, { ...grouped, layout: "BMJ" }),
  "forest-trials-RevMan5": forestPlot(byAllocation.overall, {
    ...grouped,
    layout: "RevMan5",
    riskOfBias,
    leftColumns: ["weight", "estimateAndInterval"],
  }),
  "forest-trials-compact": forestPlot(pooledRatio, { ...ofTrials, leftColumns: [], layout: "compact" }),
  "forest-trials-narrow": forestPlot(byAllocation.overall, { ...grouped, page: "narrow" }),
  "forest-rates-narrow": forestPlot(ratePools, { ...ofRates, page: "narrow" }),
  "forest-trials-dark": forestPlot(byAllocation.overall, { ...grouped, theme: "dark", riskOfBias }),
};
