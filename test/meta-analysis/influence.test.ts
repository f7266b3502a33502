import { readFileSync } from "node:fs";
import { givenEffects, influence } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Columns = Readonly<
  Record<"rstudent" | "dffits" | "cook" | "cov" | "tau2" | "QE" | "hat" | "baujatX" | "baujatY", readonly number[]>
>;

const url = new URL("../reference/meta-analysis/influence.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as {
  sets: Readonly<
    Record<string, { yi: readonly number[]; vi: readonly number[]; methods: Readonly<Record<string, Columns>> }>
  >;
};

describe.each(Object.entries(sets))(
  "metafor's influence on %s",
  { meta: { validates: { requirement: "Influence", functions: ["influence"], source: "metafor 3.8.1" } } },
  (_, set) => {
    const rows = set.yi.map((value, i) => ({ id: `s${i}`, label: `Study ${i}`, value, variance: set.vi[i]! }));
    const effects = givenEffects(rows, { scale: "effect" });

    it.each(Object.entries(set.methods))("%s", (kind, columns) => {
      const found = influence(effects, { tau2: { kind } });
      if (found.kind === "notEstimable") throw new Error(found.reason);
      const tolerance = { relative: 1e-6, absolute: 1e-8, because: "tau2 is iterated to different tolerances" };
      for (const [i, study] of found.studies.entries()) {
        expect(study.studentisedResidual).agreesWith(columns.rstudent[i]!, tolerance);
        expect(study.dffits).agreesWith(columns.dffits[i]!, tolerance);
        expect(study.cooksDistance).agreesWith(columns.cook[i]!, tolerance);
        expect(study.covarianceRatio).agreesWith(columns.cov[i]!, tolerance);
        expect(study.tau2Without).agreesWith(columns.tau2[i]!, tolerance);
        expect(study.QWithout).agreesWith(columns.QE[i]!, tolerance);
        expect(study.hat).agreesWith(columns.hat[i]!, tolerance);
        expect(study.baujat.heterogeneity, "x").agreesWith(columns.baujatX[i]!, tolerance);
        expect(study.baujat.influence, "y").agreesWith(columns.baujatY[i]!, tolerance);
      }
    });
  },
);

// metafor 5.1-12, REML: leaving out trial 8 or 4 moves the BCG mean the most.
it("BCG: the extremes of leaving one out", () => {
  const set = sets["bcg"]!;
  const rows = set.yi.map((value, i) => ({ id: `${i + 1}`, label: `Trial ${i + 1}`, value, variance: set.vi[i]! }));
  const found = influence(givenEffects(rows, { scale: "log risk ratio" }));
  if (found.kind === "notEstimable") throw new Error(found.reason);
  const means = found.studies.toSorted((a, b) => a.meanWithout - b.meanWithout);
  expect(means[0]!.id).exactly("8");
  expect(means[0]!.meanWithout).asPrinted("-0.79477");
  expect(means[0]!.tau2Without).asPrinted("0.27318");
  expect(means.at(-1)!.id).exactly("4");
  expect(means.at(-1)!.meanWithout).asPrinted("-0.62841");
  expect(means.at(-1)!.tau2Without).asPrinted("0.26276");
});

it("two studies are too few", () => {
  const rows = [1, 2].map((i) => ({ id: `${i}`, label: `${i}`, value: i, variance: 1 }));
  expect(() => influence(givenEffects(rows, { scale: "effect" }))).toThrow(/2 studies are too few/);
});
