import { type Checked, checkWith, type Issue } from "@rekindle/stats";
import { type Catalogue, createCatalogue, pairKey } from "./catalogue/catalogue.ts";
import type { Genotype } from "./catalogue/part.ts";
import { unknownGenotype, unknownPart } from "./population.ts";
import { type Protocol, protocolSchema } from "./protocol.ts";

/** What a check of a protocol may know: the catalogue (the built-in one if left out), and the genotypes of the population it is for. */
export interface ProtocolContext {
  readonly catalogue?: Catalogue;
  readonly genotypes?: readonly string[];
}

/**
 * Checks a protocol of unknown shape. Reports every problem at once: shape, unknown names, unstudied doses, combinations without a
 * declared effect, contradictions. Paths start at the protocol.
 * @example checkProtocol({ drugs: [], durationDays: 0, activity: { kind: "none" } }).kind // "valid"
 */
export function checkProtocol(value: unknown, context: ProtocolContext = {}): Checked<Protocol> {
  const catalogue = context.catalogue ?? createCatalogue();
  const checked = checkWith(protocolSchema, value);
  const shape = checked.kind === "invalid" ? checked.issues : [];
  const written = readLoosely(value);
  const issues = [
    ...shape,
    ...written.drugs.flatMap((course, index) => courseIssues(course, index, catalogue)),
    ...combinationIssues(written.drugs, catalogue, context.genotypes),
    ...durationIssues(written),
    ...gateIssues(written),
  ];
  return checked.kind === "invalid" || issues.length > 0 ? { kind: "invalid", issues } : checked;
}

interface WrittenCourse {
  readonly drug?: unknown;
  readonly doseMgPerDay?: unknown;
  readonly genotypes?: unknown;
}

interface WrittenProtocol {
  readonly drugs: readonly WrittenCourse[];
  readonly durationDays: unknown;
  readonly gateKind: unknown;
  readonly activityKind: unknown;
}

/** What can be read of a protocol whose shape may be wrong elsewhere, so that its meaning is checked all the same. */
function readLoosely(value: unknown): WrittenProtocol {
  const protocol = asRecord(value);
  const drugs = Array.isArray(protocol["drugs"]) ? protocol["drugs"].map(asRecord) : [];
  return {
    drugs,
    durationDays: protocol["durationDays"],
    gateKind: asRecord(protocol["gate"])["kind"],
    activityKind: asRecord(protocol["activity"])["kind"],
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function courseIssues(course: WrittenCourse, index: number, catalogue: Catalogue): readonly Issue[] {
  const path = ["drugs", index];
  if (typeof course.drug !== "string") return [];
  const drug = catalogue.drugs.get(course.drug);
  if (drug === undefined)
    return [
      unknownPart("drug", course.drug, [...path, "drug"], [...catalogue.drugs.keys()]),
      ...genotypeIssues(course, path, catalogue),
    ];
  const studied = drug.studiedMgPerDay.value;
  const dose = course.doseMgPerDay;
  const isOtherDose = typeof dose === "number" && dose > 0 && dose !== studied;
  const message = `${String(dose)} mg of ${drug.id} a day was not studied; the model knows no effect of dose`;
  const hint = `${studied} mg a day, or leave doseMgPerDay out`;
  return [
    ...(isOtherDose ? [{ kind: "unstudiedDose", path: [...path, "doseMgPerDay"], message, hint }] : []),
    ...genotypeIssues(course, path, catalogue),
  ];
}

function genotypeIssues(course: WrittenCourse, path: Issue["path"], catalogue: Catalogue): readonly Issue[] {
  const listed = Array.isArray(course.genotypes) ? course.genotypes : [];
  return listed.flatMap((name: unknown, index): readonly Issue[] => {
    if (typeof name !== "string") return [];
    const place = [...path, "genotypes", index];
    if (!catalogue.genotypes.has(name)) return [unknownGenotype(name, place, catalogue)];
    if (listed.indexOf(name) === index) return [];
    return [{ kind: "duplicate", path: place, message: `${JSON.stringify(name)} is listed twice` }];
  });
}

/** The places in `drugs` of the courses that a patient of this genotype receives. */
export function coursesOf(drugs: readonly WrittenCourse[], genotype: string): readonly number[] {
  return drugs.flatMap((course, index) =>
    course.genotypes === undefined || (Array.isArray(course.genotypes) && course.genotypes.includes(genotype))
      ? [index]
      : [],
  );
}

function combinationIssues(
  drugs: readonly WrittenCourse[],
  catalogue: Catalogue,
  names: readonly string[] = [...catalogue.genotypes.keys()],
): readonly Issue[] {
  const known = catalogue.genotypes;
  const found = new Map<string, Issue>();
  for (const genotype of names.map((name) => known.get(name)).filter((each) => each !== undefined)) {
    for (const issue of combinationIssuesIn(genotype, drugs, catalogue)) {
      const key = `${issue.path.join(".")} ${issue.message}`;
      if (!found.has(key)) found.set(key, issue);
    }
  }
  return [...found.values()];
}

function combinationIssuesIn(
  genotype: Genotype,
  drugs: readonly WrittenCourse[],
  catalogue: Catalogue,
): readonly Issue[] {
  const places = coursesOf(drugs, genotype.id);
  const targets = new Set<string>();
  for (const place of places) {
    const name = drugs[place]!.drug;
    const drug = typeof name === "string" ? catalogue.drugs.get(name) : undefined;
    if (drug === undefined) return [];
    if (drug.targets.every((target) => targets.has(target))) {
      const message = `${drug.id} adds no target to the drugs before it`;
      return [{ kind: "duplicateTarget", path: ["drugs", place], message, hint: "give one drug per target" }];
    }
    for (const target of drug.targets) targets.add(target);
  }
  if (places.length === 0 || catalogue.effects.has(pairKey([...targets], genotype.pathway))) return [];
  const message = `no effect is known for ${pairKey([...targets], genotype.pathway)}`;
  const hint = "limit the drugs by `genotypes`, or bring a part that declares the pair";
  return [{ kind: "missingPair", path: ["drugs"], message, hint }];
}

function durationIssues(written: WrittenProtocol): readonly Issue[] {
  if (written.drugs.length === 0 || written.durationDays !== 0) return [];
  const message = "a drug course of 0 days";
  return [{ kind: "contradiction", path: ["durationDays"], message, hint: "more than 0 days, or `drugs: []`" }];
}

function gateIssues(written: WrittenProtocol): readonly Issue[] {
  const { gateKind, activityKind } = written;
  if (activityKind !== "none" || gateKind === undefined || gateKind === "none") return [];
  const message = `a ${JSON.stringify(gateKind)} gate without radioiodine decides nothing`;
  return [{ kind: "contradiction", path: ["gate"], message, hint: "gate kind none, or an activity" }];
}
