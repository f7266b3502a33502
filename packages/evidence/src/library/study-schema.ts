import { z } from "zod";
import { countSchema, percentageSchema } from "./count-schema.ts";
import { block, countFact, known, numberFact, provenance, range, text, textFact } from "./provenance.ts";
import { genotypeSchema } from "./vocabulary.ts";

const patients = z.int().nonnegative();
const percent = z.number().min(0).max(100);
const share = z.number().min(0).max(1);

const inhibition = z.enum(["single", "dual"]);

/** What distinguishes the designs of studies, as categories: read off the study's own words in its other fields. */
const designFeatures = block({
  /** One target at a time or two at once, such as BRAF with MEK; by genotype where the drugs differ by it. */
  inhibition: known(z.union([inhibition, z.partialRecord(genotypeSchema, inhibition)])),
  /** What counted as uptake restored. */
  restoredBy: known(
    z.enum(["anyIncrease", "newUptake", "postTherapyScan", "targetToBackground", "increaseOverThreshold"]),
  ),
  /** What a patient had to show to be given radioiodine; `none` treats everyone. */
  gate: known(z.enum(["none", "uptake", "lesionDose"])),
  activity: known(z.enum(["fixed", "dosimetric"])),
});

const citation = z.strictObject({
  authors: text,
  year: z.int(),
  journal: text,
  ref: known(text),
  doi: known(text),
  pmid: known(z.union([z.int(), text])),
  pmcid: known(text),
  registry: known(text),
  url: known(text),
});

export const studySchema = z.strictObject({
  id: text.regex(/^[a-z0-9_]+$/),
  label: text,
  citation,
  country: known(text),
  design: z.strictObject({
    kind: z.enum(["prospective", "retrospective", "caseReports", "randomised"]),
    description: text,
  }),
  setting: z.enum([
    "metastaticRair",
    "metastaticRairOnLongTermDrug",
    "metastaticRairPaediatric",
    "adjuvantHighRisk",
    "metastaticAvid",
  ]),
  population: known(
    block({
      definition: known(text),
      progressionRequired: known(z.boolean()),
      progressionWindowMonths: known(z.number().positive()),
    }),
  ),
  /** Patients by histology: papillary, follicular (with oncocytic), poorly differentiated. */
  histology: known(block({ ptc: patients, ftc: patients, pdtc: patients })),
  priorKinaseInhibitor: known(block({ patients })),
  genotypes: known(block({ patients: z.partialRecord(genotypeSchema, patients) })),
  /** Patients given therapeutic radioiodine, by genotype, where no response was counted among them. */
  treatedByGenotype: known(z.partialRecord(genotypeSchema, patients)),
  drugs: known(z.array(block({ name: text, arm: known(text), dose: known(text) }))),
  durationDays: known(
    z.strictObject({
      toScan: known(numberFact),
      toRadioiodine: known(numberFact),
      total: known(numberFact),
      note: known(text),
    }),
  ),
  tshStimulation: known(textFact),
  uptakeImaging: known(textFact),
  restorationCriterion: known(textFact),
  designFeatures: known(designFeatures),
  finding: known(textFact),
  primaryEndpoint: known(textFact),
  patients: known(
    z.strictObject({
      enrolled: known(countFact),
      randomised: known(countFact),
      evaluable: known(countFact),
      treated: known(countFact),
    }),
  ),
  activityGBq: known(block({ method: text, mean: known(z.number()), min: known(z.number()), max: known(z.number()) })),
  responseCriteria: known(text),
  response: known(block({ description: text, denominator: text, n: patients })),
  uptakeByScan: known(
    block({
      unit: z.enum(["percent", "patients"]),
      baselineDiagnostic: z.number(),
      day28Diagnostic: z.number(),
      postTherapy: z.number(),
      n: known(patients),
    }),
  ),
  progressionFreeSurvival: known(
    block({
      medianMonths: known(z.union([z.number(), z.literal("not reached")])),
      proportionAt12Months: known(share),
      proportionAt24Months: known(share),
      interval95: known(range),
      interval80: known(range),
      n: known(patients),
      progressedAtAnalysis: known(patients),
      population: known(text),
    }),
  ),
  designAssumptions: known(
    block({
      pfsAt12MonthsNull: share,
      pfsAt12MonthsTarget: share,
      hazardRatio: z.number().positive(),
      treatedPlanned: patients,
      uptakeAssumed: share,
      plannedPatients: patients,
    }),
  ),
  deaths: known(
    block({
      patients: known(patients),
      percent: known(percent),
      atMonths: known(z.number()),
      medianFollowUpMonths: known(z.number()),
      cause: known(text),
    }),
  ),
  thyroglobulin: known(block({ meanChangePercent: known(z.number()) })),
  toxicity: known(
    block({
      description: known(text),
      anyEventPercent: known(percent),
      grade3Events: known(patients),
      grade3Or4Events: known(patients),
      patients: known(patients),
    }),
  ),
  repeatCourses: known(block({ started: patients, evaluable: patients })),
  predictors: known(block({ description: text })),
  qualityOfLife: known(block({ instrument: text, description: text })),
  individualPatients: known(block({ resource: text })),
  dosimetry: known(
    block({
      doseBeforeGyPerGBq: known(z.number()),
      doseAfterGyPerGBq: known(z.number()),
      fold: known(z.number()),
      statistic: known(text),
      uptakeBeforeMBqPerCm3: known(z.number()),
      uptakeAfterMBqPerCm3: known(z.number()),
      predictedDoseGy: known(z.number()),
      deliveredDoseGy: known(z.number()),
    }),
  ),
  effect: known(block({ measure: text, value: z.number(), interval95: range, pValue: z.number() })),
  overlapsWith: known(z.array(text)),
  consistencyNote: known(text),
  note: known(text),
  remark: known(textFact),
  notPooledBecause: known(text),
  percentages: known(z.array(percentageSchema)),
  counts: known(z.array(countSchema)),
});

export const ongoingTrialSchema = z.strictObject({
  id: text,
  name: known(text),
  country: known(text),
  randomised: known(z.boolean()),
  phase: known(z.int()),
  n: known(patients),
  drugs: known(text),
  durationDays: known(z.union([z.number(), text])),
  tsh: known(text),
  gate: known(text),
  activityGBq: known(z.number()),
  setting: known(text),
  endpoint: known(text),
  status: known(text),
  url: known(text),
  note: known(text),
  verified: provenance.verified,
});
