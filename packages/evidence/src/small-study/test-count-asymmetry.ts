import { checkWith, orThrow } from "@rekindle/stats";
import { z } from "zod";
import type { ComparisonCounts, Table } from "../comparisons/comparison.ts";
import { checkComparisons, measureComparisons, tableOf } from "../measure-comparisons.ts";
import { type AsymmetryTest, testLine } from "./asymmetry-test.ts";
import { fewStudies } from "./few-studies.ts";
import { weightedLine } from "./weighted-line.ts";

const countAsymmetrySchema = z.strictObject({
  kind: z.enum(["harbord", "peters", "macaskill", "deeks"]),
  level: z.exactOptional(z.number().gt(0).lt(1)),
});

export type CountAsymmetryOptions = Readonly<z.output<typeof countAsymmetrySchema>>;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/**
 * Tests of a dependence of odds ratios on the size of studies that, unlike Egger's, do not take the dependence of an odds ratio on its own
 * standard error for one. Each is a weighted regression with t(k − 2):
 *
 * - `harbord`: Z / V on 1 / √V with weights V, for the score Z and its variance V. Harbord, Egger & Sterne (2006), doi:10.1002/sim.2380.
 * - `peters`: log odds ratio on 1 / N with weights (1 / events + 1 / non-events)⁻¹. Peters et al. (2006), doi:10.1001/jama.295.6.676.
 * - `macaskill`: the same on N. Macaskill, Walter & Irwig (2001), doi:10.1002/sim.698.
 * - `deeks`: log (diagnostic) odds ratio on 1 / √ESS with weights ESS = 4 n₁ n₂ / (n₁ + n₂). Deeks, Macaskill & Irwig, J. Clin. Epidemiol.
 *   58 (2005) 882.
 *
 * Odds ratios with an empty cell get 0.5 in each of their cells; studies without events, or without non-events, say nothing and are left
 * out with a warning (`deeks` keeps them).
 * @throws InvalidInput on impossible counts or an unknown kind.
 * @example
 * testCountAsymmetry(rows, { kind: "peters" });
 */
export function testCountAsymmetry(rows: readonly ComparisonCounts[], options: CountAsymmetryOptions): AsymmetryTest {
  checkComparisons(rows);
  const { kind, level = 0.95 } = orThrow(checkWith(countAsymmetrySchema, options));
  const { label, limit, point } = tests[kind];
  const effects = measureComparisons(rows, { kind: "logOddsRatio" }).rows;
  const points = rows
    .map((row, i) => point(tableOf(row), effects[i]!.value))
    .filter(({ weight }) => weight > 0)
    // in an order of their own, so that sums do not depend on how the studies are listed
    .toSorted((a, b) => a.x - b.x || a.y - b.y || a.weight - b.weight);
  const left = rows.length - points.length;
  const warnings = [
    ...fewStudies(points.length),
    ...(left === 0 ? [] : [`${left} of ${rows.length} studies say nothing of an odds ratio and are left out`]),
  ];
  const none = (reason: string): AsymmetryTest => ({ kind: "notEstimable", reason, warnings });
  if (points.length < 3) return none("a slope needs at least three studies");
  const line = weightedLine(
    points.map(({ x }) => x),
    points.map(({ y }) => y),
    points.map(({ weight }) => weight),
  );
  if (line === undefined) return none("every study has the same size");
  if (!(line.Q > 0)) return none("the effects lie on a line exactly");
  const dispersion = line.Q / line.df;
  const rule = { kind: "applies", varianceFactor: dispersion, quantile: { df: line.df } } as const;
  const method = `${label}, t(${line.df})`;
  return { ...testLine({ ...line, rule }, { method, level, limit }), dispersion, studies: points.length, warnings };
}

interface CountTest {
  readonly label: string;
  readonly limit: "shown" | "none";
  readonly point: (table: Table, logOddsRatio: number) => Point;
}

const tests: Readonly<Record<CountAsymmetryOptions["kind"], CountTest>> = {
  harbord: {
    label: "Harbord: score over its variance on 1 / √V, weights V",
    limit: "shown",
    point: ({ a, b, c, d }) => {
      const N = a + b + c + d;
      const V = ((a + b) * (c + d) * (a + c) * (b + d)) / (N * N * (N - 1));
      const Z = a - ((a + c) * (a + b)) / N;
      return { x: 1 / Math.sqrt(V), y: Z / V, weight: V };
    },
  },
  peters: {
    label: "Peters: log odds ratio on 1 / N, weights by pooled events",
    limit: "shown",
    point: (table, y) => ({ x: 1 / sizeOf(table), y, weight: byEvents(table) }),
  },
  macaskill: {
    label: "Macaskill: log odds ratio on N, weights by pooled events",
    limit: "none",
    point: (table, y) => ({ x: sizeOf(table), y, weight: byEvents(table) }),
  },
  deeks: {
    label: "Deeks: log odds ratio on 1 / √ESS, weights ESS",
    limit: "shown",
    point: ({ a, b, c, d }, y) => {
      const effective = (4 * (a + b) * (c + d)) / (a + b + c + d);
      return { x: 1 / Math.sqrt(effective), y, weight: effective };
    },
  },
};

function sizeOf({ a, b, c, d }: Table): number {
  return a + b + c + d;
}

function byEvents({ a, b, c, d }: Table): number {
  return ((a + c) * (b + d)) / (a + b + c + d);
}
