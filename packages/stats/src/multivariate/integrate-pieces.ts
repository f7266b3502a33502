import { type Integral, integrate } from "../numerics/integrate.ts";

interface Pieces {
  readonly from: number;
  readonly to: number;
  /** Where the function turns sharply; those outside the range are left out. */
  readonly marks: readonly number[];
  readonly absolute: number;
}

/** ∫ f over the range, piece by piece between the marks; the error adds up what every piece states, converged or not. */
export function integratePieces(f: (x: number) => number, { from, to, marks, absolute }: Pieces): Integral {
  const ends = [from, ...marks.filter((mark) => mark > from && mark < to).toSorted((a, b) => a - b), to];
  let value = 0;
  let error = 0;
  for (let i = 1; i < ends.length; i++) {
    const area = integrate(f, { from: ends[i - 1]!, to: ends[i]!, relative: 1e-13, absolute });
    const { value: part, error: partError } = area.kind === "converged" ? area.value : area.best;
    value += part;
    error += partError;
  }
  return { value, error };
}

/** Places around a smooth step at `centre`, whose width is that of a normal distribution function. */
export function stepMarks(centre: number, width: number): readonly number[] {
  return Number.isFinite(centre)
    ? [centre - 9 * width, centre - 2 * width, centre, centre + 2 * width, centre + 9 * width]
    : [];
}
