import { holds, oneOf, type Requirement } from "../arguments.ts";
import { checkCorrelation, requireSemidefinite } from "../multivariate/correlation.ts";
import type { Matrix } from "../multivariate/cholesky.ts";
import type { Integral } from "../numerics/integrate.ts";
import type { Working } from "./graph.ts";
import { type CorrelatedTests, unionOfLevels } from "./union-of-levels.ts";

/** Hypotheses (by index from 0) that are tested together wherever several of them meet in an intersection. */
export type HypothesisGroup =
  | { readonly kind: "bonferroni" | "simes"; readonly hypotheses: readonly number[] }
  | {
      /** One-sided p-values of z statistics, or of t with `df` (1 … 1e15), whose correlation is known, in the order of `hypotheses`. */
      readonly kind: "parametric";
      readonly hypotheses: readonly number[];
      readonly correlation: Matrix;
      readonly df?: number;
    };

/** How each intersection is tested: one test for all hypotheses, or groups of them with Bonferroni's test between. */
export type IntersectionTest =
  | "bonferroni"
  | "simes"
  | {
      readonly kind: "grouped";
      /** Hypotheses in no group stand alone. */
      readonly groups: readonly HypothesisGroup[];
      /** `perGroup` (default): each group spends its own weights; `common`: one factor for all levels of the intersection. */
      readonly scaling?: "perGroup" | "common";
    };

export function checkTest(test: IntersectionTest, count: number): Requirement[] {
  if (typeof test === "string")
    return [
      oneOf("test", test, ["bonferroni", "simes"]),
      holds(test !== "simes" || count <= 12, "test", `simes for ${count} hypotheses`, "at most 12"),
    ];
  const { groups, scaling = "perGroup" } = test;
  const named = Array.from(groups).flatMap((group) => Array.from(group?.hypotheses ?? []));
  return [
    oneOf("test.kind", test.kind, ["grouped"]),
    oneOf("test.scaling", scaling, ["perGroup", "common"]),
    holds(count <= 12, "test", `groups among ${count} hypotheses`, "at most 12"),
    holds(new Set(named).size === named.length, "test.groups", "a hypothesis stands in them twice"),
    ...Array.from(groups).flatMap((group, g) =>
      group === undefined ? [holds(false, `test.groups.${g}`, "there is no group")] : checkGroup(group, g, count),
    ),
    holds(
      scaling !== "common" || !groups.some((group) => group?.kind === "simes"),
      "test.scaling",
      "common with a simes group",
      "Simes's test has no levels to scale",
    ),
  ];
}

function checkGroup(group: HypothesisGroup, g: number, count: number): Requirement[] {
  const name = `test.groups.${g}`;
  const size = group.hypotheses.length;
  const first = [
    oneOf(`${name}.kind`, group.kind, ["bonferroni", "simes", "parametric"]),
    holds(size > 0, name, "it has no hypotheses"),
    holds(
      Array.from(group.hypotheses).every((i) => Number.isInteger(i) && i >= 0 && i < count),
      name,
      `its hypotheses are ${Array.from(group.hypotheses).join(", ")}`,
      `must be whole numbers from 0 to ${count - 1}`,
    ),
  ];
  if (group.kind !== "parametric") return first;
  const { df } = group;
  // A copy, so that holes show as entries that are no numbers.
  const correlation = Array.from(group.correlation, (row) => Array.from(row ?? []));
  const shape = checkCorrelation(correlation);
  if (shape.every((issue) => issue === undefined)) requireSemidefinite(correlation);
  return [
    ...first,
    holds(correlation.length === size, name, `${correlation.length} rows of correlation for ${size} hypotheses`),
    ...shape,
    holds(
      df === undefined || (Number.isFinite(df) && df >= 1 && df <= 1e15),
      `${name}.df`,
      `${df} is out of range`,
      "must be between 1 and 1e15",
    ),
  ];
}

