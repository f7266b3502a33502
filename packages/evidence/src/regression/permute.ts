import { createStream, drawUniform, openStream, parseSeed, type Stream, streamFamily } from "@rekindle/stats";
import type { DesignColumn } from "./moderators.ts";

/**
 * Permutation p-values: the rows of the moderators are dealt to the studies at random, and each statistic is compared with the one that
 * was observed. The observed deal counts as one of them, so that no p-value is 0.
 * @param statistics of a deal, or undefined where it cannot be fitted; such deals count against significance.
 * @returns one p-value per statistic.
 */
export function permuteModerators(
  columns: readonly DesignColumn[],
  { count, seed }: { readonly count: number; readonly seed: string | number },
  statistics: (columns: readonly DesignColumn[]) => readonly number[] | undefined,
): readonly number[] {
  const observed = statistics(columns)!;
  const atLeast = observed.map(() => 1);
  const family = streamFamily(parseSeed(seed), "meta-regression", "permutation");
  const stream = createStream();
  const order = Int32Array.from({ length: columns[0]!.values.length }, (_, i) => i);
  for (let replicate = 0; replicate < count; replicate++) {
    openStream(stream, family, replicate);
    shuffle(order, stream);
    const dealt = columns.map(({ name, values }) => ({ name, values: Float64Array.from(order, (i) => values[i]!) }));
    const found = statistics(dealt);
    // 1e-9: equal statistics of equal deals may differ by rounding
    for (const [i, value] of observed.entries())
      if (found === undefined || found[i]! >= value * (1 - 1e-9)) atLeast[i]! += 1;
  }
  return atLeast.map((times) => times / (count + 1));
}

/** Fisher and Yates's shuffle. */
function shuffle(order: Int32Array, stream: Stream): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(drawUniform(stream) * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
