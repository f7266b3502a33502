import { chiSquared, exp, type Issue } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { firstStage, massOf, nextStage, type ProductLaw } from "./product-law.ts";
import { searchRoot } from "../search-root.ts";

export interface FisherRequest {
  readonly stages: number;
  /** One-sided level of the whole trial. */
  readonly alpha: number;
  /**
   * `equalAlpha`: the products of every stage are tested at one level, each as if it were alone (default). `fullAlpha`: so are those of
   * the interim stages, while the last product has the full level, as Bauer and Köhne proposed; needs futility limits to gain by.
   * `userDefined`: `alphaSpent` per stage.
   */
  readonly method?: "equalAlpha" | "fullAlpha" | "userDefined";
  /** Cumulative, for `userDefined`; the last is `alpha`. */
  readonly alphaSpent?: readonly number[];
  /** Of each stage but the last: stop for futility if the stage's own p-value is above; all 1 when left out. Binding: the levels use it. */
  readonly alpha0?: readonly number[];
}

export interface FisherDesign {
  /** Reject at a stage if the product of its p-values so far is at most this. */
  readonly criticalValues: readonly number[];
  readonly alpha0: readonly number[];
  /** Cumulative probability of rejection under the null hypothesis. */
  readonly alphaSpent: readonly number[];
  readonly alpha: number;
}

/**
 * Adaptive test by Fisher's product of stage-wise p-values; what a stage looks like may depend on all earlier ones.
 * Source: P. Bauer, K. Köhne, Biometrics 50 (1994) 1029-1041, doi:10.2307/2533441; more than two stages after G. Wassmer,
 * "Statistische Testverfahren für gruppensequentielle und adaptive Pläne in klinischen Studien" (1999). The levels are exact.
 * @throws InvalidInput for other than 2 to 6 stages, a level outside (0, 0.5), limits out of range, or levels that cannot be spent.
 * @example fisherDesign({ stages: 2, alpha: 0.025, alpha0: [0.5] }).criticalValues // [0.016870…, 0.0023988…]
 */
export function fisherDesign(request: FisherRequest): FisherDesign {
  refuse(requestIssues(request));
  const { stages, alpha, method = "equalAlpha" } = request;
  const alpha0 = request.alpha0 ?? Array.from({ length: stages - 1 }, () => 1);
  const build = (criticalValues: readonly number[]): FisherDesign => ({
    criticalValues,
    alpha0,
    alphaSpent: levelsOf(criticalValues, alpha0),
    alpha,
  });
  if (method === "userDefined") return build(spendLevels(request.alphaSpent!, alpha0));
  const limits = Array.from({ length: stages }, (_, k) => (level: number) => productLimit(k + 1, level));
  // A product that will be rejected at the end may be rejected as soon as it is seen.
  const least = method === "fullAlpha" ? productLimit(stages, alpha) : 0;
  const valuesAt = (level: number): number[] =>
    limits.map((limit, k) => (method === "fullAlpha" && k === stages - 1 ? least : Math.max(least, limit(level))));
  const excess = (level: number): number => levelsOf(valuesAt(level), alpha0).at(-1)! - alpha;
  const from = alpha * 1e-6;
  // Without futility limits nothing is left for the interim stages.
  if (excess(from) > -1e-12 * alpha) return build(valuesAt(from));
  return build(valuesAt(searchRoot(excess, { from, to: alpha, tolerance: 1e-16, sought: "the level of a product" })));
}

/** What Fisher's combination says of the stages so far. */
export interface FisherResult {
  readonly product: number;
  readonly decision: "reject" | "futility" | "continue" | "accept";
  /** Smallest overall level at which the trial would have been stopped by rejection at this stage; 1 where no level below 0.5 does. */
  readonly repeatedPValue: number;
}

/**
 * The test of each stage so far.
 * @param pValues one-sided, of the patients of each stage alone.
 * @throws InvalidInput for p-values outside [0, 1], none, or more than there are stages.
 * @example fisherTestOfStages(fisherDesign({ stages: 2, alpha: 0.025 }), [0.1, 0.01])
 */
export function fisherTestOfStages(design: FisherDesign, pValues: readonly number[]): readonly FisherResult[] {
  const stages = design.criticalValues.length;
  refuse([
    ...unless(
      pValues.length > 0 && pValues.length <= stages,
      ["pValues"],
      `${pValues.length} p-values`,
      `1 to ${stages}`,
    ),
    ...pValues.flatMap((p, k) => unless(p >= 0 && p <= 1, ["pValues", k], `p-value ${p}`, "0 to 1")),
  ]);
  let product = 1;
  return pValues.map((p, k) => {
    product *= p;
    const isLast = k === stages - 1;
    const isRejected = product <= design.criticalValues[k]!;
    const onward = isLast ? "accept" : p > design.alpha0[k]! ? "futility" : "continue";
    return { product, decision: isRejected ? "reject" : onward, repeatedPValue: repeatedPValueOf(design, k, product) };
  });
}

