import type { Allocation } from "../allocation.ts";
import { binomialProbabilities, hypergeometricProbabilities } from "./binomial.ts";

/** Possible numbers of experimental patients among the first `patients`, with their probabilities. */
export interface ExperimentalCount {
  readonly experimental: number;
  readonly probability: number;
}

const NEGLIGIBLE = 1e-13;

/** Law of the number of experimental patients among the first `patients`; undefined where it depends on the strata. */
export function experimentalCounts(allocation: Allocation, patients: number): readonly ExperimentalCount[] | undefined {
  const [control, experimental] = allocation.ratio;
  const unit = control + experimental;
  if (allocation.kind === "stratifiedPermutedBlocks") return undefined;
  if (allocation.kind === "complete") return kept(binomialProbabilities(patients, experimental / unit), 0);
  const { blockSize } = allocation;
  const perBlock = (blockSize * experimental) / unit;
  const full = Math.floor(patients / blockSize);
  const rest = patients - full * blockSize;
  return kept(hypergeometricProbabilities(blockSize, perBlock, rest), full * perBlock);
}

function kept(probabilities: Float64Array, offset: number): ExperimentalCount[] {
  return [...probabilities].flatMap((probability, k) =>
    probability > NEGLIGIBLE ? [{ experimental: offset + k, probability }] : [],
  );
}
