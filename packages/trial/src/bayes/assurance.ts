import { integrate, type Prior, priorQuantile, type SimplePrior } from "@rekindle/stats";
import { refuse } from "../refuse.ts";

/** Power averaged over a prior, with the quadrature's estimate of its error. */
export type Assurance =
  | { readonly kind: "converged"; readonly value: number; readonly error: number }
  | { readonly kind: "notConverged"; readonly reason: string };

/**
 * Assurance: the probability that a trial rejects, its effect being as uncertain as a prior says. Integrated over the prior's quantiles,
 * component by component.
 * Source: A. O'Hagan, J. W. Stevens, M. J. Campbell, Pharm. Stat. 4 (2005) 187-201, doi:10.1002/pst.175.
 * @param power power of the design at a value of the prior's unit, such as an experimental response rate.
 * @throws InvalidInput if the power is no probability at the prior's median.
 * @example assurance({ kind: "normal", mean: 0.5, sd: 0.25 }, (difference) => meansPower({ difference, standardDeviation: 1 }, request)).value
 */
export function assurance(prior: Prior, power: (value: number) => number): Assurance {
  const atMedian = power(priorQuantile(prior, 0.5));
  refuse(
    atMedian >= 0 && atMedian <= 1
      ? []
      : [
          {
            kind: "outOfRange",
            path: ["power"],
            message: `power ${atMedian} at the prior's median`,
            hint: "a function with values from 0 to 1",
          },
        ],
  );
  if (prior.kind !== "mixture") return overQuantiles(prior, power);
  const total = prior.components.reduce((sum, { weight }) => sum + weight, 0);
  let value = 0;
  let error = 0;
  for (const { weight, prior: component } of prior.components) {
    const part = overQuantiles(component, power);
    if (part.kind === "notConverged") return part;
    value += (weight / total) * part.value;
    error += (weight / total) * part.error;
  }
  return { kind: "converged", value, error };
}

function overQuantiles(prior: SimplePrior, power: (value: number) => number): Assurance {
  if (prior.kind === "point") return { kind: "converged", value: power(prior.value), error: 0 };
  // u = s² (3 - 2 s) rises slowly at both ends, where quantiles change fast.
  const f = (s: number): number => power(priorQuantile(prior, s * s * (3 - 2 * s))) * 6 * s * (1 - s);
  const found = integrate(f, { from: 0, to: 1, relative: 1e-9, absolute: 1e-12 });
  if (found.kind === "converged") return { kind: "converged", ...found.value };
  return { kind: "notConverged", reason: `the average over the prior: ${found.reason}` };
}
