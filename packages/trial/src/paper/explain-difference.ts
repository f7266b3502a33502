import { exactProportionsSampleSize } from "../sample-size/exact-proportions-size.ts";
import { meansSampleSize } from "../sample-size/means.ts";
import { proportionsSampleSize } from "../sample-size/proportions.ts";
import type { SizeRequest } from "../sample-size/request.ts";
import { survivalSampleSize } from "../sample-size/survival.ts";
import { type PaperEndpoint, truthOf } from "./paper-design.ts";

/** One convention for a fixed design, with what it gives for the same request. */
export interface ConventionRow {
  readonly convention: string;
  /** Programs whose default, or named option, this is. */
  readonly usedBy: string;
  /** Patients of both arms; not rounded, except by exact tests, which only know whole ones. */
  readonly patients: number;
  /** Events, for a survival endpoint. */
  readonly events?: number;
  /** Patients more or less than by the first row. */
  readonly difference: number;
}

/** Largest arm up to which exact tests are searched: a search costs more than the square of it. */
const MOST_FOR_EXACT = 120;

/**
 * Why programs give different sizes for the same request: a table of the conventions in use and what each of them gives. The first is
 * rpact's default.
 * @throws InvalidInput for an effect, a level or a power that makes no sense.
 * @example explainDifference({ kind: "rates", control: 0.2, experimental: 0.4 }, { alpha: 0.025, sided: 1, power: 0.8 })
 */
export function explainDifference(endpoint: PaperEndpoint, request: SizeRequest): readonly ConventionRow[] {
  const rows = conventionsOf(endpoint, request);
  return rows.map((row) => ({ ...row, difference: row.patients - rows[0]!.patients }));
}

type Row = Omit<ConventionRow, "difference">;

function conventionsOf(endpoint: PaperEndpoint, request: SizeRequest): readonly Row[] {
  if (endpoint.kind === "means") return meansRows(endpoint, request);
  return endpoint.kind === "rates" ? ratesRows(endpoint, request) : survivalRows(endpoint, request);
}

function meansRows(endpoint: Extract<PaperEndpoint, { kind: "means" }>, request: SizeRequest): Row[] {
  const size = (test: "t" | "z"): number => meansSampleSize(endpoint, { ...request, test }).total;
  return [
    { convention: "t test: the standard deviation is estimated", usedBy: "rpact, R power.t.test", patients: size("t") },
    {
      convention: "z test: the standard deviation is known",
      usedBy: "rpact normalApproximation = TRUE, gsDesign nNormal",
      patients: size("z"),
    },
  ];
}

function ratesRows(endpoint: Extract<PaperEndpoint, { kind: "rates" }>, request: SizeRequest): Row[] {
  const approximate = proportionsSampleSize(endpoint, request);
  const unpooled = proportionsSampleSize(endpoint, { ...request, variance: "unpooled" }).total;
  const corrected = proportionsSampleSize(endpoint, { ...request, continuity: "casagrandePikeSmith" }).total;
  const rows: Row[] = [
    {
      convention: "z test, variance pooled under the null hypothesis",
      usedBy: "rpact, gsDesign nBinomial, R power.prop.test",
      patients: approximate.total,
    },
    {
      convention: "z test, variance of the alternative throughout",
      usedBy: "textbooks, and programs' unpooled options",
      patients: unpooled,
    },
    {
      convention: "z test with continuity correction",
      usedBy: "Casagrande, Pike and Smith: near Fisher's test",
      patients: corrected,
    },
  ];
  const { allocationRatio = 1 } = request;
  if (allocationRatio !== 1 || approximate.rounded.control > MOST_FOR_EXACT) return rows;
  const exact = (test: "fisher" | "fisherMid" | "boschloo"): number => {
    const { control, experimental } = exactProportionsSampleSize(endpoint, { ...request, test }).smallest;
    return control + experimental;
  };
  return [
    ...rows,
    {
      convention: "Fisher's exact test, smallest size, power by enumeration",
      usedBy: "exact procedures",
      patients: exact("fisher"),
    },
    {
      convention: "Fisher's mid-P, smallest size, power by enumeration",
      usedBy: "exact procedures",
      patients: exact("fisherMid"),
    },
    {
      convention: "Boschloo's exact test, smallest size, power by enumeration",
      usedBy: "exact procedures",
      patients: exact("boschloo"),
    },
  ];
}

function survivalRows(endpoint: Extract<PaperEndpoint, { kind: "survival" }>, request: SizeRequest): Row[] {
  const { enrolmentDays, followUpDays } = endpoint;
  const named = [
    ["schoenfeld", "Schoenfeld: events by the log hazard ratio, variance as under equality", "rpact"],
    ["freedman", "Freedman: events by the hazard ratio itself", 'rpact typeOfComputation = "Freedman"'],
    ["hsiehFreedman", "Hsieh's form of Freedman's formula", 'rpact typeOfComputation = "HsiehFreedman"'],
    ["lachinFoulkes", "Lachin-Foulkes: variances under both hypotheses, log hazards", "gsDesign nSurv, gsSurv"],
    ["hazardDifference", "Lachin-Foulkes on the scale of hazards", "gsDesign nSurvival"],
  ] as const;
  return named.map(([method, convention, usedBy]) => {
    const size = survivalSampleSize(truthOf(endpoint), { ...request, enrolmentDays, followUpDays, method });
    return { convention, usedBy, patients: size.total, events: size.events };
  });
}
