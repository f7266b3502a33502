import { log } from "@rekindle/stats";
import type { BinomialTable } from "./binomial-table.ts";
import { maximise, maximiseMu } from "./fit.ts";

/** A maximised log-likelihood, relative to a rate per study. */
export type HighestLikelihood =
  | { readonly kind: "converged"; readonly value: number }
  | { readonly kind: "notConverged"; readonly reason: string };

const STARTS = [0, 0.25, 0.5, 1, 2, 4, 8] as const;

/** The highest log-likelihood of one table, also where it is only approached: all studies at one end, or some at each. */
export function highestLikelihood(table: BinomialTable): HighestLikelihood {
  const { studies, events, n, times } = table;
  if (studies === 1 || atOneEnd(table)) return { kind: "converged", value: 0 };
  if (events.every((x, i) => x === 0 || x === n[i]) && n.some((size) => size > 1)) {
    const full = times.reduce((sum, count, i) => sum + (events[i]! > 0 ? count : 0), 0);
    const value = full * log(full / studies) + (studies - full) * log((studies - full) / studies);
    return { kind: "converged", value };
  }
  const found = maximise(table);
  return found.kind === "converged" ? { kind: "converged", value: found.at.value } : found;
}

function atOneEnd({ totalEvents, totalN }: BinomialTable): boolean {
  return totalEvents === 0 || totalEvents === totalN;
}

/** The highest log-likelihood of several tables with a mean each and one tau: Newton steps on the profile in tau. */
export function maximiseSharedSpread(tables: readonly BinomialTable[]): HighestLikelihood {
  const informative = tables.filter((table) => !atOneEnd(table));
  const starts = STARTS.map((tau) => profileAt(informative, tau));
  let here = starts.reduce((best, start) =>
    start !== undefined && (best === undefined || start.value > best.value) ? start : best,
  );
  if (here === undefined) return { kind: "notConverged", reason: "no start of the search has a likelihood" };
  if (here.tau === 0 && here.second > 0) here = profileAt(informative, 0.05) ?? here;
  for (let step = 0; step < 100 && here.tau > 0; step++) {
    let move: number = here.second < 0 ? -here.first / here.second : Math.sign(here.first) * (0.1 + 0.5 * here.tau);
    move = Math.max(-0.8 * here.tau, Math.min(2 + here.tau, move));
    let next = profileAt(informative, here.tau + move);
    while ((next === undefined || next.value < here.value) && Math.abs(move) > 1e-9) {
      move *= 0.4;
      next = profileAt(informative, here.tau + move);
    }
    if (next !== undefined && next.value >= here.value) here = next;
    if (Math.abs(move) < 1e-9 * (1 + here.tau) || here.tau < 1e-5) break;
    if (here.tau > 1e3) return { kind: "notConverged", reason: "the between-study variance has no finite estimate" };
  }
  const flat = starts[0];
  return { kind: "converged", value: Math.max(flat?.value ?? here.value, here.value) };
}

interface ProfilePoint {
  readonly tau: number;
  readonly value: number;
  readonly first: number;
  readonly second: number;
}

function profileAt(tables: readonly BinomialTable[], tau: number): ProfilePoint | undefined {
  let [value, first, second] = [0, 0, 0];
  for (const table of tables) {
    const start = log(table.totalEvents / (table.totalN - table.totalEvents)) * Math.sqrt(1 + 0.346 * tau * tau);
    const best = maximiseMu(table, tau, start);
    if (best.kind === "notConverged") return undefined;
    value += best.at.value;
    first += best.at.dTau;
    second += best.at.dTauTau - (best.at.dMuTau * best.at.dMuTau) / best.at.dMuMu;
  }
  return { tau, value, first, second };
}
