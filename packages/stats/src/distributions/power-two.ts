import { expOfSum, logTwo } from "../elementary/exp-log-two.ts";
import { addTwo, divideTwo, multiplyTwo } from "../numerics/two-term.ts";

const power = new Float64Array(2);
const below = new Float64Array(2);

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

/** (x / scale)^n for x and scale above 0, where neither the ratio's rounding nor its overflow counts. */
export function ratioPower(x: number, scale: number, n: number): number {
  setLogRatio(x, scale, n);
  return power[0]! > 745 ? Infinity : power[0]! < -746 ? 0 : expOfSum(power[0]!, power[1]!);
}

/** n log(x / scale). */
export function logRatioPower(x: number, scale: number, n: number): number {
  setLogRatio(x, scale, n);
  return power[0]!;
}

function setLogRatio(x: number, scale: number, n: number): void {
  if (x > 1e-140 && x < 1e140 && scale > 1e-140 && scale < 1e140) {
    divideTwo(x, 0, scale, 0, power);
    logTwo(power[0]!, power[1]!, power);
  } else {
    logTwo(x, 0, power);
    logTwo(scale, 0, below);
    addTwo(power[0]!, power[1]!, -below[0]!, -below[1]!, power);
  }
  multiplyTwo(power[0]!, power[1]!, n, 0, power);
}
