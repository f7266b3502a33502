import { type Estimate, proportionInterval } from "@rekindle/stats";

/**
 * Where the share that was simulated may truly lie: the 95 % Wilson interval of so many replicates, which is near 1.96 standard errors
 * to either side but says something of shares of 0 and 1 too.
 */
export function monteCarloInterval(
  { value }: Estimate,
  replicates: number,
): { readonly lower: number; readonly upper: number } {
  const { lower, upper } = proportionInterval(
    { events: Math.round(value * replicates), n: replicates },
    { method: "wilson", level: 0.95 },
  );
  return { lower: Math.min(lower, value), upper: Math.max(upper, value) };
}
