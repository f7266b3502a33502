import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addToSketch,
  createQuantileSketch,
  drawUniform,
  InvalidInput,
  mergeIntoSketch,
  openStream,
  createStream,
  parseSeed,
  type QuantileSketch,
  sketchedQuantile,
  streamFamily,
} from "../../src/index.ts";

const shares = [1e-6, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 - 1e-6];

function sketchOf(values: readonly number[], capacity: number): QuantileSketch {
  const sketch = createQuantileSketch({ capacity });
  for (const value of values) addToSketch(sketch, value);
  return sketch;
}

/** The smallest value of which a share of at least p lies at or below: the definition, by sorting everything. */
function exactQuantile(values: readonly number[], p: number): number {
  const inOrder = Float64Array.from(values).toSorted();
  return inOrder[Math.max(1, Math.ceil(p * values.length)) - 1]!;
}

function expectCovered(sketch: QuantileSketch, values: readonly number[]): void {
  for (const p of shares) {
    const exact = exactQuantile(values, p);
    const { value, lower, upper } = sketchedQuantile(sketch, p)!;
    expect(lower <= exact && exact <= upper, `p = ${p}: ${exact} in [${lower}, ${upper}]`).toBe(true);
    expect(lower <= value && value <= upper).toBe(true);
    // The estimate itself is no farther from its rank than the bound says.
    const below = values.filter((x) => x < value).length;
    const upTo = values.filter((x) => x <= value).length;
    const rank = Math.max(1, Math.ceil(p * values.length));
    expect(below - rank).toBeLessThan(sketch.tooFew + 1);
    expect(rank - upTo).toBeLessThanOrEqual(sketch.tooMany);
  }
}

const many = Array.from({ length: 20_000 }, (_, i) => i);
const stream = createStream();
openStream(stream, streamFamily(parseSeed(1), "test", "sketch"), 0);
const orders: Readonly<Record<string, readonly number[]>> = {
  sorted: many,
  reversed: many.toReversed(),
  "from both ends": many.map((i) => (i % 2 === 0 ? i : 20_000 - i)),
  "all equal": many.map(() => 7),
  "two values": many.map((i) => (i % 3 === 0 ? -1 : 1)),
  random: many.map(() => drawUniform(stream)),
  "with infinities": many.map((i) => (i % 100 === 0 ? Infinity : i % 101 === 0 ? -Infinity : i)),
  sawtooth: many.map((i) => i % 16),
};

describe("a quantile sketch", () => {
  it.each(Object.keys(orders))("covers the exact quantile of values in this order: %s", (order) => {
    expectCovered(sketchOf(orders[order]!, 16), orders[order]!);
    expectCovered(sketchOf(orders[order]!, 256), orders[order]!);
  });

  it("keeps its promise on the rank", () => {
    for (const capacity of [2, 16, 128, 1024]) {
      const { tooFew, tooMany } = sketchOf(many, capacity);
      const heights = Math.ceil(Math.log2(many.length / capacity));
      const promised = (many.length / capacity) * heights;
      expect(tooFew + tooMany).toBeLessThanOrEqual(promised);
      expect(tooFew).toBeLessThanOrEqual(promised / 2 + 2 ** heights);
    }
  });

  it("covers for any values and any capacity, and after merging any blocks", () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }));
    const blocks = fc.array(fc.array(value, { maxLength: 60 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(blocks, fc.constantFrom(2, 4, 8, 32), (parts, capacity) => {
        const values = parts.flat();
        if (values.length === 0) return;
        const sketch = createQuantileSketch({ capacity });
        for (const part of parts) mergeIntoSketch(sketch, sketchOf(part, capacity));
        expect(sketch.count).exactly(values.length);
        expectCovered(sketch, values);
      }),
    );
  });

  it("is exact while everything fits", () => {
    const values = many.slice(0, 1024).toReversed();
    const sketch = sketchOf(values, 1024);
    for (const p of shares) {
      const exact = exactQuantile(values, p);
      expect(sketchedQuantile(sketch, p)).exactly({ value: exact, lower: exact, upper: exact });
    }
  });

  it("merges to the same bits however blocks were shared out, for they are merged in their order", () => {
    const random = orders["random"]!;
    const blocks = Array.from({ length: 20 }, (_, b) => sketchOf(random.slice(b * 1000, (b + 1) * 1000), 64));
    const mergeAll = (parts: readonly QuantileSketch[]) => {
      const sketch = createQuantileSketch({ capacity: 64 });
      for (const part of parts) mergeIntoSketch(sketch, part);
      return sketch;
    };
    // Two workers made every second block and sent copies; the merge sees them in block order.
    const sent = structuredClone(blocks);
    expect(mergeAll(sent)).exactly(mergeAll(blocks));
    expect(sent).exactly(blocks);
  });

  it("says nothing of an empty sketch, and refuses what has no rank", () => {
    const sketch = createQuantileSketch();
    expect(sketchedQuantile(sketch, 0.5)).exactly(undefined);
    addToSketch(sketch, 1);
    expect(() => addToSketch(sketch, Number.NaN)).toThrow(InvalidInput);
    expect(sketch.count).exactly(1);
    for (const p of [0, 1, -1, Number.NaN]) expect(() => sketchedQuantile(sketch, p)).toThrow(InvalidInput);
    for (const capacity of [0, 3, 2.5, Number.NaN, 2 ** 25])
      expect(() => createQuantileSketch({ capacity })).toThrow(InvalidInput);
    expect(() => mergeIntoSketch(sketch, sketch)).toThrow(/itself/);
    expect(() => mergeIntoSketch(sketch, createQuantileSketch({ capacity: 8 }))).toThrow(/capacity of 8 is not 1024/);
  });
});
