import { type Allocation, readsStrata } from "../allocation.ts";
import { type Balancing, experimentalChance } from "../engine/balancing.kernel.ts";
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
  if (readsStrata(allocation)) return undefined;
  if (allocation.kind === "complete") return kept(binomialProbabilities(patients, experimental / unit), 0);
  if (!("blockSize" in allocation)) return kept(balancedProbabilities(allocation, patients), 0);
  const { blockSize } = allocation;
  const perBlock = (blockSize * experimental) / unit;
  const full = Math.floor(patients / blockSize);
  const rest = patients - full * blockSize;
  return kept(hypergeometricProbabilities(blockSize, perBlock, rest), full * perBlock);
}

/** Patient by patient: the chance of the next one depends on the numbers so far and nothing else. */
function balancedProbabilities(method: Balancing, patients: number): Float64Array {
  let law = Float64Array.of(1);
  for (let n = 0; n < patients; n++) {
    const next = new Float64Array(n + 2);
    for (let experimental = 0; experimental <= n; experimental++) {
      const chance = experimentalChance(method, n - experimental, experimental);
      next[experimental] = next[experimental]! + law[experimental]! * (1 - chance);
      next[experimental + 1] = next[experimental + 1]! + law[experimental]! * chance;
    }
    law = next;
  }
  return law;
}

function kept(probabilities: Float64Array, offset: number): ExperimentalCount[] {
  return [...probabilities].flatMap((probability, k) =>
    probability > NEGLIGIBLE ? [{ experimental: offset + k, probability }] : [],
  );
}