/** One group within an intersection: its hypotheses with a weight above 0. */
interface Part {
  readonly kind: HypothesisGroup["kind"];
  readonly members: readonly number[];
  readonly tests: CorrelatedTests | undefined;
}

export function partsOf({ weights, isIn }: Working, test: IntersectionTest): readonly Part[] {
  const left = new Set(Array.from(weights.keys()).filter((i) => isIn[i] && weights[i]! > 0));
  if (typeof test === "string") return left.size === 0 ? [] : [{ kind: test, members: [...left], tests: undefined }];
  const parts: Part[] = [];
  for (const group of test.groups) {
    const places = group.hypotheses.map((_, k) => k).filter((k) => left.delete(group.hypotheses[k]!));
    if (places.length === 0) continue;
    const members = places.map((k) => group.hypotheses[k]!);
    if (group.kind !== "parametric" || members.length === 1) {
      parts.push({ kind: group.kind === "simes" ? "simes" : "bonferroni", members, tests: undefined });
      continue;
    }
    const correlation = places.map((k) => places.map((l) => group.correlation[k]![l]!));
    const tests = group.df === undefined ? { correlation } : { correlation, df: group.df };
    parts.push({ kind: group.kind, members, tests });
  }
  if (left.size > 0) parts.push({ kind: "bonferroni", members: [...left], tests: undefined });
  return parts;
}

/** P(some p-value of the part is at most q times its weight), or Bonferroni's bound of it. */
export function spentBy({ members, tests }: Part, q: number, weights: Float64Array): Integral {
  if (tests !== undefined)
    return unionOfLevels(
      members.map((i) => q * weights[i]!),
      tests,
    );
  return { value: q * weightOf(members, weights), error: 0 };
}

export function weightOf(members: readonly number[], weights: Float64Array): number {
  return members.reduce((sum, i) => sum + weights[i]!, 0);
}

/** The least alpha at which the intersection is rejected. */
export function intersectionP(working: Working, pValues: readonly number[], test: IntersectionTest): Integral {
  const { weights } = working;
  const parts = partsOf(working, test);
  const quotient = (members: readonly number[]): number => Math.min(...members.map((i) => pValues[i]! / weights[i]!));
  if (typeof test !== "string" && test.scaling === "common") return commonP(parts, quotient, weights);
  let least: Integral = { value: 1, error: 0 };
  for (const part of parts) {
    const p = partP(part, quotient(part.members), weights, pValues);
    if (p.value < least.value) least = p;
  }
  return least;
}

function partP(part: Part, q: number, weights: Float64Array, pValues: readonly number[]): Integral {
  if (part.kind === "simes") return { value: weightedSimes(part.members, weights, pValues), error: 0 };
  if (part.kind === "bonferroni") return { value: q, error: 0 };
  const share = weightOf(part.members, weights);
  const { value, error } = spentBy(part, q, weights);
  return { value: value / share, error: error / share };
}

function commonP(
  parts: readonly Part[],
  quotient: (members: readonly number[]) => number,
  weights: Float64Array,
): Integral {
  if (parts.length === 0) return { value: 1, error: 0 };
  const q = Math.min(...parts.map(({ members }) => quotient(members)));
  let value = 0;
  let error = 0;
  let share = 0;
  for (const part of parts) {
    const spent = spentBy(part, q, weights);
    value += spent.value;
    error += spent.error;
    share += weightOf(part.members, weights);
  }
  return { value: Math.min(1, value / share), error: error / share };
}

/** min over j of p_j / (sum of the weights of those with p at most p_j). */
function weightedSimes(members: readonly number[], weights: Float64Array, pValues: readonly number[]): number {
  let least = 1;
  for (const j of members) {
    let share = 0;
    for (const i of members) if (pValues[i]! <= pValues[j]!) share += weights[i]!;
    least = Math.min(least, pValues[j]! / share);
  }
  return least;
}
