/** A method that looks at how many patients of the stratum are on each arm so far. */
export type Balancing =
  | { readonly kind: "biasedCoin"; readonly probability: number }
  | { readonly kind: "bigStick"; readonly imbalance: number }
  | { readonly kind: "urn"; readonly initial: number; readonly added: number };

/**
 * Probability that the next patient is experimental, given those on each arm so far.
 * Sources: B. Efron, Biometrika 58 (1971) 403-417, doi:10.1093/biomet/58.3.403 (biased coin); J. F. Soares, C. F. J. Wu, Commun. Stat.
 * A 12 (1983) 2017-2034, doi:10.1080/03610928308828586 (big stick); L. J. Wei, Ann. Stat. 6 (1978) 92-100 (urn, UD(α, β)).
 */
export function experimentalChance(method: Balancing, control: number, experimental: number): number {
  if (method.kind === "urn") {
    const { initial, added } = method;
    // An urn that begins empty tosses a fair coin for its first patient.
    if (initial === 0 && control + experimental === 0) return 0.5;
    return (initial + added * control) / (2 * initial + added * (control + experimental));
  }
  const lead = experimental - control;
  if (method.kind === "biasedCoin") {
    if (lead === 0) return 0.5;
    return lead > 0 ? 1 - method.probability : method.probability;
  }
  if (lead >= method.imbalance) return 0;
  return lead <= -method.imbalance ? 1 : 0.5;
}

/** Arms one by one, one uniform a patient; `counts` holds control and experimental patients of each stratum. */
export function allocateBalancing(
  method: Balancing,
  counts: Int32Array,
  uniforms: Float64Array,
  patients: number,
  stratum: Uint8Array,
  arm: Uint8Array,
): void {
  const strata = counts.length >> 1;
  counts.fill(0);
  for (let i = 0; i < patients; i++) {
    const at = strata === 1 ? 0 : 2 * stratum[i]!;
    const drawn = uniforms[i]! < experimentalChance(method, counts[at]!, counts[at + 1]!) ? 1 : 0;
    arm[i] = drawn;
    counts[at + drawn] = counts[at + drawn]! + 1;
  }
}
