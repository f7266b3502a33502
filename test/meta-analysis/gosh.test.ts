import { readFileSync } from "node:fs";
import { type Gosh, gosh, isInSubset, poolEffects } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { effectsOf, reference } from "./small-study-reference.ts";

type Numbers = readonly number[];
interface Fit {
  /** Bit i is study i. */
  readonly members: Numbers;
  readonly estimate: Numbers;
  readonly Q: Numbers;
  readonly I2: Numbers;
  readonly tau2: Numbers | null;
}

const url = new URL("../reference/meta-analysis/gosh.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as {
  readonly sets: Readonly<
    Record<
      string,
      { readonly yi: Numbers; readonly vi: Numbers; readonly methods: Readonly<Record<"REML" | "DL" | "FE", Fit>> }
    >
  >;
};
const source = "metafor 3.8.1 gosh";

describe.each(Object.entries(sets))(
  "metafor's gosh on %s",
  { meta: { validates: { requirement: "GOSH, every subset", functions: ["gosh", "isInSubset"], source } } },
  (_, set) => {
    const { REML, DL, FE } = set.methods;
    const fits = [
      ["REML", "REML", REML],
      ["DL", "DL", DL],
      ["commonEffect", "FE", FE],
    ] as const;

    it.each(fits)("%s", (kind, method, expected) => {
      const because = method === "REML" ? "tau2 is iterated to different tolerances" : "summed in another order";
      const near = { relative: method === "REML" ? 1e-6 : 1e-8, absolute: 1e-8, because };
      const found = gosh(effectsOf(set), { tau2: { kind } });
      expect(found.subsets).exactly(expected.members.length);
      const place = new Map([...found.members].map((members, subset) => [members, subset]));
      for (const [row, members] of expected.members.entries()) {
        const subset = place.get(members)!;
        expect(found.estimate[subset]!).agreesWith(expected.estimate[row]!, near);
        expect(found.Q[subset]!).agreesWith(expected.Q[row]!, near);
        // metafor's I2 is from tau2, but of a common effect from Q.
        expect((method === "FE" ? found.I2 : found.I2FromTau2)[subset]!).agreesWith(expected.I2[row]!, near);
        if (expected.tau2 !== null) expect(found.tau2[subset]!).agreesWith(expected.tau2[row]!, near);
        const within = set.yi.filter((__, study) => isInSubset(found, { subset, study }));
        expect(within.length).exactly(found.size[subset]!);
      }
    });
  },
);

describe("GOSH", () => {
  const effects = effectsOf(reference.sets["hackshaw1998"]!);
  const subsetsOf = (found: Gosh, count: number) => [...found.members.subarray(0, count * found.wordsPerSubset)];

  it("random subsets of more than 32 studies agree with pooling them one by one", () => {
    const found = gosh(effects, { subsets: { kind: "random", count: 40, seed: "clouds" } });
    const because = "the same maximum, found in another way";
    const near = { relative: 1e-9, absolute: 1e-12, because };
    for (let subset = 0; subset < found.subsets; subset++) {
      const rows = effects.rows.filter((_, study) => isInSubset(found, { subset, study }));
      const pooled = poolEffects({ ...effects, rows });
      if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
      expect(found.size[subset]!).exactly(rows.length);
      expect(found.estimate[subset]!).agreesWith(pooled.mean.value, near);
      expect(found.tau2[subset]!).agreesWith(pooled.tau2!.value, near);
      expect(found.I2[subset]!).agreesWith(pooled.I2!.value, near);
      expect(found.I2FromTau2[subset]!).agreesWith(pooled.I2FromTau2!.value, near);
    }
  });

  it("random subsets depend on the seed and their number alone", () => {
    const draw = (count: number, seed: number) =>
      gosh(effects, { tau2: { kind: "DL" }, subsets: { kind: "random", count, seed } });
    const [few, many, other] = [draw(50, 3), draw(200, 3), draw(50, 4)];
    expect(subsetsOf(many, 50)).toEqual(subsetsOf(few, 50));
    expect([...many.estimate.subarray(0, 50)]).toEqual([...few.estimate]);
    expect(subsetsOf(other, 50)).not.toEqual(subsetsOf(few, 50));
  });

  it("each study is in half of the random subsets", () => {
    const found = gosh(effects, { tau2: { kind: "commonEffect" } });
    expect(found.subsets).exactly(10_000);
    for (let study = 0; study < effects.rows.length; study++) {
      let times = 0;
      for (let subset = 0; subset < found.subsets; subset++) if (isInSubset(found, { subset, study })) times++;
      expect(times / found.subsets).withinMonteCarlo(0.5, { replicates: found.subsets, falseAlarm: 1e-7 });
    }
  });

  it("a subset of one is its study", () => {
    const three = effectsOf({ yi: [1, 2, 4], vi: [0.1, 0.2, 0.3] });
    const found = gosh(three, { smallest: 1 });
    expect([...found.members]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(found.estimate[0]!).exactly(1);
    expect(found.Q[0]! + found.tau2[0]! + found.I2[0]! + found.I2FromTau2[0]!).exactly(0);
    expect(gosh(three).subsets).exactly(4);
  });

  it("hostile options are refused", () => {
    const two = effectsOf({ yi: [1, 2], vi: [1, 1] });
    expect(() => gosh(two)).toThrow(/2 studies are too few/);
    expect(() => gosh(effects, { subsets: { kind: "all" } })).toThrow(/37 studies have 2\^37 subsets/);
    expect(() => gosh(effects, { smallest: 30 })).toThrow(/smallest is 30 .*at most 19 for 37 studies/);
    expect(() => gosh(effects, { tau2: { kind: "PM" } } as never)).toThrow(/tau2/);
    expect(() => gosh(effects, { subsets: { kind: "random", count: 0, seed: 1 } })).toThrow(/count/);
    expect(() => gosh(effectsOf({ yi: [1e200, -1e200, 0], vi: [1, 1, 1] }))).toThrow(/value is 1e\+200/);
    const found = gosh(effectsOf({ yi: [1, 2, 4], vi: [1, 1, 1] }));
    expect(() => isInSubset(found, { subset: 4, study: -1 })).toThrow(/subset is 4[\s\S]*study is -1/);
  });
});
