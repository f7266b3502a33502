import { expect, it } from "vitest";
import {
  baujatPlot,
  bubblePlot,
  cohortPlot,
  densityPlot,
  draperyPlot,
  type EffectOptions,
  type ForestLayoutName,
  forestPlot,
  funnelPlot,
  goshPlot,
  labbePlot,
  leaveOneOutForest,
  type PlotSpec,
  powerCurve,
  publishedRangePlot,
  radialPlot,
  specificationCurve,
} from "../src/index.ts";
import { responseCells } from "./fixtures/cells.ts";
import { cohortResult } from "./fixtures/cohorts.ts";
import { madeUpEffects } from "./fixtures/effects.ts";
import { schemaErrors } from "./fixtures/inspect.ts";
import { bothModels } from "./fixtures/pools.ts";

const effects = madeUpEffects(9);
const ratio: EffectOptions & { readonly title: string } = {
  title: "Plot",
  effectTitle: "Risk ratio",
  effectScale: "log",
};
const rates = { title: "Plot", axisTitle: "Uptake restored" };
const [glmm, inverse] = bothModels("restoration");
const riskOfBias = {
  domains: ["randomisation"],
  judgements: Object.fromEntries(inverse.studies.map(({ id }) => [id, ["high"] as const])),
};
const arm = { events: 4, n: 20 };
const interval = { lower: 0.4, upper: 0.6, level: 0.95, method: "t" };

/** One of each kind, with everything it can show. Vega-Lite's schema is large, so they are all judged here. */
const figures: Readonly<Record<string, PlotSpec>> = {
  ...Object.fromEntries(
    (["default", "JAMA", "BMJ", "RevMan5", "compact"] satisfies readonly ForestLayoutName[]).map((layout) => [
      `a forest plot as ${layout}`,
      forestPlot([glmm, inverse], {
        ...rates,
        layout,
        riskOfBias,
        reference: 0.5,
        favours: { left: "less", right: "more" },
        domain: [0.3, 0.9],
      }),
    ]),
  ),
  "a forest plot on a log axis": forestPlot(inverse, { ...rates, scale: "log", page: "narrow", theme: "dark" }),
  "a forest plot on a logit axis": forestPlot(inverse, { ...rates, scale: "logit" }),
  "a forest plot of subgroups with a range and a further pool": forestPlot([], {
    ...rates,
    subgroups: [{ title: "BRAF", pooled: bothModels("braf") }],
    further: [
      {
        label: "Posterior",
        mean: { kind: "estimated", value: 0.5, interval },
        prediction: { kind: "estimated", value: 0.5, interval },
      },
    ],
    publishedRange: { lower: 0.33, upper: 0.95, label: "review", lowerSource: "one", upperSource: "other" },
  }),
  "a cohort": cohortPlot(cohortResult, { title: "Plot" }),
  "power curves": powerCurve(responseCells, { title: "Plot", x: "patients", alpha: 0.025 }),
  "published ranges": publishedRangePlot(
    [
      {
        title: "Restored",
        range: { lower: 0.33, upper: 0.95, label: "review", lowerSource: "one", upperSource: "other" },
        pools: [{ title: "GLMM", pooled: glmm }],
      },
    ],
    rates,
  ),
  "a leave-one-out plot": leaveOneOutForest([{ omitted: { label: "Ho" }, result: inverse }], {
    ...rates,
    overall: glmm,
  }),
  "a funnel": funnelPlot(effects, {
    ...ratio,
    centre: -0.3,
    added: effects.slice(0, 2),
    regression: { intercept: 0, slope: -1 },
  }),
  "a radial plot": radialPlot(effects, { ...ratio, centre: -0.3 }),
  "a drapery": draperyPlot(effects, {
    ...ratio,
    pooled: { value: -0.3, standardError: 0.1 },
    prediction: { value: -0.3, standardError: 0.4, df: 7 },
    reference: 0,
  }),
  "a bubble plot": bubblePlot(
    effects.map((each, moderator) => ({ ...each, moderator })),
    {
      ...ratio,
      moderatorTitle: "Days",
      reference: 0,
      curve: [0, 8].map((moderator) => ({ moderator, value: 0, lower: -1, upper: 1 })),
    },
  ),
  "a Baujat plot": baujatPlot([{ label: "Ho", baujat: { heterogeneity: 1, influence: 2 } }], { title: "Plot" }),
  "a GOSH plot": goshPlot(
    { estimate: [0, 1], I2: [0.2, 0.4] },
    { ...ratio, study: { label: "Ho", isIn: (subset) => subset === 0 } },
  ),
  "a L'Abbé plot": labbePlot([{ label: "Ho", control: arm, experimental: arm }], {
    title: "Plot",
    controlTitle: "No",
    experimentalTitle: "Yes",
    pooled: { kind: "riskRatio", value: 0.7 },
  }),
  "a specification curve": specificationCurve(
    [
      { changes: [], pooled: { mean: { kind: "estimated", value: 0.5, interval } } },
      { changes: ["a"], pooled: { mean: { kind: "estimated", value: 0.45, interval } } },
    ],
    { ...rates, reference: 0.5 },
  ),
  "a density plot": densityPlot([{ title: "Posterior", role: "posterior", density: () => 1, interval }], {
    ...rates,
    domain: [0, 1],
  }),
};

it.each(Object.entries(figures))("%s is valid by Vega-Lite's schema", (_name, spec) => {
  expect(schemaErrors(spec)).exactly([]);
});
