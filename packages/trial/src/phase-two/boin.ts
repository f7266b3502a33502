import { InvalidInput, log } from "@rekindle/stats";

/** Limits on the observed toxicity rate of a dose. */
export interface BoinBoundaries {
  /** Escalate at or below. */
  readonly escalate: number;
  /** De-escalate at or above. */
  readonly deEscalate: number;
}

/**
 * Escalation and de-escalation limits of the Bayesian optimal interval design, for activity or dose finding: stay between them.
 * Source: Liu, Yuan, J. R. Stat. Soc. C 64 (2015) 507-523, doi:10.1111/rssc.12089, equations 5 and 6.
 * @param target toxicity rate that is sought.
 * @param options toxicity rates that are too low and too high to stay at; 0.6 and 1.4 of the target when left out.
 * @throws InvalidInput unless 0 < tooLow < target < tooHigh < 1.
 * @example boinBoundaries(0.3) // escalate 0.236491, deEscalate 0.358519
 */
export function boinBoundaries(
  target: number,
  options: { readonly tooLow?: number; readonly tooHigh?: number } = {},
): BoinBoundaries {
  const { tooLow = 0.6 * target, tooHigh = 1.4 * target } = options;
  if (!(tooLow > 0 && tooLow < target && target < tooHigh && tooHigh < 1)) {
    const message = `too low ${tooLow}, target ${target}, too high ${tooHigh}`;
    throw new InvalidInput([
      { kind: "outOfRange", path: ["target"], message, hint: "0 < tooLow < target < tooHigh < 1" },
    ]);
  }
  const limit = (low: number, high: number) =>
    log((1 - low) / (1 - high)) / log((high * (1 - low)) / (low * (1 - high)));
  return { escalate: limit(tooLow, target), deEscalate: limit(target, tooHigh) };
}
