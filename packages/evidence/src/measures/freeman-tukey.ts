import { asin, cos, sin } from "@rekindle/stats";
import { defineMeasure } from "./measure.ts";

/**
 * Half the Freeman-Tukey double arcsine, with variance 1 / (4 n + 2): PFT. Freeman & Tukey (1950), doi:10.1214/aoms/1177729756.
 *
 * The back-transformation is Miller's (1978, doi:10.1080/00031305.1978.10479283) at the harmonic mean of the sample sizes, which is
 * no sample size of any study.
 */
export const freemanTukey = defineMeasure({
  kind: "freemanTukey",
  label: "Freeman-Tukey double arcsine proportions",
  scale: "double arcsine",
  needsCorrection: { atZero: false, atFull: false },
  effect: (events, n) => ({ value: transform(events, n), variance: 1 / (4 * n + 2) }),
  toNatural: (value, { harmonicMeanN }) => {
    if (value <= transform(0, harmonicMeanN)) return 0;
    if (value >= transform(harmonicMeanN, harmonicMeanN)) return 1;
    const sine = sin(2 * value);
    const bracket = sine + (sine - 1 / sine) / harmonicMeanN;
    const distance = Math.sqrt(Math.max(0, 1 - bracket * bracket));
    return 0.5 * (1 - Math.sign(cos(2 * value)) * distance);
  },
  warning:
    "Freeman-Tukey: the back-transformation uses the harmonic mean of the sample sizes and can mislead where they differ (Schwarzer et al. 2019, doi:10.1002/jrsm.1348); the binomial-normal model needs no transformation",
});

function transform(events: number, n: number): number {
  return 0.5 * (asin(Math.sqrt(events / (n + 1))) + asin(Math.sqrt((events + 1) / (n + 1))));
}
