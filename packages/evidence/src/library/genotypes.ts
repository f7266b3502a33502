/** What a tumour may carry, for telling whether two strata of a study share patients. */
type Driver = "BRAF" | "NRAS" | "HRAS" | "KRAS" | "RET" | "NTRK" | "APC" | "AKT" | "PTEN" | "otherDriver" | "noDriver";

/** The four groups of a pool by genotype. Patients whose study gives no split are their own group, `unselected`. */
export type GenotypeGroup = "BRAF_V600E" | "RAS" | "other" | "unselected";

export const genotypeGroups: readonly GenotypeGroup[] = ["BRAF_V600E", "RAS", "other", "unselected"];

interface GenotypeEntry {
  readonly label: string;
  readonly drivers: readonly Driver[];
  readonly group: GenotypeGroup;
  /** Said in the notes of every selection that uses the entry. */
  readonly caution?: string;
}

const everyDriver: readonly Driver[] = [
  "BRAF",
  "NRAS",
  "HRAS",
  "KRAS",
  "RET",
  "NTRK",
  "APC",
  "AKT",
  "PTEN",
  "otherDriver",
  "noDriver",
];

/** The closed vocabulary of tumour genotypes, with the drivers each covers and the group it is pooled in. */
export const genotypes = {
  BRAF_V600E: { label: "BRAF V600E", drivers: ["BRAF"], group: "BRAF_V600E" },
  BRAF: {
    label: "BRAF",
    drivers: ["BRAF"],
    group: "BRAF_V600E",
    caution: "the BRAF variant is not stated; counted with BRAF V600E",
  },
  RAS: { label: "RAS", drivers: ["NRAS", "HRAS", "KRAS"], group: "RAS" },
  NRAS: { label: "NRAS", drivers: ["NRAS"], group: "RAS" },
  HRAS: { label: "HRAS", drivers: ["HRAS"], group: "RAS" },
  KRAS: { label: "KRAS", drivers: ["KRAS"], group: "RAS" },
  RET_fusion: { label: "RET fusion", drivers: ["RET"], group: "other" },
  NTRK_fusion: { label: "NTRK fusion", drivers: ["NTRK"], group: "other" },
  RET_or_wild_type: { label: "RET fusion or wild type", drivers: ["RET", "noDriver"], group: "other" },
  APC: { label: "APC", drivers: ["APC"], group: "other" },
  AKT: { label: "AKT", drivers: ["AKT"], group: "other" },
  PTEN: { label: "PTEN", drivers: ["PTEN"], group: "other" },
  wild_type: { label: "no driver found", drivers: ["noDriver"], group: "other" },
  other: { label: "other", drivers: ["otherDriver"], group: "other" },
  non_BRAF: {
    label: "not BRAF",
    drivers: everyDriver.filter((driver) => driver !== "BRAF"),
    group: "other",
    caution: "everyone without BRAF, some with RAS; counted with the other genotypes",
  },
  mixed: { label: "mixed", drivers: everyDriver, group: "unselected" },
  unselected: { label: "unselected", drivers: everyDriver, group: "unselected" },
  unknown: { label: "unknown", drivers: everyDriver, group: "unselected" },
} as const satisfies Readonly<Record<string, GenotypeEntry>>;

export type Genotype = keyof typeof genotypes;

export const genotypeNames = Object.keys(genotypes) as [Genotype, ...Genotype[]];

export function genotypeEntry(genotype: Genotype): GenotypeEntry {
  return genotypes[genotype];
}

/** Whether every patient of `inner` may also be counted in `outer`. */
export function covers(outer: Genotype, inner: Genotype): boolean {
  const held: readonly Driver[] = genotypes[outer].drivers;
  return genotypes[inner].drivers.every((driver) => held.includes(driver));
}

/** Whether two strata of one study may share patients. */
export function overlap(a: Genotype, b: Genotype): boolean {
  const held: readonly Driver[] = genotypes[a].drivers;
  return genotypes[b].drivers.some((driver) => held.includes(driver));
}
