/** Cells of a 2 × 2 table: a events and b others in the first row, c and d in the second. */
export interface FourCells {
  a: number;
  b: number;
  c: number;
  d: number;
}

export function fourCells(): FourCells {
  return { a: 0, b: 0, c: 0, d: 0 };
}

/**
 * The cells with a d / (b c) = ψ and the given margins, each to its own relative precision: the two cells of the smallest margin solve a
 * quadratic without cancellation, and the others are sums of positive numbers.
 */
export function expectedCells(n1: number, n2: number, events: number, psi: number, out: FourCells): FourCells {
  const others = n1 + n2 - events;
  const least = Math.min(n1, n2, events, others);
  if (least === n1) {
    out.a = cell(n1, events, n2 - events, psi);
    out.b = cell(n1, others, n2 - others, 1 / psi);
    out.c = n2 - others + out.b;
    out.d = n2 - events + out.a;
  } else if (least === n2) {
    out.c = cell(n2, events, n1 - events, 1 / psi);
    out.d = cell(n2, others, n1 - others, psi);
    out.a = n1 - others + out.d;
    out.b = n1 - events + out.c;
  } else if (least === events) {
    out.a = cell(events, n1, n2 - events, psi);
    out.c = cell(events, n2, n1 - events, 1 / psi);
    out.b = n1 - events + out.c;
    out.d = n2 - events + out.a;
  } else {
    out.b = cell(others, n1, n2 - others, 1 / psi);
    out.d = cell(others, n2, n1 - others, psi);
    out.a = n1 - others + out.d;
    out.c = n2 - others + out.b;
  }
  return out;
}

/** k with k (rest + k) = ψ (row - k) (column - k), where rest = N - row - column is not negative. */
function cell(row: number, column: number, rest: number, psi: number): number {
  if (psi > 1) {
    // Divided by ψ, so that no product leaves the range.
    const share = rest / psi;
    const total = row + column;
    const inner = share * share + 2 * share * total + (row - column) * (row - column) + (4 * row * column) / psi;
    return (2 * row * column) / (share + total + Math.sqrt(inner));
  }
  const product = psi * row * column;
  const sum = rest + psi * (row + column);
  const gap = psi * (row - column);
  const root = Math.sqrt(rest * rest + 2 * rest * psi * (row + column) + gap * gap + 4 * product);
  return (2 * product) / (sum + root);
}
