/**
 * P(X1 >= least[X2]) for independent X1 ~ Bin(n1, p1) and X2 ~ Bin(n2, p2). Where `least` does not fall, it rises with p1 and falls
 * with p2, so that the probability at (largest p1, smallest p2) bounds a whole rectangle.
 */
export interface RegionProbability {
  /** For each control count the least experimental count in the region; n1 + 1 for none. Filled by the caller. */
  readonly least: Int32Array;
  readonly at: (p1: number, p2: number) => number;
}

/** The buffers are kept from call to call. */
export function regionProbability(n1: number, n2: number): RegionProbability {
  const least = new Int32Array(n2 + 1);
  const tails = new Float64Array(n1 + 2);
  const masses = new Float64Array(n2 + 1);
  const at = (p1: number, p2: number): number => {
    setTails(n1, p1, tails);
    setMasses(n2, p2, masses);
    let sum = 0;
    for (let j = 0; j <= n2; j++) sum += masses[j]! * tails[least[j]!]!;
    return sum;
  };
  return { least, at };
}

/** The binomial law by ratios outwards from its mode; dividing by their sum costs less than the mass at the mode. */
function setMasses(n: number, p: number, masses: Float64Array): void {
  masses.fill(0);
  if (p <= 0 || p >= 1) {
    masses[p <= 0 ? 0 : n] = 1;
    return;
  }
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const inverse = 1 / odds;
  masses[mode] = 1;
  let sum = 1;
  for (let k = mode; k < n && masses[k]! > 1e-20; k++) {
    sum += masses[k + 1] = masses[k]! * ((n - k) / (k + 1)) * odds;
  }
  for (let k = mode; k > 0 && masses[k]! > 1e-20; k--) {
    sum += masses[k - 1] = masses[k]! * (k / (n - k + 1)) * inverse;
  }
  const scale = 1 / sum;
  for (let k = 0; k <= n; k++) masses[k]! *= scale;
}

/** tails[i] = P(X >= i), with 0 at n + 1. */
function setTails(n: number, p: number, tails: Float64Array): void {
  setMasses(n, p, tails);
  tails[n + 1] = 0;
  for (let i = n - 1; i >= 0; i--) tails[i]! += tails[i + 1]!;
}
