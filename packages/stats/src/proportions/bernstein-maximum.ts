/** A maximum found together with a proof of how far above it the true one can be. */
export interface ProvenMaximum {
  readonly value: number;
  readonly at: number;
  /** No point of the range has a larger value than this. */
  readonly atMost: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly coefficients: Float64Array;
  readonly bound: number;
}

/**
 * Largest value of Σ b_s C(N, s) π^s (1 - π)^(N - s) on a range of π, for b_s >= 0 (N + 1 of them).
 *
 * The b_s are Bernstein coefficients: on any piece of the range the largest coefficient of that piece bounds the polynomial from
 * above, and those at its ends are its values there. The piece with the largest bound is halved by de Casteljau's scheme until the
 * bound exceeds the best value by at most a relative 1e-11; all its steps are averages of non-negative numbers, so no digits cancel.
 * Source: G. T. Cargo, O. Shisha, J. Res. Natl. Bur. Stand. 70B (1966) 79–81, doi:10.6028/jres.070B.011.
 */
export function bernsteinMaximum(
  coefficients: Float64Array,
  range: { readonly from: number; readonly to: number },
): ProvenMaximum {
  const pieces = [restrict(coefficients, range.from, range.to)];
  let value = -1;
  let at = range.from;
  const look = ({ coefficients: c, from, to }: Piece): void => {
    const end = c[c.length - 1]!;
    if (c[0]! > value) {
      value = c[0]!;
      at = from;
    }
    if (end > value) {
      value = end;
      at = to;
    }
  };
  look(pieces[0]!);
  for (let halvings = 0; halvings < MOST_HALVINGS; halvings++) {
    let widest = 0;
    for (let i = 1; i < pieces.length; i++) if (pieces[i]!.bound > pieces[widest]!.bound) widest = i;
    const piece = pieces[widest]!;
    if (piece.bound <= value * (1 + 1e-11)) return { value, at, atMost: Math.max(value, piece.bound) };
    const [left, right] = halve(piece);
    look(left);
    pieces[widest] = left;
    pieces.push(right);
  }
  return { value, at, atMost: Math.max(value, ...pieces.map(({ bound }) => bound)) };
}

/** More are needed only where the polynomial is all but constant over a wide range; the bound then says how well it is known. */
const MOST_HALVINGS = 2000;

function restrict(coefficients: Float64Array, from: number, to: number): Piece {
  let c: Float64Array = Float64Array.from(coefficients);
  const other = new Float64Array(c.length);
  if (to < 1) split(c, to, other);
  if (to < 1) c = Float64Array.from(other);
  if (from > 0) split(c, from / to, other);
  return { from, to, coefficients: c, bound: largest(c) };
}

function halve({ from, to, coefficients }: Piece): readonly [Piece, Piece] {
  const right = Float64Array.from(coefficients);
  const left = new Float64Array(coefficients.length);
  split(right, 0.5, left);
  const middle = (from + to) / 2;
  return [
    { from, to: middle, coefficients: left, bound: largest(left) },
    { from: middle, to, coefficients: right, bound: largest(right) },
  ];
}

/** Leaves the coefficients left of the share t in `left` and those right of it in `c`. */
function split(c: Float64Array, t: number, left: Float64Array): void {
  const degree = c.length - 1;
  const rest = 1 - t;
  left[0] = c[0]!;
  for (let k = 1; k <= degree; k++) {
    for (let i = 0; i <= degree - k; i++) c[i] = rest * c[i]! + t * c[i + 1]!;
    left[k] = c[0]!;
  }
}

function largest(values: Float64Array): number {
  let most = values[0]!;
  for (let i = 1; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
