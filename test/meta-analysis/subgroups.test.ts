import { readFileSync } from "node:fs";
import {
  givenEffects,
  measureEffects,
  poolEffectSubgroups,
  poolMantelHaenszelSubgroups,
  poolSubgroups,
  type Subgroup,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface ReferenceSet {
  readonly group: readonly string[];
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly methods: Readonly<
    Record<string, { shared: { QM: number; p: number; tau2: number }; separate: { QM: number } }>
  >;
  readonly likelihoodRatio: number;
}

const url = new URL("../reference/meta-analysis/subgroups.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const iterated = { relative: 1e-6, absolute: 1e-9, because: "tau2 is iterated to different tolerances" };

function tested(interaction: ReturnType<typeof poolSubgroups>["interaction"]) {
  if (interaction.kind === "notEstimable") throw new Error(interaction.reason);
  return interaction;
}

describe.each(Object.entries(sets))(
  "subgroups of %s",
  {
    meta: {
      validates: {
        requirement: "Subgroups",
        functions: ["poolSubgroups", "poolEffectSubgroups"],
        source: "metafor 3.8.1 and lme4 1.1.31",
      },
    },
  },
  (_, set) => {
    const groups = [...new Set(set.group)].map((group): Subgroup => {
      const rows = set.events.map((events, i) => ({ id: `s${i}`, label: `Study ${i}`, events, n: set.n[i]! }));
      return { group, label: group, rows: rows.filter((_row, i) => set.group[i] === group) };
    });

    it.each(Object.entries(set.methods))("metafor, %s", (kind, reference) => {
      const options = { model: "inverseVariance", tau2: { kind } } as const;
      const shared = poolSubgroups(groups, { spread: "shared", pool: options });
      expect(tested(shared.interaction).statistic).agreesWith(reference.shared.QM, iterated);
      expect(tested(shared.interaction).pValue).agreesWith(reference.shared.p, { ...iterated, relative: 1e-5 });
      expect(tested(shared.interaction).df).exactly(groups.length - 1);
      const several = shared.groups.find(({ pooled }) => pooled.studies.length > 1)!;
      expect(several.pooled.tau2!.value).agreesWith(reference.shared.tau2, iterated);
      const separate = poolSubgroups(groups, { spread: "separate", pool: options });
      expect(tested(separate.interaction).statistic).agreesWith(reference.separate.QM, iterated);
    });

    it.each(Object.entries(set.methods))("metafor, %s, of effects", (kind, reference) => {
      const counts = set.events.map((events, i) => ({ id: `s${i}`, label: `Study ${i}`, events, n: set.n[i]! }));
      const effects = givenEffects(measureEffects(counts, { kind: "logitProportion" }).rows, { scale: "logit" });
      const pool = { tau2: { kind } } as const;
      const shared = poolEffectSubgroups(effects, { groups: set.group, spread: "shared", pool });
      expect(tested(shared.interaction).statistic).agreesWith(reference.shared.QM, iterated);
      const several = shared.groups.find(({ pooled }) => pooled.studies.length > 1)!;
      expect(several.pooled.tau2!.value).agreesWith(reference.shared.tau2, iterated);
      const separate = poolEffectSubgroups(effects, { groups: set.group, pool });
      expect(tested(separate.interaction).statistic).agreesWith(reference.separate.QM, iterated);
      expect(separate.groups.map(({ group }) => group)).exactly(groups.map(({ group }) => group));
    });

    it("lme4, likelihood ratio with one tau2", () => {
      const { interaction } = poolSubgroups(groups, { spread: "shared" });
      const because = "lme4's log-likelihoods are subtracted, which loses digits";
      expect(tested(interaction).statistic).agreesWith(set.likelihoodRatio, {
        relative: 1e-5,
        absolute: 1e-6,
        because,
      });
    });
  },
);

describe("subgroups at the ends", () => {
  const group = (name: string, ...pairs: readonly (readonly [number, number])[]): Subgroup => ({
    group: name,
    label: name,
    rows: pairs.map(([events, n], i) => ({ id: `${name}${i}`, label: `${name}${i}`, events, n })),
  });

  it.each(["shared", "separate"] as const)("a group at 100 % and a group of one study, spread %s", (spread) => {
    const { groups, interaction } = poolSubgroups([group("all", [5, 5], [8, 8]), group("one", [2, 9])], { spread });
    expect(tested(interaction).statistic).toBeGreaterThan(5);
    expect(tested(interaction).pValue).toBeLessThan(0.05);
    expect(groups.map(({ pooled }) => pooled.mean.kind)).exactly(["estimated", "estimated"]);
  });

  it("identical groups do not differ", () => {
    const rows = [
      [3, 10],
      [5, 12],
    ] as const;
    const { interaction } = poolSubgroups([group("a", ...rows), group("b", ...rows)], { spread: "shared" });
    expect(tested(interaction).statistic).agreesWith(0, { absolute: 1e-9, because: "rounding" });
  });

  it("one group is refused", () => {
    expect(() => poolSubgroups([group("a", [3, 10])])).toThrow(
      /groups: there is one group \(at least two are needed\)/,
    );
  });
});

describe("subgroups of effects that are not possible", () => {
  const row = (id: string, value: number) => ({ id, label: id, value, variance: 0.1 });
  const effects = givenEffects([row("a", 0.2), row("b", 0.4), row("c", -0.1)], { scale: "log odds ratio" });

  it("names the faults", () => {
    expect(() => poolEffectSubgroups(effects, { groups: ["x", "y"] })).toThrow(/2 groups are named for 3 studies/);
    expect(() => poolEffectSubgroups(effects, { groups: ["x", "x", "x"] })).toThrow(/all studies are in the group "x"/);
  });

  it("has no test where every group is one study and the spread is shared", () => {
    const { interaction } = poolEffectSubgroups(effects, { groups: ["x", "y", "z"], spread: "shared" });
    expect(interaction).exactly({ kind: "notEstimable", reason: "every group is one study" });
  });
});

describe("subgroups by Mantel and Haenszel's method that are not possible", () => {
  const row = (id: string, a: number, c: number) => ({
    id,
    label: id,
    experimental: { events: a, n: 20 },
    control: { events: c, n: 20 },
  });
  const rows = [row("a", 4, 8), row("b", 0, 0), row("c", 3, 9)];

  it("names the faults, and has no test where a group has no estimate", () => {
    const options = { measure: "oddsRatio" } as const;
    expect(() => poolMantelHaenszelSubgroups(rows, { ...options, groups: ["x"] })).toThrow(/1 groups are named for 3/);
    expect(() => poolMantelHaenszelSubgroups(rows, { ...options, groups: ["x", "x", "x"] })).toThrow(/all studies are/);
    const { interaction } = poolMantelHaenszelSubgroups(rows, { ...options, groups: ["x", "y", "x"] });
    expect(interaction).exactly({ kind: "notEstimable", reason: 'the group "y" has no estimate' });
  });
});
