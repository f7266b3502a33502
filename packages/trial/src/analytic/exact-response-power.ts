import type { Issue } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import type { AnalysisPlan, TestResult } from "../design.ts";
import type { ReadyTest } from "../endpoint-test.ts";
import { binomialProbabilities } from "./binomial.ts";
import { responsePlane } from "./response-plane.ts";

/** Patients of each arm in the analysis of a look. */
export interface ArmSizes {
  readonly control: number;
  readonly experimental: number;
}

/** Response probabilities of the arms. */
export interface Rates {
  readonly control: number;
  readonly experimental: number;
}

/** Probability of stopping at each look, for each reason. */
export interface StageProbabilities {
  readonly efficacy: readonly number[];
  readonly harm: readonly number[];
  readonly futility: readonly number[];
}

/**
 * Exact stage-wise probabilities of a two-arm response design by enumeration: every table of responses at every look, carried on
 * to the next look by the binomial law of the patients added, as Jennison and Turnbull (2000), section 12.2, do for proportions.
 *
 * The plan must decide on the last look alone. Work grows with the third power of the arm sizes; about 1 s for two looks of 150
 * per arm.
 * @param options.sizes arm sizes at each look, whole and not decreasing.
 * @throws InvalidInput with everything that does not fit the plan.
 */
export function exactResponsePower(
  plan: AnalysisPlan,
  options: { readonly test: ReadyTest; readonly sizes: readonly ArmSizes[]; readonly rates: Rates },
): StageProbabilities {
  const { test, sizes, rates } = options;
  refuse(planIssues(plan, sizes, rates));
  const stages = { efficacy: [] as number[], harm: [] as number[], futility: [] as number[] };
  const seen: TestResult[] = [];
  let going: Tables = { sizes: { control: 0, experimental: 0 }, masses: Float64Array.of(1) };
  for (const [k, next] of sizes.entries()) {
    const masses = advance(going, next, rates);
    const plane = responsePlane(test, next);
    const width = next.control + 1;
    const stopped = { efficacy: 0, harm: 0, futility: 0 };
    for (let x1 = 0; x1 <= next.experimental; x1++) {
      for (let x0 = 0; x0 < width; x0++) {
        const mass = masses[x1 * width + x0]!;
        if (mass === 0) continue;
        seen[k] = plane(x1, x0);
        const decision = plan.decide(seen);
        if (decision.kind === "continue") continue;
        masses[x1 * width + x0] = 0;
        if (decision.reason === "efficacy") stopped.efficacy += mass;
        else if (decision.reason === "harm") stopped.harm += mass;
        else if (decision.reason === "futility") stopped.futility += mass;
      }
    }
    stages.efficacy.push(stopped.efficacy);
    stages.harm.push(stopped.harm);
    stages.futility.push(stopped.futility);
    going = { sizes: next, masses };
  }
  return stages;
}

interface Tables {
  readonly sizes: ArmSizes;
  /** Mass of x₁ experimental and x₀ control responses at x₁ (n₀ + 1) + x₀. */
  readonly masses: Float64Array;
}

/** The tables at the next look: one arm after the other, each gaining its binomial responses. */
function advance(tables: Tables, next: ArmSizes, rates: Rates): Float64Array {
  const { control, experimental } = tables.sizes;
  const addedControl = binomialProbabilities(next.control - control, rates.control);
  const addedExperimental = binomialProbabilities(next.experimental - experimental, rates.experimental);
  const width = next.control + 1;
  const wider = new Float64Array((experimental + 1) * width);
  for (let x1 = 0; x1 <= experimental; x1++) {
    for (let x0 = 0; x0 <= control; x0++) {
      const mass = tables.masses[x1 * (control + 1) + x0]!;
      if (mass === 0) continue;
      for (let y = 0; y < addedControl.length; y++) {
        const at = x1 * width + x0 + y;
        wider[at] = wider[at]! + mass * addedControl[y]!;
      }
    }
  }
  const masses = new Float64Array((next.experimental + 1) * width);
  for (let x1 = 0; x1 <= experimental; x1++) {
    for (let y = 0; y < addedExperimental.length; y++) {
      const share = addedExperimental[y]!;
      const from = x1 * width;
      const to = (x1 + y) * width;
      for (let x0 = 0; x0 < width; x0++) masses[to + x0] = masses[to + x0]! + share * wider[from + x0]!;
    }
  }
  return masses;
}

/** Probability of rejecting the null hypothesis, in either direction. */
export function rejectionProbability(stages: StageProbabilities): number {
  return [...stages.efficacy, ...stages.harm].reduce((sum, p) => sum + p, 0);
}

function planIssues(plan: AnalysisPlan, sizes: readonly ArmSizes[], rates: Rates): Issue[] {
  const looks = plan.looks.length;
  const hint = "a design whose decisions depend on the last look alone";
  return [
    ...unless(plan.decidesBy === "lastLook", ["plan", "decidesBy"], `the plan decides by ${plan.decidesBy}`, hint),
    ...unless(sizes.length === looks, ["sizes"], `${sizes.length} sizes for ${looks} looks`, "one per look"),
    ...(["control", "experimental"] as const).flatMap((arm) => [
      ...unless(
        rates[arm] >= 0 && rates[arm] <= 1,
        ["rates", arm],
        `${arm} rate ${rates[arm]}`,
        "a probability, 0 to 1",
      ),
      ...sizes.flatMap((size, k) => {
        const isSound = Number.isInteger(size[arm]) && size[arm] >= (sizes[k - 1]?.[arm] ?? 0);
        return unless(
          isSound,
          ["sizes", k, arm],
          `${arm} arm of ${size[arm]} at look ${k + 1}`,
          "whole numbers that never fall",
        );
      }),
    ]),
  ];
}
