import { readFileSync } from "node:fs";
import { givenEffects, type Moderator, regressEffects, type Regression } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface Fit {
  readonly b: readonly number[];
  readonly se: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly p: readonly number[];
  readonly QM: number;
  readonly QMp: number;
  readonly QE: number;
  readonly QEp: number;
  readonly tau2: number;
  readonly R2: number | null;
}

interface ReferenceSet {
  readonly yi: readonly number[];
  readonly vi: readonly number[];
  readonly moderators: Readonly<Record<string, readonly number[] | readonly string[]>>;
  readonly fits: Readonly<Record<string, Readonly<Record<"wald" | "hartungKnapp" | "modifiedHartungKnapp", Fit>>>>;
}

const url = new URL("../reference/meta-analysis/regression.json", import.meta.url);
const { sets, permutation } = JSON.parse(readFileSync(url, "utf8")) as {
  sets: Readonly<Record<string, ReferenceSet>>;
  permutation: { readonly p: readonly number[] };
};
const closedForm = { relative: 1e-8, absolute: 1e-11, because: "closed form, summed in another order" };
const iterated = { relative: 1e-6, absolute: 1e-8, because: "tau2 is iterated to different tolerances" };
const closedForms = new Set(["DL", "HE", "SJ", "HS"]);

function estimated(regression: Regression) {
  if (regression.kind === "notEstimable") throw new Error(regression.reason);
  return regression;
}

function effectsOf(set: ReferenceSet) {
  const rows = set.yi.map((value, i) => ({ id: `s${i}`, label: `Study ${i}`, value, variance: set.vi[i]! }));
  return givenEffects(rows, { scale: "effect" });
}

function moderatorsOf(set: ReferenceSet): readonly Moderator[] {
  return Object.entries(set.moderators).map(([name, given]): Moderator => {
    if (typeof given[0] === "number") return { name, values: given as readonly number[] };
    return { name, levels: given as readonly string[] };
  });
}

describe.each(Object.entries(sets))(
  "metafor's regression of %s",
  { meta: { validates: { requirement: "Meta-regression", functions: ["regressEffects"], source: "metafor 3.8.1" } } },
  (_, set) => {
    const effects = effectsOf(set);
    const moderators = moderatorsOf(set);

    it.each(Object.entries(set.fits))("%s", (method, fits) => {
      const tolerance = closedForms.has(method) ? closedForm : iterated;
      for (const [interval, fit] of Object.entries(fits)) {
        const found = estimated(
          regressEffects(effects, { moderators, tau2: { kind: method }, interval: { kind: interval } }),
        );
        expect(found.tau2.value, interval).agreesWith(fit.tau2, tolerance);
        expect(found.residualHeterogeneity.statistic).agreesWith(fit.QE, closedForm);
        expect(found.residualHeterogeneity.pValue).agreesWith(fit.QEp, closedForm);
        if (typeof fit.R2 === "number" && found.R2 !== undefined) expect(found.R2).agreesWith(fit.R2, tolerance);
        // metafor's factor levels are in alphabetical order after the reference
        const order = found.coefficients.toSorted((a, b) =>
          a.name.includes(": ") && b.name.includes(": ") ? a.name.localeCompare(b.name) : 0,
        );
        for (const [i, coefficient] of order.entries()) {
          expect(coefficient.value, `${interval} ${coefficient.name}`).agreesWith(fit.b[i]!, tolerance);
          expect(coefficient.standardError).agreesWith(fit.se[i]!, tolerance);
          expect(coefficient.test!.pValue).agreesWith(fit.p[i]!, { ...tolerance, relative: tolerance.relative * 10 });
          if (coefficient.interval.kind === "notEstimable") throw new Error(coefficient.interval.reason);
          expect(coefficient.interval.interval.lower).agreesWith(fit.lower[i]!, tolerance);
          expect(coefficient.interval.interval.upper).agreesWith(fit.upper[i]!, tolerance);
        }
        expect(found.moderators!.statistic, interval).agreesWith(fit.QM, {
          ...tolerance,
          relative: tolerance.relative * 3,
        });
        expect(found.moderators!.pValue).agreesWith(fit.QMp, { ...tolerance, relative: tolerance.relative * 20 });
      }
    });
  },
);

describe("permutation p-values", () => {
  const set = sets["bcgLatitude"]!;
  const options = { moderators: moderatorsOf(set), permutations: { count: 2000, seed: 7 } };

  it("agree with metafor's permutest", () => {
    const { coefficients, moderators } = estimated(regressEffects(effectsOf(set), options));
    const shares = [coefficients[0]!.permutationP!, coefficients[1]!.permutationP!, moderators!.permutationP!];
    const expected = [permutation.p[0]!, permutation.p[1]!, permutation.p[1]!];
    for (const [i, share] of shares.entries()) {
      expect(share).withinMonteCarlo(expected[i]!, { replicates: 1800, falseAlarm: 1e-6 });
    }
  });

  it("are the same on a second run, and never 0", () => {
    const run = () => estimated(regressEffects(effectsOf(set), { ...options, permutations: { count: 99, seed: "a" } }));
    expect(run().coefficients).exactly(run().coefficients);
    expect(run().moderators!.permutationP).toBeGreaterThanOrEqual(0.01);
  });
});

// Raudenbush (1985), as asserted in metafor's own tests.
it("Raudenbush 1985: weeks of contact explain all spread", () => {
  const set = sets["raudenbush1985"]!;
  const found = estimated(
    regressEffects(effectsOf(set), { moderators: moderatorsOf(set), interval: { kind: "wald" } }),
  );
  expect(found.coefficients[0]!.value).asPrinted("0.4072");
  expect(found.coefficients[1]!.value).asPrinted("-0.1572");
  expect(found.tau2.value).asPrinted("0.0000");
  expect(found.residualHeterogeneity.statistic).asPrinted("16.57");
});

describe("what cannot be regressed", () => {
  const effects = effectsOf(sets["bcgLatitude"]!);
  const values = sets["bcgLatitude"]!.yi.map((_, i) => i);

  it.each([
    [[{ name: "x", values: [1, 2] }], /x has 2 entries for 13 studies \(one per study/],
    [[{ name: "x", values: values.map(() => 3) }], /x is the same in every study/],
    [[{ name: "x", levels: values.map((i) => `${i % 2}`), reference: "2" }], /"2" is no level of x \(allowed: 0, 1\)/],
    [[{ name: "x", values: values.map(() => Number.NaN) }], /moderators\.0/],
  ])("%j is refused", (moderators, message) => {
    expect(() => regressEffects(effects, { moderators })).toThrow(message);
  });

  it("collinear moderators and too few studies are results with a reason", () => {
    const twice = [
      { name: "x", values },
      { name: "y", values: values.map((x) => 2 * x) },
    ];
    expect(regressEffects(effects, { moderators: twice })).exactly({
      kind: "notEstimable",
      reason: "the moderators are not independent of one another",
    });
    const few = { ...effects, rows: effects.rows.slice(0, 2) };
    expect(regressEffects(few, { moderators: [{ name: "x", values: [1, 2] }] })).exactly({
      kind: "notEstimable",
      reason: "2 studies cannot tell 2 coefficients apart from chance",
    });
  });

  it("few studies per moderator are warned of", () => {
    const found = estimated(
      regressEffects(effects, {
        moderators: [
          { name: "x", values },
          { name: "y", values: values.map((x) => x * x) },
        ],
      }),
    );
    expect(found.warnings[0]).toMatch(/^6\.5 studies per moderator/);
  });
});
