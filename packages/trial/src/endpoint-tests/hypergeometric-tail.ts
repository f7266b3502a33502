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

/**
 * Probability of `count` experimental responses or more (`side` 1), or `count` or fewer (`side` -1), given the margins and equal
 * odds; a share `own` of the table's own probability is counted: 1 for Fisher's p, 1/2 for the mid-p.
 */
export function hypergeometricTail(
  margins: Readonly<FixedMargins>,
  count: number,
  side: 1 | -1,
  own: number,
  factorials: Float64Array,
): number {
  const { experimental, control, responses } = margins;
  const most = Math.min(experimental, responses);
  const least = Math.max(0, responses - control);
  const steps = side === 1 ? most - count : count - least;
  const total = experimental + control;
  const logOwn =
    factorials[experimental]! -
    factorials[count]! -
    factorials[experimental - count]! +
    (factorials[control]! - factorials[responses - count]! - factorials[control - responses + count]!) -
    (factorials[total]! - factorials[responses]! - factorials[total - responses]!);
  const first = exp(logOwn);
  let term = first;
  let sum = own * first;
  let x = count;
  for (let step = 0; step < steps; step++) {
    if (side === 1) {
      term *= ((experimental - x) * (responses - x)) / ((x + 1) * (control - responses + x + 1));
      x++;
    } else {
      term *= (x * (control - responses + x)) / ((experimental - x + 1) * (responses - x + 1));
      x--;
    }
    sum += term;
  }
  return sum < 1 ? sum : 1;
}
