import { type Issue, standardNormalCdf, standardNormalIsf } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";
import { searchRoot } from "../search-root.ts";

/** A trial with one interim look at which its size may be raised. Sizes are patients or events: whatever the information grows with. */
export interface ReestimationPlan {
  readonly interim: number;
  readonly planned: number;
  /** Largest size that can be paid for. */
  readonly maximum: number;
  /** One-sided level of the final test. */
  readonly alpha: number;
  /** Conditional power to reach by raising the size. */
  readonly power: number;
}

export interface Reestimated {
  readonly zone: "unfavourable" | "promising" | "favourable";
  /** Given the effect seen so far, at the planned size. */
  readonly conditionalPower: number;
  /** Size to go on with; not rounded. */
  readonly size: number;
  readonly conditionalPowerAtSize: number;
}

/**
 * Sample size re-estimation after an unblinded look, by zones of conditional power under the observed effect: it is raised only where
 * the usual final test (z of all data against Φ⁻¹(1 - alpha)) keeps its level.
 * Source: C. R. Mehta, S. J. Pocock, Stat. Med. 30 (2011) 3267-3284, doi:10.1002/sim.4102; the condition is that of P. Gao, J. H. Ware,
 * C. Mehta, J. Biopharm. Stat. 18 (2008) 1184-1196.
 * @param z of the interim data alone.
 * @throws InvalidInput for sizes that do not increase, or levels out of range.
 * @example promisingZone({ interim: 100, planned: 200, maximum: 400, alpha: 0.025, power: 0.8 }, { z: 1.2 })
 */
export function promisingZone(plan: ReestimationPlan, { z }: { readonly z: number }): Reestimated {
  refuse([...planIssues(plan), ...unless(Number.isFinite(z), ["z"], `z ${z}`, "a finite number")]);
  const { planned, power } = plan;
  const now = conditionalPowerAt(plan, z, planned);
  const stay = { conditionalPower: now, size: planned, conditionalPowerAtSize: now };
  if (now >= power) return { zone: "favourable", ...stay };
  if (!(z > 0)) return { zone: "unfavourable", ...stay };
  const size = raisedSize(plan, z);
  // Where the test of the conditional error principle would ask for more than the usual one, raising the size would cost level.
  if (finalBoundary(plan, z, size) > standardNormalIsf(plan.alpha)) return { zone: "unfavourable", ...stay };
  return { zone: "promising", conditionalPower: now, size, conditionalPowerAtSize: conditionalPowerAt(plan, z, size) };
}

/** P(final z >= its critical value | z), the effect being what was seen. */
function conditionalPowerAt({ interim, alpha }: ReestimationPlan, z: number, size: number): number {
  const rest = Math.sqrt(size - interim);
  return standardNormalCdf(
    (z * rest) / Math.sqrt(interim) - (standardNormalIsf(alpha) * Math.sqrt(size) - z * Math.sqrt(interim)) / rest,
  );
}

/** The size whose conditional power is the one asked for, or the maximum. */
function raisedSize(plan: ReestimationPlan, z: number): number {
  const { planned, maximum, power } = plan;
  if (conditionalPowerAt(plan, z, maximum) <= power) return maximum;
  return searchRoot((size) => conditionalPowerAt(plan, z, size) - power, {
    from: planned,
    to: maximum,
    tolerance: 1e-9,
    sought: "the raised size",
  });
}

/** Critical value of the final z that keeps the conditional error of the planned trial. */
function finalBoundary({ interim, planned, alpha }: ReestimationPlan, z: number, size: number): number {
  const kept = (standardNormalIsf(alpha) * Math.sqrt(planned) - z * Math.sqrt(interim)) / Math.sqrt(planned - interim);
  return (kept * Math.sqrt(size - interim) + z * Math.sqrt(interim)) / Math.sqrt(size);
}

function planIssues({ interim, planned, maximum, alpha, power }: ReestimationPlan): Issue[] {
  return [
    ...unless(interim > 0 && interim < Infinity, ["interim"], `interim at ${interim}`, "above 0"),
    ...unless(planned > interim && planned < Infinity, ["planned"], `planned size ${planned}`, "above the interim's"),
    ...unless(maximum >= planned && maximum < Infinity, ["maximum"], `maximum ${maximum}`, "at least the planned size"),
    ...unless(alpha > 0 && alpha < 0.5, ["alpha"], `alpha ${alpha}`, "above 0 and below 0.5; one-sided"),
    ...unless(power > alpha && power < 1, ["power"], `power ${power}`, "above alpha and below 1"),
  ];
}
