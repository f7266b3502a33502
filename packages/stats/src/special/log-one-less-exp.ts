import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";

/** log(1 - e^a) for a <= 0: the logarithm of one tail from that of the other. */
export function logOneLessExp(a: number): number {
  return a > -Math.LN2 ? log(-expm1(a)) : log1p(-exp(a));
}
