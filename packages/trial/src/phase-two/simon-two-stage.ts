import { InvalidInput } from "@rekindle/stats";
import { aboveAt, type BinomialTable, binomialTable } from "./binomial-tails.ts";
import { refuseSingleArm, type SingleArmRequest } from "./single-arm-request.ts";
import { singleStage } from "./single-stage.ts";

/** Stop after n1 patients if at most r1 respond; otherwise go on to n and reject the null rate if more than r respond in all. */
export interface TwoStage {
  readonly r1: number;
  readonly n1: number;
  readonly r: number;
  readonly n: number;
}

/** A two-stage design with what it does. */
export interface TwoStageDesign extends TwoStage {
  /** Attained type I error at the null rate and power at the alternative. */
  readonly alpha: number;
  readonly power: number;
  /** Expected patients under the null rate. */
  readonly expectedPatients: number;
  /** Probability of stopping after the first stage under the null rate. */
  readonly stopsEarly: number;
}

export interface SimonDesigns {
  /** Fewest expected patients under the null rate. */
  readonly optimal: TwoStageDesign;
  /** Fewest patients at most, and among those the fewest expected. */
  readonly minimax: TwoStageDesign;
  /** Designs that minimise q n + (1 - q) E N for some q in [0, 1], from minimax to optimal. */
  readonly admissible: readonly TwoStageDesign[];
  readonly searchedUpTo: number;
}

/** What a two-stage design does at a response rate. */
export interface TwoStageCharacteristics {
  readonly rejects: number;
  readonly stopsEarly: number;
  readonly expectedPatients: number;
}

/**
 * Simon's optimal and minimax two-stage designs and the admissible ones between them, by complete search.
 * Sources: Simon, Control. Clin. Trials 10 (1989) 1-10, doi:10.1016/0197-2456(89)90015-9; Jung, Lee, Kim, George, Stat. Med. 23
 * (2004) 561-569, doi:10.1002/sim.1600.
 * @param options.maxPatients largest n searched; one and a half times the single-stage size and 10 more when left out.
 * @throws InvalidInput for a request that makes no sense, or if no design has at most that many patients.
 * @example simonTwoStage({ nullRate: 0.1, alternativeRate: 0.3, alpha: 0.05, power: 0.8 }).optimal // r1 1, n1 10, r 5, n 29
 */
export function simonTwoStage(
  request: SingleArmRequest,
  options: { readonly maxPatients?: number } = {},
): SimonDesigns {
  refuseSingleArm(request);
  const most = options.maxPatients ?? Math.ceil(1.5 * singleStage(request).smallest.n) + 10;
  if (!(Number.isInteger(most) && most >= 2 && most <= 400)) {
    const message = `a search up to ${most} patients`;
    throw new InvalidInput([
      { kind: "outOfRange", path: ["maxPatients"], message, hint: "2 to 400; rates further apart need fewer" },
    ]);
  }
  const none = binomialTable(most, request.nullRate);
  const some = binomialTable(most, request.alternativeRate);
  const bySize: TwoStageDesign[] = [];
  for (let n = 2; n <= most; n++) {
    // More patients at most are only worth it for fewer expected ones.
    const best = bestOfSize(n, request, { none, some, below: bySize.at(-1)?.expectedPatients ?? Infinity });
    if (best !== undefined) bySize.push(best);
  }
  const [minimax] = bySize;
  if (minimax === undefined) {
    const message = `no two-stage design has power ${request.power} with at most ${most} patients`;
    throw new InvalidInput([{ kind: "notReachable", path: ["maxPatients"], message, hint: "more patients" }]);
  }
  return { optimal: bySize.at(-1)!, minimax, admissible: lowerHull(bySize), searchedUpTo: most };
}

interface Tables {
  readonly none: BinomialTable;
  readonly some: BinomialTable;
  readonly below: number;
}

