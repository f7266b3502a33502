import type { PooledEstimate } from "@rekindle/evidence";
import { InvalidInput, type Issue } from "@rekindle/stats";
import { LARGEST, nameIssues, notDrawable as issue, optionIssues } from "../panel/check-values.ts";
import { drawnPool, type Quantity } from "./drawn-pool.ts";
import { forestLayouts } from "./forest-layouts.ts";
import { builtInColumns, type ForestColumn, type ForestGroup, type ForestPlotOptions } from "./forest-options.ts";

/** Throws one `InvalidInput` that carries everything wrong with what a forest plot was asked to draw. */
export function checkForest(groups: readonly ForestGroup[], options: ForestPlotOptions): void {
  const issues = [
    ...groups.flatMap(groupIssues),
    ...(groups.every((group) => group.pooled.length === 0)
      ? [issue(["pooled"], "there is no pool to draw", "give one `Pooled` or `PooledEffect`, or more")]
      : []),
    ...mixedIssues(groups),
    ...layoutIssues(options),
    ...axisIssues(groups, options),
    ...rangeIssues(options),
    ...columnIssues(options),
    ...biasIssues(groups, options),
    ...furtherIssues(options),
    ...orderIssues(groups, options),
    ...(options.decimals === undefined ||
    (Number.isInteger(options.decimals) && options.decimals >= 0 && options.decimals <= 6)
      ? []
      : [issue(["decimals"], `decimals is ${options.decimals}`, "a whole number from 0 to 6")]),
  ];
  if (issues.length > 0) throw new InvalidInput(issues);
}

function groupIssues(group: ForestGroup): Issue[] {
  const where = ["subgroups", group.title];
  const pools = group.pooled.map((pooled) => drawnPool(pooled));
  const [first, ...others] = pools.map(({ studies }) =>
    studies
      .map((study) => `${study.id} ${study.events === undefined ? study.estimate : `${study.events}/${study.n}`}`)
      .toSorted()
      .join("; "),
  );
  if (first === undefined) return [];
  if (first === "") return [issue(where, "a pool has no studies", "leave the empty group out")];
  return [
    ...(others.every((other) => other === first)
      ? []
      : [
          issue(
            where,
            "its pools are of different studies",
            "models shown beside each other must pool the same counts",
          ),
        ]),
    ...pools.flatMap(({ studies, mean, prediction, quantity }) => [
      ...studies.flatMap((study) => [
        ...valueIssues(
          [...where, study.id],
          "estimate",
          { kind: "estimated", value: study.estimate, interval: study.interval },
          quantity.unit,
        ),
        ...(study.weight === undefined || (study.weight >= 0 && study.weight <= 1)
          ? []
          : [issue([...where, study.id], `the weight is ${study.weight}`, "a share in [0, 1]")]),
      ]),
      ...valueIssues([...where, "mean"], "mean", mean, quantity.unit),
      ...valueIssues([...where, "prediction"], "prediction", prediction, quantity.unit),
    ]),
  ];
}

/** An estimate is drawn if it is finite and inside its interval, and of a proportion in [0, 1]. */
function valueIssues(path: readonly string[], name: string, estimate: PooledEstimate, unit: Quantity["unit"]): Issue[] {
  if (estimate.kind === "notEstimable") return [];
  const { value, interval } = estimate;
  const { lower, upper } = interval;
  // Limits and values that were transformed back may differ in their last bits.
  const slack = 1e-9 * (1 + Math.abs(value));
  const inside = name === "prediction" ? lower <= upper : lower - slack <= value && value <= upper + slack;
  if (!(Math.abs(value) <= LARGEST && inside))
    return [
      issue(
        path,
        `the ${name} ${value} is not inside its interval ${lower} to ${upper}`,
        "finite, and inside its interval",
      ),
    ];
  if (unit === "number" || (lower >= 0 && upper <= 1)) return [];
  return [issue(path, `the ${name} ${value} (${lower} to ${upper}) is no proportion`, "proportions in [0, 1]")];
}

function mixedIssues(groups: readonly ForestGroup[]): Issue[] {
  const kinds = new Set(groups.flatMap((group) => group.pooled.map((pooled) => drawnPool(pooled).quantity.name)));
  if (kinds.size <= 1) return [];
  return [issue(["pooled"], `the pools are of ${[...kinds].join(" and of ")}`, "one axis can only show one quantity")];
}

function layoutIssues(options: ForestPlotOptions): Issue[] {
  const { layout, order } = options;
  return [
    ...optionIssues(options),
    ...nameIssues("layout", layout, Object.keys(forestLayouts)),
    ...(Array.isArray(order)
      ? []
      : nameIssues("order", order, ["asGiven", "byEstimate", "byPrecision", "byWeight", "byLabel"])),
  ];
}

