import { type Estimate, InvalidInput, proportionEstimate } from "@rekindle/stats";
import type { LookSummary, RunSummary } from "./block-summary.ts";
import { type Moments, meanEstimate } from "./engine/moments.ts";
import type { LookCharacteristics, OperatingCharacteristics } from "./operating-characteristics.ts";

/**
 * The operating characteristics of a run, each number with its Monte-Carlo standard error.
 * @throws InvalidInput for fewer than two replicates, which have no standard error.
 */
export function describe(summary: RunSummary): OperatingCharacteristics {
  const { replicates } = summary;
  if (replicates < 2) {
    const message = `${replicates} replicate has no Monte-Carlo standard error`;
    throw new InvalidInput([{ kind: "outOfRange", path: ["replicates"], message, hint: "at least 2" }]);
  }
  return {
    replicates,
    rejected: proportionEstimate(summary.rejected, replicates),
    expectedPatients: overall(summary.patients),
    expectedEvents: overall(summary.events),
    expectedDurationDays: overall(summary.durationDays),
    estimate: meanEstimate(summary.estimate),
    looks: summary.looks.map((look) => describeLook(look, replicates)),
    notEstimable: summary.notEstimable,
  };
}

function describeLook(look: LookSummary, replicates: number): LookCharacteristics {
  return {
    reached: proportionEstimate(look.reached, replicates),
    stoppedForEfficacy: proportionEstimate(look.efficacy, replicates),
    stoppedForFutility: proportionEstimate(look.futility, replicates),
    stoppedForHarm: proportionEstimate(look.harm, replicates),
    fellShort: proportionEstimate(look.fellShort, replicates),
    calendarDay: meanEstimate(look.calendarDay),
    patients: meanEstimate(look.patients),
    events: meanEstimate(look.events),
  };
}

/** Every replicate has a value, so there is a mean with a standard error. */
function overall({ count, mean, squares }: Moments): Estimate {
  return { value: mean, standardError: Math.sqrt(squares / (count - 1) / count) };
}
