import { brentRoot, InvalidInput } from "@rekindle/stats";

/** A continuous law on the line: a posterior, or the predictive law of a new study. */
export interface Law {
  /** Absent where it does not exist. */
  readonly mean?: number;
  /** Absent where it does not exist. */
  readonly standardDeviation?: number;
  density(x: number): number;
  cdf(x: number): number;
  /** The x with P(X <= x) = p. */
  quantile(p: number): number;
  /** Nearly all mass lies between. */
  readonly support: readonly [number, number];
}

interface QuantileSearch {
  readonly start: number;
  readonly width: number;
  /** The law has no mass below. */
  readonly floor?: number;
}

/** The root of a rising function with a known slope: steps outwards until it is bracketed, then safeguarded Newton steps. */
export function risingRoot(
  f: (x: number) => number,
  slope: (x: number) => number,
  { start, width, floor = -Infinity }: QuantileSearch,
): number {
  let x = start;
  let value = f(x);
  let [low, high] = [-Infinity, Infinity];
  for (let i = 0, reach = width; i < 1100 && (low === -Infinity || high === Infinity); i++, reach *= 2) {
    if (value >= 0) high = x;
    else low = x;
    if (low !== -Infinity && high !== Infinity) break;
    x = value >= 0 ? Math.max(floor, x - reach) : x + reach;
    if (x === floor) {
      low = floor;
      x = 0.5 * (low + high);
    }
    value = f(x);
  }
  for (let i = 0; i < 200; i++) {
    if (value >= 0) high = x;
    else low = x;
    const move = value / slope(x);
    if (Math.abs(move) <= 4e-16 * (Math.abs(x) + 1e-3 * width)) return x;
    const newton = x - move;
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (next === low || next === high) return next;
    const before = Math.abs(value);
    if (before < 1e-16) return x;
    x = next;
    value = f(x);
  }
  return x;
}

function requireLaw(law: unknown, level: number): void {
  const isLaw = typeof law === "object" && law !== null && "quantile" in law && "density" in law;
  const found = isLaw
    ? []
    : [{ kind: "wrongType", path: ["law"], message: "is no law", hint: "has density, cdf and quantile" }];
  const isLevel = typeof level === "number" && level > 0 && level < 1;
  const range = {
    kind: "outOfRange",
    path: ["level"],
    message: `${String(level)} is out of range`,
    hint: "above 0 and below 1",
  };
  if (!isLaw || !isLevel) throw new InvalidInput([...found, ...(isLevel ? [] : [range])]);
}

/** How many equal steps of probability are tried before the best one is refined. */
const TRIED = 12;

/**
 * The shortest interval that holds `level` of a law: where the densities at its two ends are equal, or from the lower end of the law.
 * @param level above 0 and below 1.
 * @throws InvalidInput on another level, or what is no law.
 * @example shortestInterval(posterior.laws.tau, 0.95)
 */
export function shortestInterval(law: Law, level: number): readonly [number, number] {
  requireLaw(law, level);
  const ends = (below: number): readonly [number, number] => [law.quantile(below), law.quantile(below + level)];
  const lengths = Array.from({ length: TRIED + 1 }, (_, i) => {
    const [lower, upper] = ends(((1 - level) * i) / TRIED);
    return upper - lower;
  });
  const best = lengths.reduce((least, length, i) => (length < lengths[least]! ? i : least), 0);
  // the length grows where the density is higher at the lower end
  const excess = (below: number): number => {
    const [lower, upper] = ends(below);
    const [first, second] = [lower === -Infinity ? 0 : law.density(lower), upper === Infinity ? 0 : law.density(upper)];
    return first - second;
  };
  const from = ((1 - level) * Math.max(0, best - 1)) / TRIED;
  const to = ((1 - level) * Math.min(TRIED, best + 1)) / TRIED;
  if (excess(from) >= 0) return ends(from);
  if (excess(to) <= 0) return ends(to);
  const root = brentRoot(excess, { from, to, tolerance: 1e-13 });
  const found = ends(root.kind === "converged" ? root.value : root.best);
  // a law may begin with its highest density, where none is below
  const atEnd = ends(0);
  return atEnd[1] - atEnd[0] <= (found[1] - found[0]) * (1 + 1e-10) ? atEnd : found;
}
