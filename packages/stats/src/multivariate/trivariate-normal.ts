import { standardNormalPdf } from "../distributions/normal.ts";
import { integrate } from "../numerics/integrate.ts";
import { bivariateRectangle } from "./bivariate-normal.ts";
import type { Matrix } from "./cholesky.ts";

/** Given one coordinate the other two are bivariate normal; their rectangle is integrated over it. Error about 1e-12. */
export function trivariateRectangle(
  lower: readonly number[],
  upper: readonly number[],
  scale: number,
  correlation: Matrix,
): number {
  const [i, j, k] = conditioningOrder(correlation);
  const rij = correlation[i]![j]!;
  const rik = correlation[i]![k]!;
  const sj = Math.sqrt(1 - rij * rij);
  const sk = Math.sqrt(1 - rik * rik);
  const partial = Math.max(-1, Math.min(1, (correlation[j]![k]! - rij * rik) / (sj * sk)));
  const f = (x: number): number => {
    const a1 = (lower[j]! * scale - rij * x) / sj;
    const b1 = (upper[j]! * scale - rij * x) / sj;
    const a2 = (lower[k]! * scale - rik * x) / sk;
    const b2 = (upper[k]! * scale - rik * x) / sk;
    return standardNormalPdf(x) * bivariateRectangle(a1, b1, a2, b2, partial);
  };
  const from = Math.max(-9.5, lower[i]! * scale);
  const to = Math.min(9.5, upper[i]! * scale);
  if (!(to > from)) return 0;
  const area = integrate(f, { from, to, relative: 1e-13, absolute: 1e-13 });
  return area.kind === "converged" ? area.value.value : area.best.value;
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
