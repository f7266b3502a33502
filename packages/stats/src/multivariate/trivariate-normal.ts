import { standardNormalPdf } from "../distributions/normal.ts";
import type { Integral } from "../numerics/integrate.ts";
import { bivariateRectangle } from "./bivariate-normal.ts";
import { integratePieces, stepMarks } from "./integrate-pieces.ts";
import type { Matrix } from "./cholesky.ts";

/** Given one coordinate the other two are bivariate normal; their rectangle is integrated over it, split where it turns sharply. The error is the quadrature's own estimate. */
export function trivariateRectangle(
  lower: readonly number[],
  upper: readonly number[],
  scale: number,
  correlation: Matrix,
): Integral {
  const [i, j, k] = conditioningOrder(correlation);
  const rij = correlation[i]![j]!;
  const rik = correlation[i]![k]!;
  const sj = Math.sqrt(1 - rij * rij);
  const sk = Math.sqrt(1 - rik * rik);
  const raw = (correlation[j]![k]! - rij * rik) / (sj * sk);
  // A singular matrix whose entries were rounded.
  const isSingular = Math.abs(raw) > 1 - 4e-16 / (sj * sk);
  const partial = isSingular ? Math.sign(raw) : raw;
  const f = (x: number): number => {
    const a1 = (lower[j]! * scale - rij * x) / sj;
    const b1 = (upper[j]! * scale - rij * x) / sj;
    const a2 = (lower[k]! * scale - rik * x) / sk;
    const b2 = (upper[k]! * scale - rik * x) / sk;
    return standardNormalPdf(x) * bivariateRectangle(a1, b1, a2, b2, partial);
  };
  const from = Math.max(-9.5, lower[i]! * scale);
  const to = Math.min(9.5, upper[i]! * scale);
  if (!(to > from)) return { value: 0, error: 1e-20 };
  const marks = [lower[j]!, upper[j]!].flatMap((limit) => sharpMarks(limit * scale, rij, sj));
  const more = [lower[k]!, upper[k]!].flatMap((limit) => sharpMarks(limit * scale, rik, sk));
  const area = integratePieces(f, { from, to, marks: [...marks, ...more, -2, 0, 2], absolute: 1e-14 });
  return {
    value: Math.min(1, Math.max(0, area.value)),
    error: area.error + 4e-15 + (isSingular ? 1e-15 / (sj * sk) : 0),
  };
}

function sharpMarks(limit: number, r: number, rest: number): readonly number[] {
  return rest < 0.3 * Math.abs(r) ? stepMarks(limit / r, rest / Math.abs(r)) : [];
}

/** The coordinate least tied to the others comes first, so that the inner law changes slowly with it. */
function conditioningOrder(correlation: Matrix): readonly [number, number, number] {
  const most = ([i, j, k]: readonly [number, number, number]): number =>
    Math.max(Math.abs(correlation[i]![j]!), Math.abs(correlation[i]![k]!));
  const orders: readonly (readonly [number, number, number])[] = [
    [0, 1, 2],
    [1, 0, 2],
    [2, 0, 1],
  ];
  return orders.toSorted((a, b) => most(a) - most(b))[0]!;
}