function axisIssues(groups: readonly ForestGroup[], options: ForestPlotOptions): Issue[] {
  const pooled = groups.flatMap((group) => group.pooled)[0];
  const { quantity } = pooled === undefined ? { quantity: undefined } : drawnPool(pooled);
  const scale = options.scale ?? quantity?.scale ?? "linear";
  const unit = quantity?.unit ?? "percent";
  const { domain, ticks, reference } = options;
  const allowed = (value: number) =>
    Number.isFinite(value) &&
    (scale === "linear" || value > 0) &&
    (scale !== "logit" || value < 1) &&
    (unit !== "percent" || (value >= 0 && value <= 1));
  const rule = `${unit === "percent" ? "proportions in [0, 1]" : "finite numbers"}${scale === "log" ? " above 0" : scale === "logit" ? ", between 0 and 1" : ""}`;
  return [
    ...(scale === "logit" && unit !== "percent"
      ? [issue(["scale"], `a logit axis cannot show ${quantity?.name}`, "logit axes are for proportions")]
      : []),
    ...(domain === undefined || (allowed(domain[0]) && allowed(domain[1]) && domain[0] < domain[1])
      ? []
      : [issue(["domain"], `the domain is [${domain[0]}, ${domain[1]}]`, `two ${rule}, the smaller first`)]),
    ...(ticks === undefined || (ticks.length > 0 && ticks.every(allowed))
      ? []
      : [issue(["ticks"], `the ticks are [${ticks.join(", ")}]`, `one or more ${rule}`)]),
    ...(reference === undefined || reference === "none" || allowed(reference)
      ? []
      : [issue(["reference"], `the reference is ${reference}`, rule)]),
  ];
}

function orderIssues(groups: readonly ForestGroup[], { order }: ForestPlotOptions): Issue[] {
  if (order === undefined || typeof order === "string") return [];
  const ids = new Set(groups.flatMap((group) => group.pooled.flatMap((pooled) => pooled.studies.map(({ id }) => id))));
  return order.flatMap((id, index) =>
    ids.has(id)
      ? []
      : [issue(["order", index], `no study has the id ${JSON.stringify(id)}`, "an order is of study ids")],
  );
}

function furtherIssues({ further = [] }: ForestPlotOptions): Issue[] {
  return further.flatMap(({ label, mean, prediction }) => [
    ...valueIssues(["further", label], "mean", mean, "number"),
    ...(prediction === undefined ? [] : valueIssues(["further", label], "prediction", prediction, "number")),
  ]);
}

function rangeIssues({ publishedRange: range }: ForestPlotOptions): Issue[] {
  if (range === undefined || (range.lower >= 0 && range.lower <= range.upper && range.upper <= 1)) return [];
  return [
    issue(
      ["publishedRange"],
      `the range is ${range.lower} to ${range.upper}`,
      "two proportions in [0, 1], the smaller first",
    ),
  ];
}

function columnIssues({ leftColumns = [], rightColumns = [] }: ForestPlotOptions): Issue[] {
  const check = (columns: readonly ForestColumn[], field: string): Issue[] =>
    columns.flatMap((column, index) =>
      typeof column === "string"
        ? nameIssues("column", column, builtInColumns).map((each) => ({ ...each, path: [field, index] }))
        : [],
    );
  return [...check(leftColumns, "leftColumns"), ...check(rightColumns, "rightColumns")];
}

function biasIssues(groups: readonly ForestGroup[], { riskOfBias }: ForestPlotOptions): Issue[] {
  if (riskOfBias === undefined) return [];
  const ids = new Set(groups.flatMap((group) => group.pooled.flatMap((pooled) => pooled.studies.map(({ id }) => id))));
  const path = ["riskOfBias", "judgements"];
  const known = ["low", "some", "high", "unknown"];
  return [
    ...(riskOfBias.domains.length === 0
      ? [issue(["riskOfBias", "domains"], "there is no domain", "name one or leave riskOfBias out")]
      : []),
    ...Object.entries(riskOfBias.judgements).flatMap(([id, judgements]) => [
      ...(ids.has(id)
        ? []
        : [issue([...path, id], `no study has the id ${JSON.stringify(id)}`, "judgements are by study id")]),
      ...(judgements.length === riskOfBias.domains.length
        ? []
        : [
            issue(
              [...path, id],
              `${judgements.length} judgements for ${riskOfBias.domains.length} domains`,
              "one per domain",
            ),
          ]),
      ...judgements.flatMap((judgement) =>
        nameIssues("judgement", judgement, known).map((each) => ({ ...each, path: [...path, id] })),
      ),
    ]),
  ];
}
