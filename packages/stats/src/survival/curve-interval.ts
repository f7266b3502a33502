import { asin } from "../elementary/asin.ts";
import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { sin } from "../elementary/sin-cos.ts";
import type { Interval } from "../proportions/interval.ts";

/** The scale on which the interval is symmetric. */
export type CurveInterval = "plain" | "log" | "logLog" | "logit" | "arcsine";

export const curveIntervals: readonly CurveInterval[] = ["plain", "log", "logLog", "logit", "arcsine"];

/**
 * Limits of survival `s` whose logarithm has standard error `logError`, cut to [0, 1]. Before the first event both are 1; at s = 0
 * the variance is not estimable and there is no interval.
 * Source: O. Borgan, K. Liestøl, Scand. J. Stat. 17 (1990) 35–41, for the transformed intervals.
 */
export function survivalInterval(kind: CurveInterval, s: number, logError: number, z: number): Interval | undefined {
  if (s === 1) return { lower: 1, upper: 1 };
  if (s === 0) return undefined;
  const half = z * logError;
  switch (kind) {
    case "plain":
      return { lower: Math.max(0, s - half * s), upper: Math.min(1, s + half * s) };
    case "log":
      return { lower: s * exp(-half), upper: Math.min(1, s * exp(half)) };
    case "logLog": {
      const hazard = -log(s);
      const spread = half / hazard;
      return { lower: exp(-hazard * exp(spread)), upper: exp(-hazard * exp(-spread)) };
    }
    case "logit": {
      const centre = log(s / (1 - s));
      const spread = half / (1 - s);
      return { lower: 1 / (1 + exp(spread - centre)), upper: 1 / (1 + exp(-spread - centre)) };
    }
    default: {
      const angle = asin(Math.sqrt(s));
      const spread = 0.5 * half * Math.sqrt(s / (1 - s));
      const low = sin(Math.max(0, angle - spread));
      const high = sin(Math.min(Math.PI / 2, angle + spread));
      return { lower: low * low, upper: high * high };
    }
  }
}
