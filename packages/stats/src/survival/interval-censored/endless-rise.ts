import { dot, type Factor, solveWith } from "../symmetric-solve.ts";
import type { Curvature, IntervalLikelihood } from "./interval-likelihood.ts";

/**
 * A direction along which the likelihood does not fall however far it is followed, so that it has no finite maximum. In the parameters 1 / scale and location /
 * scale the log-likelihood is concave (J. Burridge, J. R. Stat. Soc. B 43 (1981) 41), so one that does not fall far out falls nowhere.
 * Asked only where the search for a maximum has failed: the last step, the scale going to 0 (exact times fitted without error), and
 * directions of which the data tell nothing.
 */
export function endlessRise(
  likelihood: IntervalLikelihood,
  at: { readonly theta: Float64Array; readonly now: Curvature },
  hints: {
    readonly step: Float64Array | undefined;
    readonly factor: (Factor & { kind: "factored" }) | undefined;
    /** Where log scale stands, or -1. */
    readonly scale: number;
  },
): Float64Array | undefined {
  const { theta, now } = at;
  const { step, factor, scale } = hints;
  const size = theta.length;
  const directions: Float64Array[] = [];
  if (scale >= 0) {
    const down = unit(size, scale, -1);
    // Residuals of nothing but rounding stop the rise of the density here.
    if (theta[scale]! < ROUNDING_SCALE) return down;
    directions.push(down, towardsNoScale(theta, step, scale));
  }
  if (step !== undefined) directions.push(scaled(step));
  const tested = factor === undefined ? 0 : size;
  for (let j = 0; j < tested; j++) {
    const flat = scaled(solveWith(factor!, unit(size, j, 1)));
    directions.push(
      flat,
      flat.map((value) => -value),
    );
  }
  let best: Float64Array | undefined;
  let most = -Infinity;
  for (const direction of directions) {
    const end = endOf(likelihood, theta, direction, now.value);
    if (end > most && (direction[scale] === -1 || isFlat(now, direction))) {
      best = direction;
      most = end;
    }
  }
  return best;
}

/** exp(-20) is 2e-9 of a unit of log time. */
const ROUNDING_SCALE = -20;

/** The last step, as far as log scale falls by one in it: location and scale go to a limit together. */
function towardsNoScale(theta: Float64Array, step: Float64Array | undefined, scale: number): Float64Array {
  const fall = step === undefined ? 0 : step[scale]!;
  return fall < 0 ? theta.map((_, j) => step![j]! / -fall) : unit(theta.length, scale, -1);
}

/** Far steps in units of the covariates' spread, or of log scale. */
const FAR = [1, 3, 10, 20];

/** The value at the end of the ray, or -Infinity where it falls on the way. */
function endOf(likelihood: IntervalLikelihood, theta: Float64Array, direction: Float64Array, value: number): number {
  let before = value;
  for (const far of FAR) {
    const { value: there } = likelihood(theta.map((at, j) => at + far * direction[j]!));
    // A density without bound is a rise as well.
    if (there === Infinity) return there;
    if (!(there >= before - 1e-9 * (1 + Math.abs(before)))) return -Infinity;
    before = Math.max(before, there);
  }
  return before;
}

function isFlat({ information }: Curvature, direction: Float64Array): boolean {
  const size = direction.length;
  let curve = 0;
  for (let j = 0; j < size; j++)
    curve += direction[j]! * dot(information.subarray(j * size, (j + 1) * size), direction);
  return !(curve > 1e-3);
}

function unit(size: number, at: number, value: number): Float64Array<ArrayBuffer> {
  const line = new Float64Array(size);
  line[at] = value;
  return line;
}

function scaled(line: Float64Array): Float64Array<ArrayBuffer> {
  const most = line.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  return Float64Array.from(line, (value) => (most > 0 ? value / most : 0));
}