/** The design of exactly n patients with the fewest expected, and fewer than `below`, if any keeps level and power. */
function bestOfSize(n: number, { alpha, power }: SingleArmRequest, tables: Tables): TwoStageDesign | undefined {
  const { none, some } = tables;
  let best: TwoStageDesign | undefined;
  let least = tables.below;
  for (let n1 = 1; n1 < n; n1++) {
    // The more trials stop early, the fewer reject: the limit never rises with r1.
    let r = n;
    for (let r1 = 0; r1 < n1; r1++) {
      if (aboveAt(some.above[n1]!, r1) < power) break;
      const goesOn = aboveAt(none.above[n1]!, r1);
      const expectedPatients = n1 + goesOn * (n - n1);
      if (expectedPatients >= least) continue;
      r = leastLimit({ r1, n1, n }, { none, alpha, most: r });
      const attained = rejection({ r1, n1, r, n }, some);
      if (attained < power) continue;
      const level = rejection({ r1, n1, r, n }, none);
      least = expectedPatients;
      best = { r1, n1, r, n, alpha: level, power: attained, expectedPatients, stopsEarly: 1 - goesOn };
    }
  }
  return best;
}

/** The smallest r that keeps the level, none above `most`: downwards from there, by bisection if that is far. */
function leastLimit(
  stages: Omit<TwoStage, "r">,
  { none, alpha, most }: { readonly none: BinomialTable; readonly alpha: number; readonly most: number },
): number {
  const keeps = (r: number) => rejection({ ...stages, r }, none) <= alpha;
  let from = stages.r1;
  let to = most;
  // Usually the limit of the design before is still the one, or nearly.
  for (let step = 0; step < 2 && most < stages.n && to > from; step++) {
    if (!keeps(to - 1)) return to;
    to--;
  }
  while (from < to) {
    const middle = (from + to) >> 1;
    if (keeps(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** P(X₁ > r₁ and X₁ + X₂ > r). */
function rejection({ r1, n1, r, n }: TwoStage, { point, above }: BinomialTable): number {
  const first = point[n1]!;
  const second = above[n - n1]!;
  let sum = 0;
  for (let x = r1 + 1; x <= n1; x++) sum += first[x]! * aboveAt(second, r - x);
  return sum;
}

/** Vertices of the lower convex hull of (n, E N); the designs come with growing n and falling E N. */
function lowerHull(bySize: readonly TwoStageDesign[]): TwoStageDesign[] {
  const hull: TwoStageDesign[] = [];
  for (const next of bySize) {
    while (hull.length >= 2 && !isBelow(hull.at(-1)!, hull.at(-2)!, next)) hull.pop();
    hull.push(next);
  }
  return hull;
}

/** Whether a point lies strictly below the line through two others. */
function isBelow(point: TwoStageDesign, left: TwoStageDesign, right: TwoStageDesign): boolean {
  const share = (point.n - left.n) / (right.n - left.n);
  return point.expectedPatients < left.expectedPatients + share * (right.expectedPatients - left.expectedPatients);
}

/** What a two-stage design does at any response rate, exactly. */
export function twoStageCharacteristics(design: TwoStage, rate: number): TwoStageCharacteristics {
  refuseTwoStage(design);
  const table = binomialTable(design.n, rate);
  const goesOn = aboveAt(table.above[design.n1]!, design.r1);
  const expectedPatients = design.n1 + goesOn * (design.n - design.n1);
  return { rejects: rejection(design, table), stopsEarly: 1 - goesOn, expectedPatients };
}

/** @throws InvalidInput unless 0 <= r1 < n1 < n and r1 <= r < n, all whole. */
export function refuseTwoStage({ r1, n1, r, n }: TwoStage): void {
  const isWhole = [r1, n1, r, n].every(Number.isInteger);
  if (isWhole && r1 >= 0 && r1 < n1 && n1 < n && r >= r1 && r < n) return;
  const message = `r1/n1 ${r1}/${n1}, r/n ${r}/${n}`;
  throw new InvalidInput([
    { kind: "outOfRange", path: [], message, hint: "whole numbers with 0 <= r1 < n1 < n and r1 <= r < n" },
  ]);
}
