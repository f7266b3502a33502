import { type Climbed, type Likelihood, type LikelihoodAt, solvePositive } from "./likelihood.ts";

const MOST_STEPS = 200;
/** A spread below this is compared with 0 itself. */
const NEARLY_ZERO = 1e-4;

interface Climb {
  readonly start: readonly number[];
  /** The parameter that stays where it is. */
  readonly held?: number;
}

/**
 * Climbs to a maximum by Newton steps with a Levenberg-Marquardt shift, so that each step rises; spreads are folded back at 0. A spread
 * that ends near 0 is compared with 0.
 */
export function climb(likelihood: Likelihood, { start, held }: Climb): Climbed {
  const found = climbInside(likelihood, start, held);
  if (found.kind === "notConverged") return found;
  const small = found.at.theta.flatMap((value, i) =>
    likelihood.spreads[i] === true && i !== held && value > 0 && value < NEARLY_ZERO ? [i] : [],
  );
  if (small.length === 0) return found;
  const flat = climbInside(
    likelihood,
    found.at.theta.map((value, i) => (small.includes(i) ? 0 : value)),
    held,
  );
  return flat.kind === "converged" && flat.at.value >= found.at.value - 1e-9 * (1 + Math.abs(found.at.value))
    ? flat
    : found;
}

function climbInside(likelihood: Likelihood, start: readonly number[], held: number | undefined): Climbed {
  const first = likelihood.at(start);
  if (first === undefined) return { kind: "notConverged", reason: "the likelihood cannot be computed at the start" };
  let here = first;
  let shift = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonMove(here, shift, likelihood, isHeld(likelihood, here, held));
    const size = Math.max(0, ...move.map((d, i) => Math.abs(d) / (1 + Math.abs(here.theta[i]!))));
    if (size < 1e-11) return { kind: "converged", at: here };
    const theta = here.theta.map((value, i) => folded(value + move[i]!, likelihood.spreads[i] === true));
    if (theta.some((value) => Math.abs(value) > likelihood.farthest)) return outOfReach;
    const next = likelihood.at(theta);
    const slack = 1e-13 * (1 + Math.abs(here.value));
    if (next !== undefined && next.value >= here.value + (size < 1e-6 ? -slack : 0) && !isStill(here, next, size)) {
      const done = size < 1e-7 && next.value <= here.value + slack;
      here = next;
      shift = shift < 1e-3 ? 0 : shift * 0.1;
      if (done) return { kind: "converged", at: here };
    } else if (size < 1e-9) return { kind: "converged", at: here };
    else shift = shift === 0 ? 0.1 * largest(here.hessian) : shift * 5;
  }
  return { kind: "notConverged", reason: `the likelihood was still rising after ${MOST_STEPS} steps` };
}

const outOfReach: Climbed = { kind: "notConverged", reason: "the likelihood rises without bound: no finite estimate" };

/** A long step that gains nothing has been folded back onto a point of the same height. */
function isStill(here: LikelihoodAt, next: LikelihoodAt, size: number): boolean {
  return size > 1e-6 && next.value === here.value;
}

function isHeld({ spreads }: Likelihood, here: LikelihoodAt, held: number | undefined): (i: number) => boolean {
  return (i) => i === held || (spreads[i] === true && here.theta[i] === 0);
}

function folded(value: number, isSpread: boolean): number {
  return isSpread ? Math.abs(value) : value;
}

function largest(matrix: readonly (readonly number[])[]): number {
  return Math.max(...matrix.map((row, i) => Math.abs(row[i]!)), 1e-8);
}

function newtonMove(
  here: LikelihoodAt,
  least: number,
  { spreads }: Likelihood,
  held: (i: number) => boolean,
): readonly number[] {
  const { gradient, hessian, theta } = here;
  const free = theta.flatMap((_, i) => (held(i) ? [] : [i]));
  if (free.length === 0) return theta.map(() => 0);
  const side = free.map((i) => gradient[i]!);
  const reach = free.map((i) => (spreads[i] === true ? 1 + 0.5 * theta[i]! : 3 + Math.abs(theta[i]!)));
  let shift = least;
  for (let isLifted = false; ; ) {
    const matrix = free.map((i) => free.map((j) => -hessian[i]![j]! + (i === j ? shift : 0)));
    const solved = solvePositive(matrix, [side])?.[0];
    const long = solved === undefined ? Infinity : Math.max(...solved.map((d, i) => Math.abs(d) / reach[i]!));
    if (solved !== undefined && Number.isFinite(long)) {
      if (shift === least || isLifted) {
        const scale = long > 1 ? 1 / long : 1;
        return theta.map((_, i) => (free.includes(i) ? solved[free.indexOf(i)]! * scale : 0));
      }
      // barely positive definite: a step along its flattest direction would have no sense
      isLifted = true;
      shift *= 4;
      continue;
    }
    shift = shift === 0 ? 1e-3 * largest(hessian) : shift * 4;
    if (!(shift < 1e300)) return theta.map(() => 0);
  }
}

/** The best of several climbs, by its value; a start whose climb fails is left out unless all do. */
export function climbFromAll(likelihood: Likelihood, starts: readonly (readonly number[])[]): Climbed {
  const climbs = starts.map((start) => climb(likelihood, { start }));
  const reached = climbs.filter((each) => each.kind === "converged");
  if (reached.length === 0) return climbs[0]!;
  return reached.reduce((a, b) => (b.at.value > a.at.value ? b : a));
}
