import { exp, log, standardNormalSf } from "@rekindle/stats";
import { sequentialCharacteristics } from "../analytic/sequential-characteristics.ts";
import type { AnalysisPlan } from "../design.ts";
import type { Parts, Recipe } from "../parts.ts";
import { planDesign } from "../plan-trial.ts";
import { meansSampleSize } from "../sample-size/means.ts";
import { proportionsSampleSize } from "../sample-size/proportions.ts";
import { type SampleSize, type SizeRequest, sizesOf } from "../sample-size/request.ts";
import { survivalSampleSize, type SurvivalTruth } from "../sample-size/survival.ts";
import { rpactCode } from "./rpact-code.ts";

/** The effect that the design is to find, and how it is measured. */
export type PaperEndpoint =
  | { readonly kind: "rates"; readonly control: number; readonly experimental: number }
  | { readonly kind: "means"; readonly difference: number; readonly standardDeviation: number }
  | {
      readonly kind: "survival";
      readonly hazardRatio: number;
      readonly controlMedianDays: number;
      readonly enrolmentDays: number;
      /** From the end of enrolment to the final analysis. */
      readonly followUpDays: number;
      readonly dropoutHazardPerDay?: number;
    };

export interface PaperRequest {
  readonly design: Recipe & { readonly alpha: number; readonly sided: 1 | 2 };
  readonly power: number;
  /** Experimental patients per control patient; 1 when left out. */
  readonly allocationRatio?: number;
  /** Sizes are given where there is one. */
  readonly endpoint?: PaperEndpoint;
}

/** One look of a design on paper. Probabilities are cumulative over the looks so far. */
export interface PaperLook {
  readonly informationRate: number;
  readonly efficacyBoundary?: number;
  /** One-sided p-value at the efficacy boundary. */
  readonly nominalP?: number;
  readonly futilityBoundary?: number;
  readonly alphaSpent: number;
  /** Rejection in favour of the experimental arm, under no effect and under the effect. */
  readonly rejected: { readonly null: number; readonly alternative: number };
  readonly futility: { readonly null: number; readonly alternative: number };
  /** Patients of both arms, or events of a survival endpoint, not rounded; where there is an endpoint. */
  readonly size?: number;
  /** Effect estimate at the efficacy boundary by the usual approximation: hazard ratio, or difference. */
  readonly effectAtBoundary?: number;
}

export interface PaperDesign {
  readonly sentence: string;
  readonly power: number;
  readonly looks: readonly PaperLook[];
  /** Maximum information over that of the fixed design. */
  readonly inflationFactor: number;
  /** Expected information as a share of the fixed design's. */
  readonly expectedRatio: { readonly null: number; readonly half: number; readonly alternative: number };
  readonly sizes?: PaperSizes;
  /** R code that computes the same with rpact; absent where rpact has no such design. */
  readonly rpact?: string;
}

export interface PaperSizes {
  readonly unit: "patients" | "events";
  /** Of the fixed design, not rounded. */
  readonly fixed: SampleSize;
  /** Patients at the last look. */
  readonly maximum: SampleSize;
  /** Events at the last look, for a survival endpoint. */
  readonly maximumEvents?: number;
  /** Expected size at the stop, in the unit of the looks. */
  readonly expected: { readonly null: number; readonly half: number; readonly alternative: number };
}

/**
 * A design as a protocol prints it: boundaries on z and as p-values, probabilities of each look under no effect and under the effect
 * that has the power, sizes by the fixed design's formula times the inflation factor, and R code for the same.
 * Sources: Jennison, Turnbull (2000), chapters 2 to 4 and 7; sizes see `proportionsSampleSize`, `meansSampleSize`,
 * `survivalSampleSize` (Schoenfeld).
 * @throws InvalidInput for a design, a power or an effect that makes no sense.
 * @example
 * paperDesign({
 *   design: { kind: "fixed", alpha: 0.025, sided: 1 },
 *   power: 0.9,
 *   endpoint: { kind: "rates", control: 0.2, experimental: 0.4 },
 * }).sizes.maximum.rounded.total // 218
 */
export function paperDesign(request: PaperRequest, options: { readonly parts?: Parts } = {}): PaperDesign {
  const { design, power, endpoint } = request;
  const plan = planDesign(design, options);
  const { inflationFactor, expectedRatio, ...under } = sequentialCharacteristics(plan, { power });
  const sizes = endpoint === undefined ? undefined : sizesFor(endpoint, request, { inflationFactor, expectedRatio });
  const total = sizes === undefined ? undefined : (sizes.maximumEvents ?? sizes.maximum.total);
  const rejected = cumulate(under, "efficacy");
  const futility = cumulate(under, "futility");
  const code = rpactCode(request);
  return {
    sentence: sentenceFor(request, { plan, parts: options, total }),
    power,
    looks: plan.looks.map((look, k) => ({
      informationRate: look.informationRate,
      ...boundaryOf(look, { endpoint, request, total }),
      alphaSpent: look.alphaSpent,
      rejected: rejected[k]!,
      futility: futility[k]!,
      ...(total === undefined ? {} : { size: total * look.informationRate }),
    })),
    inflationFactor,
    expectedRatio,
    ...(sizes === undefined ? {} : { sizes }),
    ...(code === undefined ? {} : { rpact: code }),
  };
}

