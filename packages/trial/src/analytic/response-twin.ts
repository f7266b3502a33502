import { type Allocation, readsStrata } from "../allocation.ts";
import { standardNormalIsf } from "@rekindle/stats";
import type { AnalyticTwin } from "../operating-characteristics.ts";
import type { BernoulliRecipe } from "../outcome-models/bernoulli.ts";
import type { Trial } from "../trial.ts";
import { canonicalPower, responseDrift, stratifiedResponseDrift, type WeightedRates } from "./drift.ts";
import { type ArmSizes, exactResponsePower, type Rates, rejectionProbability } from "./exact-response-power.ts";
import { experimentalCounts } from "./look-sizes.ts";

/** Tables times patients that an enumeration may look at: a few seconds. */
const MOST_WORK = 6e8;

const none = (reason: string): AnalyticTwin => ({ kind: "none", reason });

/** Response rates over all strata. */
export function marginalRates({ strata }: { readonly strata: readonly WeightedRates[] }): Rates {
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (arm: "control" | "experimental") =>
    strata.reduce((sum, each) => sum + each.weight * each[arm], 0) / total;
  return { control: mean("control"), experimental: mean("experimental") };
}

/**
 * By enumeration, where every patient's response is an independent draw and the arms' sizes have a known law. Allocation within
 * strata ties the arms a little; the enumeration then leaves the strata out, and says that it is not exact.
 */
export function enumeratedResponseTwin(trial: Trial, truth: BernoulliRecipe): AnalyticTwin {
  const { plan, spec, test } = trial;
  const testReadsStrata = spec.test.kind !== "riskDifference" && spec.test.kind !== "fisherExact";
  if (testReadsStrata && trial.outcomes.strata.length > 1) return none("the test may read the strata");
  const assessed = truth.evaluable ?? 1;
  const leave = spec.endpoint.kind === "response" && spec.endpoint.denominator === "evaluable";
  if (leave && assessed !== 1) return none("the number of evaluable patients is random");
  const possible = possibleSizes(trial);
  if (possible === undefined) return none("the arms' sizes at the looks are random");
  const work = possible.reduce((sum, { sizes }) => sum + enumerationWork(sizes), 0);
  if (work > MOST_WORK) return none("there are too many tables to enumerate");
  const { control, experimental } = marginalRates(truth);
  const rates = { control: control * assessed, experimental: experimental * assessed };
  const power = possible.reduce(
    (sum, { sizes, probability }) =>
      sum + probability * rejectionProbability(exactResponsePower(plan, { test, sizes, rates })),
    0,
  );
  const leavesOutStrata = readsStrata(spec.allocation) && trial.outcomes.strata.length > 1;
  const method = `enumeration of all tables of responses${leavesOutStrata ? ", as if allocation ignored the strata" : ""}`;
  return { kind: "analytic", power, method, exact: !leavesOutStrata };
}

function enumerationWork(sizes: readonly ArmSizes[]): number {
  return sizes.reduce((sum, { control, experimental }) => {
    return sum + (control + 1) * (experimental + 1) * (control + experimental);
  }, 0);
}

interface PossibleSizes {
  readonly sizes: readonly ArmSizes[];
  readonly probability: number;
}

/** The same method as if all patients were of one stratum. */
function withoutStrata(allocation: Allocation): Allocation {
  if (allocation.kind === "stratifiedPermutedBlocks") return { ...allocation, kind: "permutedBlocks" };
  return "stratified" in allocation ? { ...allocation, stratified: false } : allocation;
}

/** Arm sizes at every look; more than one possibility only for a single look, whose sizes are random under most allocations. */
function possibleSizes(trial: Trial): readonly PossibleSizes[] | undefined {
  const { patients, allocation } = trial.spec;
  const single = withoutStrata(allocation);
  const perLook = trial.plan.looks.map(({ when }) => {
    if (when.kind !== "patientsFollowed") return undefined;
    const followed = Math.max(1, Math.ceil(when.fraction * patients - 1e-9));
    const counts = experimentalCounts(single, followed) ?? [];
    return counts.map(({ experimental, probability }) => {
      return { sizes: { control: followed - experimental, experimental }, probability };
    });
  });
  if (perLook.length === 1) return perLook[0]?.map(({ sizes, probability }) => ({ sizes: [sizes], probability }));
  const certain = perLook.map((counts) => (counts?.length === 1 ? counts[0]!.sizes : undefined));
  if (certain.includes(undefined)) return undefined;
  return [{ sizes: certain.filter((sizes) => sizes !== undefined), probability: 1 }];
}

/** By the normal approximation. */
export function approximateResponseTwin(trial: Trial, truth: BernoulliRecipe): AnalyticTwin {
  const { plan, spec } = trial;
  const { kind } = spec.test;
  if (kind !== "riskDifference" && kind !== "cochranMantelHaenszel") {
    return none(`there is no approximation for the test ${kind}`);
  }
  if (plan.looks.some(({ when }) => when.kind !== "patientsFollowed")) {
    return none("the number of patients at a look is not known in advance");
  }
  const evaluable = truth.evaluable ?? 1;
  // Those who cannot be assessed leave the analysis, or stay in it without a response.
  const leave = spec.endpoint.kind === "response" && spec.endpoint.denominator === "evaluable";
  const analysed = leave ? spec.patients * evaluable : spec.patients;
  const assessed = leave ? 1 : evaluable;
  const [control, experimental] = spec.allocation.ratio;
  const unit = control + experimental;
  const sizes = { control: (analysed * control) / unit, experimental: (analysed * experimental) / unit };
  const strata = truth.strata.map((each) => {
    return { weight: each.weight, control: each.control * assessed, experimental: each.experimental * assessed };
  });
  const critical = standardNormalIsf(plan.alpha / plan.sided);
  const upward =
    kind === "cochranMantelHaenszel"
      ? stratifiedResponseDrift(strata, { sizes, critical })
      : responseDrift(marginalRates({ strata }), {
          sizes,
          variance: spec.test["variance"] === "unpooled" ? "unpooled" : "pooled",
          critical,
          margin: typeof spec.test["margin"] === "number" ? spec.test["margin"] : 0,
        });
  const drift = spec.endpoint.better === "higher" ? upward : -upward;
  if (!Number.isFinite(drift)) return none("the responses have no variance");
  const power = rejectionProbability(canonicalPower(plan, { drift }));
  const method =
    kind === "riskDifference"
      ? "normal approximation of the risk difference"
      : "normal approximation of the stratified difference";
  return { kind: "analytic", power, method, exact: false };
}
