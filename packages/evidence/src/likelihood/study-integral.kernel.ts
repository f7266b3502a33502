import { exp, log } from "@rekindle/stats";

/** A study's log-likelihood as a function of one linear predictor, up to a constant; it has to be concave. */
export interface PredictorLikelihood {
  /** Fills out with the value, the first and the second derivative at eta. */
  readonly at: (eta: number, out: Float64Array) => void;
  /** Where it is that of a binomial count at logit eta. */
  readonly count?: BinomialCount;
}

export interface BinomialCount {
  readonly events: number;
  readonly n: number;
}

/** A study whose predictors are mean_r + Σ_s spread_rs z_s with independent standard normal z. */
export interface StudyIntegral {
  readonly outcomes: readonly PredictorLikelihood[];
  /** One entry per outcome. */
  readonly means: readonly number[];
  /** One row per outcome, one column per random effect. */
  readonly spreads: readonly (readonly number[])[];
}

/** Log of a study's integral and its derivatives by the parameters of each outcome in turn: its mean, then its spreads. */
export interface IntegralAt {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Row by row. */
  readonly hessian: Float64Array;
}

/** Heights this far below the mode add nothing that double precision would show. */
const NEGLIGIBLE = 36;
const FIRST_STEP = 1;
/** Halving the step squares the error, so that a change of this size leaves one below rounding. */
const SETTLED = 1e-9;
const MOST_HALVINGS = 9;
const LOG_2PI = 1.8378770664093453;

/**
 * Trapezoidal sums on a lattice around the mode, in units of the curvature there, halved until they have converged to rounding;
 * undefined if they do not. Trefethen & Weideman, SIAM Review 56 (2014) 385–458, doi:10.1137/130932132.
 */
export function studyIntegral(study: StudyIntegral): IntegralAt | undefined {
  const work = workOf(study);
  const mode = findMode(work, [0, 0]);
  if (mode === undefined) return undefined;
  const { effects, size } = work;
  const sums = new Float64Array(1 + size + size * size);
  let before = NaN;
  for (let halving = 0, step = FIRST_STEP; halving < MOST_HALVINGS; halving++, step /= 2) {
    sums.fill(0);
    addLattice(work, mode, step, sums);
    const total = log(sums[0]! * (effects === 2 ? step * step : step));
    const change = Math.abs(total - before);
    before = total;
    if (change < SETTLED) return derivatives(work, sums, mode.height + total + mode.logScale - 0.5 * effects * LOG_2PI);
    if (!Number.isFinite(total)) return undefined;
  }
  return undefined;
}

/** The highest point over z, and the height there; looked for from a point nearby. */
export function studyMode(
  study: StudyIntegral,
  start: readonly [number, number],
): { readonly at: readonly [number, number]; readonly height: number } | undefined {
  return findMode(workOf(study), start);
}

function workOf(study: StudyIntegral): Work {
  const effects = study.spreads[0]!.length;
  const outcomes = study.outcomes.length;
  const size = outcomes * (1 + effects);
  return {
    study,
    effects,
    outcomes,
    size,
    out: new Float64Array(3),
    score: new Float64Array(size),
    z: new Float64Array(2),
    first: new Float64Array(size),
  };
}

interface Work {
  readonly study: StudyIntegral;
  readonly effects: number;
  readonly outcomes: number;
  readonly size: number;
  readonly out: Float64Array;
  readonly score: Float64Array;
  readonly z: Float64Array;
  readonly first: Float64Array;
}

interface Mode {
  readonly at: readonly [number, number];
  readonly height: number;
  /** Lower triangular: z = at + scale w. */
  readonly scale: readonly [number, number, number];
  readonly logScale: number;
}

function heightAt({ study, effects, outcomes, out }: Work, z0: number, z1: number): number {
  let height = -0.5 * (z0 * z0 + z1 * z1);
  for (let r = 0; r < outcomes; r++) {
    const row = study.spreads[r]!;
    study.outcomes[r]!.at(study.means[r]! + row[0]! * z0 + (effects === 2 ? row[1]! * z1 : 0), out);
    height += out[0]!;
  }
  return height;
}

