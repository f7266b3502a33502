import { exp, log } from "@rekindle/stats";

/** log 0!, log 1!, …, log capacity! */
export function logFactorials(capacity: number): Float64Array {
  const table = new Float64Array(capacity + 1);
  // Neumaier's compensated sum keeps the last entries as good as the first.
  let sum = 0;
  let lost = 0;
  for (let k = 2; k <= capacity; k++) {
    const term = log(k);
    const next = sum + term;
    lost += sum >= term ? sum - next + term : term - next + sum;
    sum = next;
    table[k] = sum + lost;
  }
  return table;
}

/** A 2 × 2 table with fixed margins: responses among the experimental patients, and how they could have fallen out. */
export interface FixedMargins {
  experimental: number;
  control: number;
  responses: number;
}

/** Probability of exactly `count` experimental responses, given the margins and equal odds. */
export function hypergeometricPoint(margins: Readonly<FixedMargins>, count: number, factorials: Float64Array): number {
  const { experimental, control, responses } = margins;
  const total = experimental + control;
  return exp(
    factorials[experimental]! -
      factorials[count]! -
      factorials[experimental - count]! +
      (factorials[control]! - factorials[responses - count]! - factorials[control - responses + count]!) -
      (factorials[total]! - factorials[responses]! - factorials[total - responses]!),
  );
}

/** Probability of more than `count` experimental responses (`side` 1), or of fewer (`side` -1), from that of exactly `count`. */
export function hypergeometricBeyond(
  margins: Readonly<FixedMargins>,
  count: number,
  side: 1 | -1,
  point: number,
): number {
  const { experimental, control, responses } = margins;
  const most = Math.min(experimental, responses);
  const least = Math.max(0, responses - control);
  let term = point;
  let sum = 0;
  if (side === 1) {
    for (let x = count; x < most; x++) {
      term *= ((experimental - x) * (responses - x)) / ((x + 1) * (control - responses + x + 1));
      sum += term;
    }
  } else {
    for (let x = count; x > least; x--) {
      term *= (x * (control - responses + x)) / ((experimental - x + 1) * (responses - x + 1));
      sum += term;
    }
  }
  return sum;
}
