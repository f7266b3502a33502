import { type ComparisonCounts, measureComparisons, pool, poolEffects, poolEffectSubgroups } from "@rekindle/evidence";

/** Tuberculosis among the vaccinated and the unvaccinated: Colditz et al. (1994), as in metadat 1.2 `dat.bcg`. */
const written: readonly (readonly [string, number, number, number, number, string, number])[] = [
  ["Aronson 1948", 4, 123, 11, 139, "random", 44],
  ["Ferguson & Simes 1949", 6, 306, 29, 303, "random", 55],
  ["Rosenthal et al. 1960", 3, 231, 11, 220, "random", 42],
  ["Hart & Sutherland 1977", 62, 13598, 248, 12867, "random", 52],
  ["Frimodt-Moller et al. 1973", 33, 5069, 47, 5808, "alternate", 13],
  ["Stein & Aronson 1953", 180, 1541, 372, 1451, "alternate", 44],
  ["Vandiviere et al. 1973", 8, 2545, 10, 629, "random", 19],
  ["TPT Madras 1980", 505, 88391, 499, 88391, "random", 13],
  ["Coetzee & Berjak 1968", 29, 7499, 45, 7277, "random", 27],
  ["Rosenthal et al. 1961", 17, 1716, 65, 1665, "systematic", 42],
  ["Comstock et al. 1974", 186, 50634, 141, 27338, "systematic", 18],
  ["Comstock & Webster 1969", 5, 2498, 3, 2341, "systematic", 33],
  ["Comstock et al. 1976", 27, 16913, 29, 17854, "systematic", 33],
];

export const trials: readonly ComparisonCounts[] = written.map(([label, a, n1, c, n2], index) => ({
  id: `t${index + 1}`,
  label,
  experimental: { events: a, n: n1 },
  control: { events: c, n: n2 },
}));
export const latitudes = written.map((row) => row[6]);
export const riskRatios = measureComparisons(trials, { kind: "logRiskRatio" });
export const pooledRatio = poolEffects(riskRatios);
export const byAllocation = poolEffectSubgroups(riskRatios, { groups: written.map((row) => row[5]) });

/** Uptake restored, evaluable patients, of the evidence file's counts. */
export const rates = [
  { id: "ho2013", label: "Ho 2013", events: 12, n: 20 },
  { id: "rothenberg2015", label: "Rothenberg 2015", events: 6, n: 10 },
  { id: "dunn2019", label: "Dunn 2019", events: 6, n: 10 },
  { id: "tchekmedyian2022", label: "Tchekmedyian 2022", events: 5, n: 6 },
  { id: "weber2022", label: "Weber 2022 (ERRITI)", events: 7, n: 20 },
  { id: "leboulleux2023_braf", label: "Leboulleux 2023 (MERAIODE, BRAF)", events: 20, n: 21 },
  { id: "leboulleux2023_ras", label: "Leboulleux 2023 (MERAIODE, RAS)", events: 6, n: 10 },
  { id: "wadsley2023", label: "Wadsley 2023 (SEL-I-METRY)", events: 11, n: 28 },
  { id: "burman2022", label: "Burman 2022 (ETCTN 9446)", events: 22, n: 25 },
  { id: "torotobon2024", label: "Toro-Tobon 2024 (Mayo)", events: 19, n: 33 },
];
export const ratePools = [pool(rates), pool(rates, { model: "inverseVariance" })] as const;