/** A survival design's looks are told by the events they wait for, once these are known. */
function sentenceFor(
  { design, endpoint }: PaperRequest,
  known: {
    readonly plan: AnalysisPlan;
    readonly parts: { readonly parts?: Parts };
    readonly total: number | undefined;
  },
): string {
  const { plan, parts, total } = known;
  if (endpoint?.kind !== "survival" || total === undefined) return plan.sentence;
  const looks = plan.looks.map(({ informationRate }, k) => ({
    ...(design as { readonly looks?: readonly object[] }).looks?.[k],
    when: { kind: "events", events: Math.ceil(total * informationRate - 1e-9) },
  }));
  if (design.kind === "fixed") return planDesign({ ...design, when: looks[0]!.when } as Recipe, parts).sentence;
  if (design.kind !== "groupSequential") return plan.sentence;
  const informationRates = plan.looks.map(({ informationRate }) => informationRate);
  return planDesign({ ...design, looks, informationRates } as Recipe, parts).sentence;
}

type Under = Pick<ReturnType<typeof sequentialCharacteristics>, "null" | "alternative">;

function cumulate(under: Under, reason: "efficacy" | "futility") {
  let none = 0;
  let effect = 0;
  return under.null.stages[reason].map((p, k) => {
    none += p;
    effect += under.alternative.stages[reason][k]!;
    return { null: none, alternative: effect };
  });
}

interface Sized {
  readonly endpoint: PaperEndpoint | undefined;
  readonly request: PaperRequest;
  readonly total: number | undefined;
}

function boundaryOf(look: AnalysisPlan["looks"][number], sized: Sized) {
  const { efficacyBoundary: z, futilityBoundary } = look;
  return {
    ...(z === undefined ? {} : { efficacyBoundary: z, nominalP: standardNormalSf(z) }),
    ...(futilityBoundary === undefined ? {} : { futilityBoundary }),
    ...(z === undefined ? {} : effectAtBoundary(z, look.informationRate, sized)),
  };
}

/** Only where the boundary does not depend on what else is estimated. */
function effectAtBoundary(z: number, rate: number, { endpoint, request, total }: Sized) {
  if (endpoint === undefined || total === undefined || endpoint.kind === "rates") return {};
  const { allocationRatio: r = 1 } = request;
  const spread = (1 + r) / Math.sqrt(r * total * rate);
  if (endpoint.kind === "means") return { effectAtBoundary: z * spread * endpoint.standardDeviation };
  return { effectAtBoundary: exp(-z * spread) };
}

function sizesFor(
  endpoint: PaperEndpoint,
  { design, power, allocationRatio = 1 }: PaperRequest,
  sequential: Pick<PaperDesign, "inflationFactor" | "expectedRatio">,
): PaperSizes {
  const size: SizeRequest = { alpha: design.alpha, sided: design.sided, power, allocationRatio };
  const fixed = fixedSize(endpoint, size);
  const events = "events" in fixed ? fixed.events : undefined;
  const { inflationFactor, expectedRatio } = sequential;
  const unit = events ?? fixed.total;
  return {
    unit: events === undefined ? "patients" : "events",
    fixed: sizesOf(fixed.control, allocationRatio),
    maximum: sizesOf(fixed.control * inflationFactor, allocationRatio),
    ...(events === undefined ? {} : { maximumEvents: events * inflationFactor }),
    expected: {
      null: unit * expectedRatio.null,
      half: unit * expectedRatio.half,
      alternative: unit * expectedRatio.alternative,
    },
  };
}

function fixedSize(endpoint: PaperEndpoint, size: SizeRequest): SampleSize & { readonly events?: number } {
  if (endpoint.kind === "rates") return proportionsSampleSize(endpoint, size);
  if (endpoint.kind === "means") return meansSampleSize(endpoint, size);
  const { enrolmentDays, followUpDays } = endpoint;
  return survivalSampleSize(truthOf(endpoint), { ...size, enrolmentDays, followUpDays });
}

/** Exponential times of a survival endpoint. */
export function truthOf(endpoint: Extract<PaperEndpoint, { readonly kind: "survival" }>): SurvivalTruth {
  const { hazardRatio, controlMedianDays, dropoutHazardPerDay = 0 } = endpoint;
  return { controlHazardPerDay: log(2) / controlMedianDays, hazardRatio, dropoutHazardPerDay };
}
