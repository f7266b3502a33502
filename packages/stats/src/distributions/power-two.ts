import { expOfSum, logTwo } from "../elementary/exp-log-two.ts";
import { multiplyTwo } from "../numerics/two-term.ts";

const power = new Float64Array(2);

/** (base + low)^n for a base above 0 in two parts. */
export function powerTwo(base: number, low: number, n: number): number {
  logTwo(base, low, power);
  multiplyTwo(power[0]!, power[1]!, n, 0, power);
  return expOfSum(power[0]!, power[1]!);
}

/** n log(base + low). */
export function logPowerTwo(base: number, low: number, n: number): number {
  logTwo(base, low, power);
  return n * power[0]!;
}
