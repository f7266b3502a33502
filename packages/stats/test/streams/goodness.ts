import { chiSquared, createStream, openStream, parseSeed, type Stream, streamFamily } from "../../src/index.ts";

const family = streamFamily(parseSeed(20260823), "population", "samplers");

/** One draw from each of `count` replicates. */
export function sampleAcross(count: number, draw: (stream: Stream) => number): Float64Array {
  const stream = createStream();
  return Float64Array.from({ length: count }, (_, replicate) => {
    openStream(stream, family, replicate);
    return draw(stream);
  });
}

/** The p-value (small where the fit is bad) of counts against probabilities; cells that expect fewer than 20 join their neighbours. */
export function fitOfCounts(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  let seen = 0;
  let expected = 0;
  let left = probabilities.reduce((sum, p) => sum + p, 0) * total;
  for (const [i, p] of probabilities.entries()) {
    seen += counts[i]!;
    expected += p * total;
    left -= p * total;
    if ((expected < 20 || left < 20) && i + 1 < probabilities.length) continue;
    statistic += (seen - expected) ** 2 / expected;
    cells++;
    seen = 0;
    expected = 0;
  }
  return cells < 2 ? 1 : chiSquared({ df: cells - 1 }).sf(statistic);
}

/** The same for whole numbers and their law. */
export function fitOfWhole(
  sample: Float64Array,
  law: { readonly pdf: (k: number) => number; readonly cdf: (k: number) => number; readonly sf: (k: number) => number },
): number {
  const least = sample.reduce((a, b) => Math.min(a, b));
  const most = sample.reduce((a, b) => Math.max(a, b));
  const counts = Array.from({ length: most - least + 1 }, () => 0);
  for (const k of sample) counts[k - least]! += 1;
  const probabilities = counts.map((_, i) => law.pdf(least + i));
  probabilities[0] = law.cdf(least);
  probabilities[counts.length - 1] = most === least ? 1 : law.sf(most - 1);
  return fitOfCounts(counts, probabilities);
}

/** How many words `draw` takes: the counter of sfc32 tells. */
export function wordsTaken(draw: (stream: Stream) => void, replicate = 0): number {
  const stream = createStream();
  openStream(stream, family, replicate);
  const before = stream.d;
  draw(stream);
  return (stream.d - before) | 0;
}
