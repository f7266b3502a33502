import { asin } from "@rekindle/stats";
import { defineComparison } from "./comparison.ts";

/** asin(√p1) − asin(√p2): AS. Rücker et al. (2009), doi:10.1002/sim.3511. Needs no correction and has no natural scale. */
export const arcsineDifference = defineComparison({
  kind: "arcsineDifference",
  label: "arcsine differences",
  scale: "arcsine difference",
  naturalScale: "arcsine difference",
  needsCorrection: () => false,
  effect: ({ a, b, c, d }) => {
    const [n1, n2] = [a + b, c + d];
    return { value: asin(Math.sqrt(a / n1)) - asin(Math.sqrt(c / n2)), variance: 1 / (4 * n1) + 1 / (4 * n2) };
  },
  toNatural: (value) => value,
});