/** By the same design at other levels: with one level for every product, as `equalAlpha`. */
function repeatedPValueOf({ criticalValues, alpha0 }: FisherDesign, stage: number, product: number): number {
  const stages = criticalValues.length;
  const totalAt = (alpha: number): number => fisherDesign({ stages, alpha, alpha0 }).criticalValues[stage]! - product;
  if (product <= 0) return 0;
  if (totalAt(0.4999) < 0) return 1;
  if (totalAt(1e-12) > 0) return 1e-12;
  return searchRoot(totalAt, { from: 1e-12, to: 0.4999, tolerance: 1e-12, sought: "the level of a product" });
}

/** The product of k uniform p-values falls below this with probability `level`. */
function productLimit(k: number, level: number): number {
  return exp(-chiSquared({ df: 2 * k }).isf(level) / 2);
}

function levelsOf(criticalValues: readonly number[], alpha0: readonly number[]): number[] {
  let spent = criticalValues[0]!;
  const levels = [spent];
  let law: ProductLaw = firstStage(criticalValues[0]!, alpha0[0]!);
  for (let k = 1; k < criticalValues.length; k++) {
    spent += criticalValues[k]! * massOf(law);
    levels.push(spent);
    if (k + 1 < criticalValues.length) law = nextStage(law, criticalValues[k]!, alpha0[k]!);
  }
  return levels;
}

/** Each stage's limit from the level it has left to spend. */
function spendLevels(alphaSpent: readonly number[], alpha0: readonly number[]): number[] {
  const criticalValues = [alphaSpent[0]!];
  let law: ProductLaw = firstStage(alphaSpent[0]!, alpha0[0]!);
  for (let k = 1; k < alphaSpent.length; k++) {
    const limit = (alphaSpent[k]! - alphaSpent[k - 1]!) / massOf(law);
    refuse(
      unless(
        limit <= criticalValues[k - 1]!,
        ["alphaSpent", k],
        `${alphaSpent[k]!} cannot be spent by stage ${k + 1}`,
        "a smaller step: the limit of the product would lie above the stage before",
      ),
    );
    criticalValues.push(limit);
    if (k + 1 < alphaSpent.length) law = nextStage(law, limit, alpha0[k]!);
  }
  return criticalValues;
}

function requestIssues({ stages, alpha, method = "equalAlpha", alphaSpent, alpha0 }: FisherRequest): Issue[] {
  const isCount = Number.isInteger(stages) && stages >= 2 && stages <= 6;
  const methods = ["equalAlpha", "fullAlpha", "userDefined"];
  const issues = [
    ...unless(isCount, ["stages"], `${stages} stages`, "2 to 6"),
    ...unless(alpha > 0 && alpha < 0.5, ["alpha"], `alpha ${alpha}`, "above 0 and below 0.5; one-sided"),
    ...unless(methods.includes(method), ["method"], `method ${method}`, methods.join(", ")),
    ...unless(
      (method === "userDefined") === (alphaSpent !== undefined),
      ["alphaSpent"],
      `alphaSpent with ${method}`,
      "given for userDefined, and only there",
    ),
  ];
  if (!isCount) return issues;
  if (alpha0 !== undefined) {
    issues.push(
      ...unless(
        alpha0.length === stages - 1,
        ["alpha0"],
        `${alpha0.length} limits for ${stages} stages`,
        "one per stage but the last",
      ),
      ...alpha0.flatMap((limit, k) =>
        unless(limit > alpha && limit <= 1, ["alpha0", k], `limit ${limit}`, "above alpha, at most 1"),
      ),
    );
  }
  if (alphaSpent !== undefined) {
    issues.push(
      ...unless(
        alphaSpent.length === stages,
        ["alphaSpent"],
        `${alphaSpent.length} levels for ${stages} stages`,
        "one per stage",
      ),
      ...alphaSpent.flatMap((level, k) =>
        unless(
          level > (alphaSpent[k - 1] ?? 0),
          ["alphaSpent", k],
          `level ${level}`,
          "above 0 and above the stage before",
        ),
      ),
      ...unless(
        alphaSpent.at(-1) === alpha,
        ["alphaSpent"],
        `the last level is ${alphaSpent.at(-1)}`,
        `alpha, ${alpha}`,
      ),
    );
  }
  return issues;
}
