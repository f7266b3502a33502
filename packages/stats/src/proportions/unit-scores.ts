/** Scores as whole steps of a common unit above the least one. */
export interface UnitScores {
  readonly steps: readonly number[];
  /** 0 where no unit gives whole steps below a million. */
  readonly unit: number;
}

/** The largest common unit of the gaps between scores, by Euclid's rule to a relative 1e-9. */
export function unitScores(scores: readonly number[]): UnitScores {
  const least = scores.reduce((low, score) => Math.min(low, score), Infinity);
  const gaps = scores.map((score) => score - least);
  const span = gaps.reduce((most, gap) => Math.max(most, gap), 0);
  if (!(span > 0 && span < Infinity)) return { steps: scores.map(() => 0), unit: 0 };
  let unit = 0;
  for (const gap of gaps) unit = commonUnit(gap, unit, span * 1e-9);
  const steps = gaps.map((gap) => Math.round(gap / unit));
  // A remainder that rounding left may pass for a unit.
  const isWhole = steps.every((step, i) => Math.abs(step * unit - gaps[i]!) <= 1e-9 * span) && span / unit < 1e6;
  return { steps, unit: isWhole ? unit : 0 };
}

function commonUnit(a: number, b: number, negligible: number): number {
  let [larger, smaller] = a > b ? [a, b] : [b, a];
  while (smaller > negligible) {
    const rest = larger - smaller * Math.round(larger / smaller);
    [larger, smaller] = [smaller, Math.abs(rest)];
  }
  return larger;
}