/** Damped Newton steps to the maximum over z of a strictly concave function. */
function findMode(work: Work, start: readonly [number, number]): Mode | undefined {
  const { study, effects, outcomes, out } = work;
  let [z0, z1] = start;
  let height = heightAt(work, z0, z1);
  for (let step = 0; step < 200; step++) {
    let [g0, g1, h00, h01, h11] = [-z0, -z1, 1, 0, 1];
    for (let r = 0; r < outcomes; r++) {
      const a = study.spreads[r]![0]!;
      const b = effects === 2 ? study.spreads[r]![1]! : 0;
      study.outcomes[r]!.at(study.means[r]! + a * z0 + b * z1, out);
      g0 += a * out[1]!;
      g1 += b * out[1]!;
      h00 -= a * a * out[2]!;
      h01 -= a * b * out[2]!;
      h11 -= b * b * out[2]!;
    }
    const determinant = h00 * h11 - h01 * h01;
    let move0 = (h11 * g0 - h01 * g1) / determinant;
    let move1 = effects === 2 ? (h00 * g1 - h01 * g0) / determinant : 0;
    const gain = g0 * move0 + g1 * move1;
    if (!Number.isFinite(gain)) return undefined;
    if (gain < 1e-8 || step === 199) {
      const l00 = Math.sqrt(h11 / determinant);
      const l10 = -h01 / Math.sqrt(h11 * determinant);
      const l11 = 1 / Math.sqrt(h11);
      const logScale = effects === 2 ? log(l00) + log(l11) : log(l00);
      return gain < 1e-2
        ? { at: [z0, z1], height: heightAt(work, z0, z1), scale: [l00, l10, l11], logScale }
        : undefined;
    }
    let next = heightAt(work, z0 + move0, z1 + move1);
    for (let half = 0; half < 60 && !(next >= height); half++) {
      move0 *= 0.5;
      move1 *= 0.5;
      next = heightAt(work, z0 + move0, z1 + move1);
    }
    z0 += move0;
    z1 += move1;
    height = next;
  }
  return undefined;
}

function addLattice(work: Work, mode: Mode, step: number, sums: Float64Array): void {
  const rows = work.effects === 2 ? [1, -1] : [1];
  for (const side of rows) {
    let peak = 0;
    for (let j = side === 1 ? 0 : 1; ; j++) {
      const found = addRow(work, mode, step, { w1: side * j * step, start: peak }, sums);
      peak = found.peak;
      if (work.effects === 1 || found.highest < -NEGLIGIBLE) break;
    }
  }
}

/** Adds a row of the lattice outwards from its highest point, which a concave function has. */
function addRow(
  work: Work,
  mode: Mode,
  step: number,
  { w1, start }: { readonly w1: number; readonly start: number },
  sums: Float64Array,
): { readonly peak: number; readonly highest: number } {
  const at = (i: number): number => relativeHeight(work, mode, i * step, w1);
  let peak = start;
  let highest = at(peak);
  for (const side of [1, -1]) {
    for (let next = at(peak + side); next > highest; next = at(peak + side)) {
      highest = next;
      peak += side;
    }
  }
  for (const side of [1, -1]) {
    for (let i = side === 1 ? peak : peak - 1; ; i += side) {
      const height = at(i);
      if (!(height > -NEGLIGIBLE)) break;
      addNode(work, exp(height), sums);
    }
  }
  return { peak, highest };
}

/** Height over the mode's at a point of the lattice; leaves z and the scores and informations of the outcomes in `work`. */
function relativeHeight(work: Work, mode: Mode, w0: number, w1: number): number {
  const { study, effects, outcomes, out, z, score, size } = work;
  const z0 = mode.at[0] + mode.scale[0] * w0;
  const z1 = effects === 2 ? mode.at[1] + mode.scale[1] * w0 + mode.scale[2] * w1 : 0;
  z[0] = z0;
  z[1] = z1;
  let height = -0.5 * (z0 * z0 + z1 * z1);
  const width = size / outcomes;
  for (let r = 0; r < outcomes; r++) {
    const row = study.spreads[r]!;
    study.outcomes[r]!.at(study.means[r]! + row[0]! * z0 + (effects === 2 ? row[1]! * z1 : 0), out);
    height += out[0]!;
    score[r * width] = out[1]!;
    score[r * width + 1] = out[2]!;
  }
  return height - mode.height;
}

function addNode(work: Work, weight: number, sums: Float64Array): void {
  const { size, outcomes, score, z, first } = work;
  const width = size / outcomes;
  sums[0]! += weight;
  for (let r = 0, a = 0; r < outcomes; r++) {
    const slope = score[r * width]!;
    for (let column = 0; column < width; column++, a++) first[a] = column === 0 ? slope : slope * z[column - 1]!;
  }
  for (let r = 0, a = 0; r < outcomes; r++) {
    const bend = weight * score[r * width + 1]!;
    for (let column = 0; column < width; column++, a++) {
      const scaled = weight * first[a]!;
      const entry = 1 + size + a * size;
      sums[1 + a]! += scaled;
      for (let b = 0; b <= a; b++) sums[entry + b]! += scaled * first[b]!;
      const bent = column === 0 ? bend : bend * z[column - 1]!;
      for (let c = 0; c <= column; c++) sums[entry + r * width + c]! += c === 0 ? bent : bent * z[c - 1]!;
    }
  }
}

/** Louis's identity: the Hessian is the mean of second derivatives plus scores squared, minus the mean score squared. */
function derivatives({ size }: Work, sums: Float64Array, value: number): IntegralAt {
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let a = 0; a < size; a++) gradient[a] = sums[1 + a]! / sums[0]!;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const entry = sums[1 + size + a * size + b]! / sums[0]! - gradient[a]! * gradient[b]!;
      hessian[a * size + b] = entry;
      hessian[b * size + a] = entry;
    }
  }
  return { value, gradient, hessian };
}
