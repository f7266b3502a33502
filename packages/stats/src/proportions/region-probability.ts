/**
 * P(X1 >= least[X2]) for independent X1 ~ Bin(n1, p1) and X2 ~ Bin(n2, p2). Where `least` does not fall, it rises with p1 and falls
 * with p2, so that the probability at (largest p1, smallest p2) bounds a whole rectangle.
 */
export interface RegionProbability {
  /** For each control count the least experimental count in the region; n1 + 1 for none. Filled by the caller. */
  readonly least: Int32Array;
  readonly at: (p1: number, p2: number) => number;
}

/** Masses of a binomial law from `first` to `last`, those below 1e-20 of the largest left out. */
interface Window {
  readonly masses: Float64Array;
  first: number;
  last: number;
}

/** The buffers are kept from call to call. */
export function regionProbability(n1: number, n2: number): RegionProbability {
  const least = new Int32Array(n2 + 1);
  const experimental: Window = { masses: new Float64Array(n1 + 2), first: 0, last: 0 };
  const control: Window = { masses: new Float64Array(n2 + 1), first: 0, last: 0 };
  const at = (p1: number, p2: number): number => {
    setMasses(n1, p1, experimental);
    setMasses(n2, p2, control);
    const { masses: tails, first, last } = experimental;
    // tails[i] = P(X >= i) within the window.
    for (let i = last - 1; i >= first; i--) tails[i]! += tails[i + 1]!;
    const { masses } = control;
    let sum = 0;
    for (let j = control.first; j <= control.last; j++) {
      const from = least[j]!;
      // `least` does not fall, so that no later count has a part in the window.
      if (from > last) break;
      sum += masses[j]! * tails[from < first ? first : from]!;
    }
    return sum;
  };
  return { least, at };
}

/** The binomial law by ratios outwards from its mode; dividing by their sum costs less than the mass at the mode. */
function setMasses(n: number, p: number, out: Window): void {
  const { masses } = out;
  if (p <= 0 || p >= 1) {
    out.first = p <= 0 ? 0 : n;
    out.last = out.first;
    masses[out.first] = 1;
    return;
  }
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const inverse = 1 / odds;
  masses[mode] = 1;
  let sum = 1;
  let k = mode;
  for (let mass = 1; k < n && mass > 1e-20; k++) {
    mass *= ((n - k) / (k + 1)) * odds;
    masses[k + 1] = mass;
    sum += mass;
  }
  out.last = k;
  k = mode;
  for (let mass = 1; k > 0 && mass > 1e-20; k--) {
    mass *= (k / (n - k + 1)) * inverse;
    masses[k - 1] = mass;
    sum += mass;
  }
  out.first = k;
  const scale = 1 / sum;
  for (let i = out.first; i <= out.last; i++) masses[i]! *= scale;
}
