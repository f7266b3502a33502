import {
  createStream,
  drawCategorical,
  drawExponential,
  drawStandardNormal,
  drawUniform,
  exp,
  log1p,
  openStream,
  type Seed,
  type StreamFamily,
  streamFamily,
} from "@rekindle/stats";
import type { ParameterValues } from "../parameters/index.ts";

/** Target lesions at most (RECIST 1.1). */
export const MAX_LESIONS = 5;

/**
 * The patients of one replicate, one entry each, lesions side by side (`MAX_LESIONS` per patient): everything about them that no
 * protocol changes.
 */
export interface People {
  readonly capacity: number;
  /** Number, within the replicate, of the patient in entry 0. */
  first: number;
  readonly genotype: Uint8Array;
  /** Deviation of the untreated log uptake from the genotype's, dedifferentiation included. */
  readonly uptakeDeviation: Float64Array;
  /** Deviation of the log gain of the reference course from the genotype's. */
  readonly gainDeviation: Float64Array;
  readonly growthPerDay: Float64Array;
  /** Shrinkage capacity on drug, relative to the median patient. */
  readonly shrinkageRatio: Float64Array;
  readonly radiosensitivityPerGy: Float64Array;
  readonly effectiveHalfLifeHours: Float64Array;
  readonly residual: Float64Array;
  readonly newLesionPerDay: Float64Array;
  /** A new lesion shows once the accumulated hazard reaches this. */
  readonly newLesionThreshold: Float64Array;
  readonly dropoutDay: Float64Array;
  readonly evaluable: Uint8Array;
  readonly lesions: Uint8Array;
  readonly diameterMm: Float64Array;
  readonly lesionUptakeDeviation: Float64Array;
}

/** Room for so many patients. */
export function createPeople(capacity: number): People {
  const column = () => new Float64Array(capacity);
  return {
    capacity,
    first: 0,
    genotype: new Uint8Array(capacity),
    uptakeDeviation: column(),
    gainDeviation: column(),
    growthPerDay: column(),
    shrinkageRatio: column(),
    radiosensitivityPerGy: column(),
    effectiveHalfLifeHours: column(),
    residual: column(),
    newLesionPerDay: column(),
    newLesionThreshold: column(),
    dropoutDay: column(),
    evaluable: new Uint8Array(capacity),
    lesions: new Uint8Array(capacity),
    diameterMm: new Float64Array(capacity * MAX_LESIONS),
    lesionUptakeDeviation: new Float64Array(capacity * MAX_LESIONS),
  };
}

/** Draws people: each patient's from streams of their own, so that they depend on no other patient, arm, protocol or design. */
export interface PeopleDraw {
  readonly genotypes: (block: Block, genotype: Uint8Array) => void;
  readonly people: (block: Block, people: People) => void;
}

/** Patients `first` … `first + patients - 1` of a replicate. */
export interface Block {
  readonly replicate: number;
  readonly first: number;
  readonly patients: number;
}

