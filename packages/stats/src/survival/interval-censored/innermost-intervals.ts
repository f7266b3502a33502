import type { IntervalSample } from "./interval-sample.ts";

/** The only places where the maximum likelihood estimate can have mass, and which of them each patient's interval covers. */
export interface InnermostIntervals {
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** First and last index covered by each patient; the covered ones are contiguous. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** At one time, an exact event begins before right ends are passed, and an open left end lies after them. */
const EXACT = 0;
const END = 1;
const OPEN = 2;

/**
 * Intervals from a left end to the right end that follows it directly.
 * Source: B. W. Turnbull, J. R. Stat. Soc. B 38 (1976) 290, doi:10.1111/j.2517-6161.1976.tb01597.x, section 2.
 */
export function innermostIntervals({ left, right }: IntervalSample): InnermostIntervals {
  const count = left.length;
  const ends = new Float64Array(2 * count);
  const sides = new Uint8Array(2 * count);
  for (let i = 0; i < count; i++) {
    ends[2 * i] = left[i]!;
    sides[2 * i] = left[i] === right[i] ? EXACT : OPEN;
    ends[2 * i + 1] = right[i]!;
    sides[2 * i + 1] = END;
  }
  const order = Uint32Array.from(ends, (_, k) => k).toSorted(
    (a, b) => (ends[a] === ends[b] ? 0 : ends[a]! - ends[b]!) || sides[a]! - sides[b]!,
  );
  const lefts: number[] = [];
  const rights: number[] = [];
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  let pending: number | undefined;
  for (const k of order) {
    if (sides[k] !== END) {
      pending = ends[k]!;
      // The next innermost interval to come is the first this patient covers.
      from[k >> 1] = lefts.length;
      continue;
    }
    if (pending !== undefined) {
      lefts.push(pending);
      rights.push(ends[k]!);
      pending = undefined;
    }
    to[k >> 1] = lefts.length - 1;
  }
  return { left: lefts, right: rights, from, to };
}
