import { standardNormalCdf } from "../distributions/normal.ts";

/** P(a < Z <= b), from the tail side, where the difference loses least. */
export function intervalMass(a: number, b: number): number {
  if (!(b > a)) return 0;
  return a > 0 ? standardNormalCdf(-a) - standardNormalCdf(-b) : standardNormalCdf(b) - standardNormalCdf(a);
}
