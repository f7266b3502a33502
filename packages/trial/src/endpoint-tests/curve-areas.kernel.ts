import type { LogRankWorkspace } from "@rekindle/stats";

/** Kaplan-Meier estimates of one arm of a sorted trial, written anew at every call. */
export interface ArmCurve {
  /** Survival at the horizon, and the area below the curve up to it. */
  survival: number;
  area: number;
  /** Greenwood's sum, Σ d / (n (n - d)), up to the horizon, and the variance of the area. */
  greenwood: number;
  areaVariance: number;
  /** Whether the curve is known up to the horizon. */
  isKnown: boolean;
}

interface Steps {
  readonly time: Float64Array;
  readonly survival: Float64Array;
  readonly term: Float64Array;
}

/** Work space of `measureCurve`. */
export function createCurveSteps(capacity: number): Steps {
  return { time: new Float64Array(capacity), survival: new Float64Array(capacity), term: new Float64Array(capacity) };
}

export function createArmCurve(): ArmCurve {
  return { survival: 1, area: 0, greenwood: 0, areaVariance: 0, isKnown: false };
}

/**
 * The curve of one arm (0 control, 1 experimental) up to a horizon, from patients sorted as one stratum.
 * Formulas as `restrictedMean` and `compareMilestones` of stats.
 */
export function measureCurve(
  { sorted }: LogRankWorkspace,
  { arm, horizon }: { readonly arm: 0 | 1; readonly horizon: number },
  { steps, out }: { readonly steps: Steps; readonly out: ArmCurve },
): void {
  const { time, code, start } = sorted;
  const end = start[1]!;
  let atRisk = 0;
  for (let i = 0; i < end; i++) if (code[i]! >> 1 === arm) atRisk++;
  let last = -1;
  let survival = 1;
  let greenwood = 0;
  let count = 0;
  for (let i = 0; i < end; ) {
    const now = time[i]!;
    let leave = 0;
    let events = 0;
    for (; i < end && time[i] === now; i++) {
      if (code[i]! >> 1 !== arm) continue;
      leave++;
      events += code[i]! & 1;
    }
    if (leave === 0) continue;
    last = now;
    if (now > horizon) break;
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      const term = events === atRisk ? 0 : events / (atRisk * (atRisk - events));
      greenwood += term;
      steps.time[count] = now;
      steps.survival[count] = survival;
      steps.term[count] = term;
      count++;
    }
    atRisk -= leave;
  }
  out.isKnown = last >= horizon || (last >= 0 && survival === 0);
  out.survival = survival;
  out.greenwood = greenwood;
  let area = 0;
  let areaVariance = 0;
  let until = horizon;
  for (let k = count - 1; k >= 0; k--) {
    area += steps.survival[k]! * (until - steps.time[k]!);
    areaVariance += area * area * steps.term[k]!;
    until = steps.time[k]!;
  }
  out.area = area + until;
  out.areaVariance = areaVariance;
}
