/** Probabilities of the counts of the experimental arm given the events of both, one row for each number of events. */
export interface ConditionalRow {
  /** The least count that the margins allow. */
  readonly least: number;
  readonly probabilities: Float64Array;
}

/** The hypergeometric law C(n1, k) C(n2, s - k) / C(n1 + n2, s), by ratios outwards from its mode. */
export function conditionalRow(n1: number, n2: number, events: number): ConditionalRow {
  const least = Math.max(0, events - n2);
  const most = Math.min(n1, events);
  const probabilities = new Float64Array(most - least + 1);
  const mode = Math.min(most, Math.max(least, Math.floor(((n1 + 1) * (events + 1)) / (n1 + n2 + 2))));
  probabilities[mode - least] = 1;
  let sum = 1;
  for (let k = mode; k < most; k++) {
    const ratio = ((n1 - k) * (events - k)) / ((k + 1) * (n2 - events + k + 1));
    sum += probabilities[k + 1 - least] = probabilities[k - least]! * ratio;
  }
  for (let k = mode; k > least; k--) {
    const ratio = (k * (n2 - events + k)) / ((n1 - k + 1) * (events - k + 1));
    sum += probabilities[k - 1 - least] = probabilities[k - least]! * ratio;
  }
  for (let i = 0; i < probabilities.length; i++) probabilities[i]! /= sum;
  return { least, probabilities };
}

export function conditionalRows(n1: number, n2: number): readonly ConditionalRow[] {
  return Array.from({ length: n1 + n2 + 1 }, (_, events) => conditionalRow(n1, n2, events));
}