/** Sets up the drawing of a population's people. `cumulativeShares` are those of the genotypes, the last being 1. */
export function preparePeople(
  seed: Seed,
  namespace: string,
  cumulativeShares: Float64Array,
  values: ParameterValues,
): PeopleDraw {
  const stream = createStream();
  const genotypeFamily = streamFamily(seed, namespace, "genotype");
  const diseaseFamily = streamFamily(seed, namespace, "disease");
  const lesionFamily = streamFamily(seed, namespace, "lesions");
  const lossFamily = streamFamily(seed, namespace, "loss to follow-up");
  const lesionShares = cumulativeLesionShares(values);
  const dropoutPerDay = -log1p(-values.dropoutPerYear) / 365.25;

  function genotypes({ replicate, first, patients }: Block, genotype: Uint8Array): void {
    for (let i = 0; i < patients; i++) {
      openStream(stream, genotypeFamily, replicate, first + i);
      genotype[i] = drawCategorical(stream, cumulativeShares);
    }
  }

  function people(block: Block, out: People): void {
    out.first = block.first;
    genotypes(block, out.genotype);
    drawDisease(diseaseFamily, block, out);
    drawLesions(lesionFamily, block, out);
    drawLoss(lossFamily, block, out);
  }

  function drawLoss(family: StreamFamily, { replicate, first, patients }: Block, out: People): void {
    for (let i = 0; i < patients; i++) {
      openStream(stream, family, replicate, first + i);
      out.dropoutDay[i] = drawExponential(stream, dropoutPerDay);
      out.evaluable[i] = drawUniform(stream) < values.evaluableShare ? 1 : 0;
    }
  }

  // The order of the draws below is part of every stored result.
  function drawDisease(family: StreamFamily, { replicate, first, patients }: Block, out: People): void {
    const growthPerDay = values.growthPerYear / 365.25;
    const newPerDay =
      ((values.newLesionsPerYear * values.newLesionTrialRatio) / 365.25) *
      exp(-0.5 * values.newLesionSd * values.newLesionSd);
    const residualRange = values.largestResidual - values.leastResidual;
    for (let i = 0; i < patients; i++) {
      openStream(stream, family, replicate, first + i);
      const dedifferentiation = drawStandardNormal(stream);
      out.uptakeDeviation[i] =
        values.uptakeBetweenPatientsSd * drawStandardNormal(stream) -
        values.uptakeLossPerDedifferentiation * dedifferentiation;
      out.gainDeviation[i] =
        values.gainSd * drawStandardNormal(stream) - values.gainLossPerDedifferentiation * dedifferentiation;
      out.growthPerDay[i] =
        growthPerDay *
        exp(values.growthPerDedifferentiation * dedifferentiation + values.growthSd * drawStandardNormal(stream));
      out.shrinkageRatio[i] = exp(values.shrinkageSd * drawStandardNormal(stream));
      out.newLesionPerDay[i] =
        newPerDay *
        exp(
          values.newLesionsPerDedifferentiation * dedifferentiation + values.newLesionSd * drawStandardNormal(stream),
        );
      out.newLesionThreshold[i] = drawExponential(stream, 1);
      out.radiosensitivityPerGy[i] =
        values.radiosensitivityPerGy * exp(values.radiosensitivitySd * drawStandardNormal(stream));
      const halfLife = values.effectiveHalfLifeHours * exp(values.effectiveHalfLifeSd * drawStandardNormal(stream));
      out.effectiveHalfLifeHours[i] = Math.min(values.longestHalfLifeHours, Math.max(6, halfLife));
      out.residual[i] = values.leastResidual + residualRange * drawUniform(stream);
    }
  }

  function drawLesions(family: StreamFamily, { replicate, first, patients }: Block, out: People): void {
    for (let i = 0; i < patients; i++) {
      openStream(stream, family, replicate, first + i);
      const lesions = 1 + drawCategorical(stream, lesionShares);
      const typical = values.lesionDiameterMm * exp(values.diameterBetweenPatientsSd * drawStandardNormal(stream));
      out.lesions[i] = lesions;
      const end = i * MAX_LESIONS + lesions;
      for (let j = i * MAX_LESIONS; j < end; j++) {
        const diameter = typical * exp(values.diameterBetweenLesionsSd * drawStandardNormal(stream));
        out.diameterMm[j] = Math.max(values.measurableMm, diameter);
        out.lesionUptakeDeviation[j] = values.uptakeBetweenLesionsSd * drawStandardNormal(stream);
      }
    }
  }

  return { genotypes, people };
}

/** Cumulative shares of patients with 1 … 5 target lesions: 1 plus a negative binomial count, the rest having 5. */
function cumulativeLesionShares(values: ParameterValues): Float64Array {
  const size = values.lesionDispersion;
  const mean = values.lesionsPerPatient - 1;
  const failure = mean / (size + mean);
  const shares = new Float64Array(MAX_LESIONS).fill(1);
  let share = exp(size * log1p(-failure));
  let sum = 0;
  for (let further = 0; further < MAX_LESIONS - 1; further++) {
    sum += share;
    shares[further] = sum;
    share *= ((size + further) / (further + 1)) * failure;
  }
  return shares;
}
