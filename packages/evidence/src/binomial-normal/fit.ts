import { log } from "@rekindle/stats";
import type { BinomialTable } from "./binomial-table.ts";
import { binomialNormalLikelihood, type LikelihoodPoint } from "./likelihood.kernel.ts";

/** Where a maximisation ended: at the maximum, or why not. */
export type Maximised =
  | { readonly kind: "converged"; readonly at: LikelihoodPoint }
  | { readonly kind: "notConverged"; readonly reason: string };

const MOST_STEPS = 200;
const STARTS = [0, 0.25, 0.5, 1, 2, 4, 8] as const;
/** Beyond this the between-study standard deviation has left every scale a rate can have. */
const LARGEST_TAU = 1e3;

/** Maximum likelihood in mu and tau >= 0, by Newton steps from the best of several starting points. */
export function maximise(table: BinomialTable): Maximised {
  const { totalEvents, totalN } = table;
  const pooledLogit = log(totalEvents / (totalN - totalEvents));
  const starts = STARTS.map((tau) => {
    const mu = pooledLogit * Math.sqrt(1 + 0.346 * tau * tau);
    return maximiseMu(table, tau, mu);
  });
  const found = starts.filter((start) => start.kind === "converged");
  if (found.length === 0) return starts[0]!;
  const best = found.reduce((a, b) => (b.at.value > a.at.value ? b : a)).at;
  const climbed = climb(
    table,
    best.tau === 0 && best.dTauTau > 0 ? binomialNormalLikelihood(table, best.mu, 0.05) : best,
  );
  if (climbed.kind === "notConverged") return climbed;
  const flat = found.find((start) => start.at.tau === 0);
  return flat !== undefined && flat.at.value >= climbed.at.value ? flat : climbed;
}

/** Newton steps with a Levenberg-Marquardt shift, so that each step climbs. */
function climb(table: BinomialTable, start: LikelihoodPoint): Maximised {
  let here = start;
  let shift = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = shiftedNewton(here, shift);
    const size = Math.abs(direction.mu) + Math.abs(direction.tau);
    const next = binomialNormalLikelihood(table, here.mu + direction.mu, Math.abs(here.tau + direction.tau));
    if (next.value >= here.value - 1e-13 * Math.abs(here.value)) {
      here = next;
      shift = shift < 1e-3 ? 0 : shift * 0.1;
      if (size < 1e-12 * (1 + Math.abs(here.mu) + here.tau)) return { kind: "converged", at: here };
      if (here.tau > LARGEST_TAU)
        return { kind: "notConverged", reason: "the between-study variance has no finite estimate" };
    } else if (size < 1e-9 * (1 + Math.abs(here.mu) + here.tau)) {
      return { kind: "converged", at: here };
    } else {
      shift = shift === 0 ? 0.1 * (Math.abs(here.dMuMu) + Math.abs(here.dTauTau)) : shift * 5;
    }
  }
  return { kind: "notConverged", reason: `the likelihood was still rising after ${MOST_STEPS} steps` };
}

function shiftedNewton(at: LikelihoodPoint, shift: number): { readonly mu: number; readonly tau: number } {
  let a = -at.dMuMu + shift;
  const b = -at.dMuTau;
  let d = -at.dTauTau + shift;
  const lowest = 0.5 * (a + d) - Math.sqrt(0.25 * (a - d) * (a - d) + b * b);
  const floor = 1e-8 * (Math.abs(a) + Math.abs(d)) + 1e-12;
  if (lowest < floor) {
    const lift = floor - lowest + 0.1 * Math.abs(lowest);
    a += lift;
    d += lift;
  }
  const determinant = a * d - b * b;
  const mu = (d * at.dMu - b * at.dTau) / determinant;
  const tau = (a * at.dTau - b * at.dMu) / determinant;
  const long = Math.max(Math.abs(mu), Math.abs(tau)) / 3;
  return long > 1 ? { mu: mu / long, tau: tau / long } : { mu, tau };
}

/** The maximum in mu at a given tau; the log-likelihood is concave in mu. */
export function maximiseMu(table: BinomialTable, tau: number, start: number): Maximised {
  let here = binomialNormalLikelihood(table, start, tau);
  for (let step = 0; step < MOST_STEPS; step++) {
    let move = here.dMuMu < 0 ? -here.dMu / here.dMuMu : Math.sign(here.dMu);
    move = Math.max(-5 - tau, Math.min(5 + tau, move));
    if (Math.abs(move) < 1e-13 * (1 + Math.abs(here.mu))) return { kind: "converged", at: here };
    let next = binomialNormalLikelihood(table, here.mu + move, tau);
    for (let half = 0; half < 30 && next.value < here.value - 1e-13 * Math.abs(here.value); half++) {
      move *= 0.5;
      next = binomialNormalLikelihood(table, here.mu + move, tau);
    }
    if (Math.abs(move) < 1e-9 * (1 + Math.abs(here.mu)))
      return { kind: "converged", at: next.value >= here.value ? next : here };
    here = next;
  }
  return { kind: "notConverged", reason: `the rate was still moving after ${MOST_STEPS} steps` };
}
