import { readFileSync } from "node:fs";
import type { PlotSpec } from "@rekindle/plots";
import { describe, expect, it } from "vitest";
import { others } from "./others.ts";

/** Places of points and lines in metafor's own figures of the same trials. */
interface Places {
  readonly x: readonly number[];
  readonly y: readonly number[];
}
const reference = JSON.parse(
  readFileSync(new URL("../reference/figures/places.json", import.meta.url), "utf8"),
) as Readonly<Record<"funnel" | "radial" | "baujat" | "labbe" | "bubble", Places>> & {
  readonly filled: { readonly x: number; readonly y: number };
  readonly line: {
    readonly value: readonly number[];
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  };
  readonly leaveOneOut: readonly number[];
};
const iterated = { relative: 1e-6, absolute: 1e-9, because: "tau2 is iterated to different tolerances" };
const closed = { relative: 1e-12, absolute: 1e-14, because: "closed forms in another order" };

/** Every inlined row of a specification. */
function rowsOf(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof spec !== "object" || spec === null) return [];
  if (Array.isArray(spec)) return spec.flatMap(rowsOf);
  const { data, layer } = spec as { data?: { values?: readonly Readonly<Record<string, unknown>>[] }; layer?: unknown };
  return [...(data?.values ?? []), ...rowsOf(layer)];
}

const studiesOf = (spec: PlotSpec | undefined, ...fields: readonly string[]) =>
  rowsOf(spec).filter((row) => fields.every((field) => field in row));
const numbers = (rows: readonly Readonly<Record<string, unknown>>[], field: string) =>
  rows.map((row) => Number(row[field]));

function agree(ours: readonly number[], theirs: readonly number[], how: typeof iterated): void {
  expect(ours.length).exactly(theirs.length);
  theirs.forEach((value, index) => expect(ours[index]!).agreesWith(value, how));
}

describe("places in figures of the BCG trials", {
  meta: {
    validates: {
      requirement: "Places of points and lines in figures",
      functions: ["funnelPlot", "radialPlot", "baujatPlot", "labbePlot", "bubblePlot", "leaveOneOutForest"],
      source: "metafor 3.8.1 funnel, radial, baujat, labbe, regplot, trimfill, leave1out",
    },
  },
}, () => {
  it("of a funnel, with the study that trim and fill adds", () => {
    const points = studiesOf(others["funnel"], "study", "standardError");
    agree(numbers(points.slice(0, 13), "value"), reference.funnel.x, closed);
    agree(numbers(points.slice(0, 13), "standardError"), reference.funnel.y, closed);
    agree(numbers(points.slice(13), "value"), [reference.filled.x], iterated);
    agree(numbers(points.slice(13), "standardError"), [reference.filled.y], closed);
  });

  it("of a radial plot", () => {
    const points = studiesOf(others["radial"], "study", "value", "told");
    agree(numbers(points, "x"), reference.radial.x, iterated);
    agree(numbers(points, "y"), reference.radial.y, iterated);
  });

  it("of a Baujat plot", () => {
    const points = studiesOf(others["baujat"], "heterogeneity");
    agree(numbers(points, "heterogeneity"), reference.baujat.x, iterated);
    agree(numbers(points, "influence"), reference.baujat.y, iterated);
  });

  it("of a L'Abbé plot, where metafor shows logarithms", () => {
    const points = studiesOf(others["labbe"], "patients").toSorted(
      (a, b) => Number(a["control"]) - Number(b["control"]),
    );
    const order = reference.labbe.x
      .map((_, index) => index)
      .toSorted((a, b) => reference.labbe.x[a]! - reference.labbe.x[b]!);
    agree(
      numbers(points, "control").map(Math.log),
      order.map((index) => reference.labbe.x[index]!),
      closed,
    );
    agree(
      numbers(points, "experimental").map(Math.log),
      order.map((index) => reference.labbe.y[index]!),
      closed,
    );
  });

  it("of a bubble plot and its line", () => {
    const points = studiesOf(others["bubble"], "moderator", "areaPx2").toSorted(
      (a, b) => Number(a["value"]) - Number(b["value"]),
    );
    const order = reference.bubble.y
      .map((_, index) => index)
      .toSorted((a, b) => reference.bubble.y[a]! - reference.bubble.y[b]!);
    agree(
      numbers(points, "moderator"),
      order.map((index) => reference.bubble.x[index]!),
      closed,
    );
    agree(
      numbers(points, "value"),
      order.map((index) => reference.bubble.y[index]!),
      closed,
    );
    const band = studiesOf(others["bubble"], "moderator", "lower");
    const at = [13, 33, 55].map((moderator) => band.find((row) => row["moderator"] === moderator)!);
    for (const [field, theirs] of [
      ["y", reference.line.value],
      ["lower", reference.line.lower],
      ["upper", reference.line.upper],
    ] as const)
      agree(numbers(at, field).map(Math.log), theirs, iterated);
  });

  it("of a leave-one-out forest plot", () => {
    const points = studiesOf(others["forest-leave-one-out"], "estimate", "told", "areaPx2");
    agree(numbers(points.slice(0, 13), "estimate").map(Math.log), reference.leaveOneOut, iterated);
  });
});
