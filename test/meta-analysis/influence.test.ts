import { readFileSync } from "node:fs";
import {
  cumulate,
  type GivenEffects,
  givenEffects,
  influence,
  leaveOneOut,
  type PooledEffect,
  poolEffects,
  type StudyInfluenceEstimate,
} from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Numbers = readonly number[];
type Columns = Readonly<
  Record<
    "rstudent" | "dffits" | "cook" | "cov" | "tau2" | "QE" | "hat" | "weight" | "baujatX" | "baujatY",
    readonly (number | null)[]
  >
> & {
  /** One list per coefficient. */
  readonly dfbetas: readonly (readonly (number | null)[])[];
  readonly influential: readonly boolean[];
};
type Repeated = Readonly<
  Record<"estimate" | "se" | "p" | "lower" | "upper" | "Q" | "Qp" | "tau2" | "I2", readonly (number | null)[]>
>;
interface ReferenceSet<Fit> {
  readonly yi: Numbers;
  readonly vi: Numbers;
  readonly methods: Readonly<Record<string, Fit | Record<string, never>>>;
}

const url = new URL("../reference/meta-analysis/influence.json", import.meta.url);
const { sets, regressions } = JSON.parse(readFileSync(url, "utf8")) as {
  readonly sets: Readonly<
    Record<string, ReferenceSet<Columns & { readonly without: Repeated; readonly cumulative: Repeated }>>
  >;
  readonly regressions: Readonly<
    Record<string, ReferenceSet<Columns> & { readonly moderators: Readonly<Record<string, Numbers>> }>
  >;
};
const source = "metafor 3.8.1";

function tolerance(method: string) {
  return method === "DL"
    ? { relative: 1e-8, absolute: 1e-11, because: "closed form, summed in another order" }
    : { relative: 1e-6, absolute: 1e-8, because: "tau2 is iterated to different tolerances" };
}

function effectsOf(set: { readonly yi: Numbers; readonly vi: Numbers }): GivenEffects {
  const rows = set.yi.map((value, i) => ({ id: `s${i}`, label: `Study ${i}`, value, variance: set.vi[i]! }));
  return givenEffects(rows, { scale: "effect" });
}

function estimatesOf(found: ReturnType<typeof influence>): readonly StudyInfluenceEstimate[] {
  if (found.kind === "notEstimable") throw new Error(found.reason);
  return found.studies.map((study) => {
    if (study.kind === "notEstimable") throw new Error(study.reason);
    return study;
  });
}

function expectColumns(studies: readonly StudyInfluenceEstimate[], columns: Columns, method: string): void {
  const near = tolerance(method);
  for (const [i, study] of studies.entries()) {
    expect(study.studentisedResidual).agreesWith(columns.rstudent[i]!, near);
    expect(study.dffits).agreesWith(columns.dffits[i]!, near);
    expect(study.cooksDistance).agreesWith(columns.cook[i]!, near);
    expect(study.covarianceRatio).agreesWith(columns.cov[i]!, near);
    expect(study.tau2Without).agreesWith(columns.tau2[i]!, near);
    expect(study.QWithout).agreesWith(columns.QE[i]!, near);
    expect(study.hat).agreesWith(columns.hat[i]!, near);
    expect(study.weight).agreesWith(columns.weight[i]!, near);
    expect(study.baujat.heterogeneity, "x").agreesWith(columns.baujatX[i]!, near);
    expect(study.baujat.influence, "y").agreesWith(columns.baujatY[i]!, near);
    expect(study.dfbetas.length).exactly(columns.dfbetas.length);
    for (const [j, change] of study.dfbetas.entries()) expect(change).agreesWith(columns.dfbetas[j]![i]!, near);
    expect(study.flags.length > 0).exactly(columns.influential[i]!);
  }
}

function expectRepeated(results: readonly PooledEffect[], columns: Repeated, method: string): void {
  const near = tolerance(method);
  for (const [i, pooled] of results.entries()) {
    if (pooled.mean.kind === "notEstimable") throw new Error(pooled.mean.reason);
    // metafor's REML did not converge on the first eight studies of nielweise2007.
    if (columns.estimate[i] === null) continue;
    expect(pooled.mean.value).agreesWith(columns.estimate[i]!, near);
    expect(pooled.standardError!).agreesWith(columns.se[i]!, near);
    expect(pooled.mean.interval.lower).agreesWith(columns.lower[i]!, near);
    expect(pooled.mean.interval.upper).agreesWith(columns.upper[i]!, near);
    expect(pooled.test!.pValue).agreesWith(columns.p[i]!, { ...near, relative: 1e-5 });
    // metafor prints Q = 0 and p = 1 for a single study; here it has none.
    if (pooled.heterogeneity === undefined) continue;
    expect(pooled.heterogeneity.statistic).agreesWith(columns.Q[i]!, { ...near, absolute: 1e-9 });
    expect(pooled.heterogeneity.pValue).agreesWith(columns.Qp[i]!, near);
    expect(pooled.tau2!.value).agreesWith(columns.tau2[i]!, near);
    expect(pooled.I2FromTau2!.value).agreesWith(columns.I2[i]!, near);
  }
}

describe.each(Object.entries(sets))(
  "metafor's influence, baujat, leave1out and cumul on %s",
  { meta: { validates: { requirement: "Influence diagnostics and Baujat", functions: ["influence"], source } } },
  (_, set) => {
    const effects = effectsOf(set);
    const fits = Object.entries(set.methods).filter(([, columns]) => Object.keys(columns).length > 0);

    it.each(fits)("%s", (kind, columns) => {
      expectColumns(estimatesOf(influence(effects, { tau2: { kind } })), columns as Columns, kind);
    });

    const meta = {
      validates: {
        requirement: "Leave-one-out and cumulative",
        functions: ["leaveOneOut", "cumulate"],
        source: `${source} leave1out and cumul; its REML does not converge on normand1999 and on the first eight studies of nielweise2007`,
      },
    };
    it.each(fits)("%s, repeated", { meta }, (kind, columns) => {
      const analyse = (rows: GivenEffects["rows"]) =>
        poolEffects({ ...effects, rows }, { tau2: { kind }, interval: { kind: "wald" } });
      const { without, cumulative } = columns as { readonly without: Repeated; readonly cumulative: Repeated };
      expectRepeated(
        leaveOneOut(effects.rows, analyse).map(({ result }) => result),
        without,
        kind,
      );
      expectRepeated(
        cumulate(effects.rows, analyse).map(({ result }) => result),
        cumulative,
        kind,
      );
    });
  },
);

describe.each(Object.entries(regressions))(
  "metafor's influence on a regression, %s",
  { meta: { validates: { requirement: "Influence in meta-regression", functions: ["influence"], source } } },
  (_, set) => {
    const moderators = Object.entries(set.moderators).map(([name, values]) => ({ name, values }));

    it.each(Object.entries(set.methods))("%s", (kind, columns) => {
      const found = influence(effectsOf(set), { tau2: { kind }, moderators });
      expectColumns(estimatesOf(found), columns as Columns, kind);
    });
  },
);

// metafor 5.1-12, REML: leaving out trial 8 or 4 moves the BCG mean the most.
it("BCG: the extremes of leaving one out", () => {
  const studies = estimatesOf(influence(effectsOf(sets["bcg"]!)));
  const means = studies.toSorted((a, b) => a.meanWithout - b.meanWithout);
  expect(means[0]!.id).exactly("s7");
  expect(means[0]!.meanWithout).asPrinted("-0.79477");
  expect(means[0]!.tau2Without).asPrinted("0.27318");
  expect(means.at(-1)!.id).exactly("s3");
  expect(means.at(-1)!.meanWithout).asPrinted("-0.62841");
  expect(means.at(-1)!.tau2Without).asPrinted("0.26276");
});

describe("hostile input", () => {
  const numbered = (values: Numbers) => effectsOf({ yi: values, vi: values.map(() => 1) });

  it("two studies are too few", () => {
    expect(() => influence(numbered([1, 2]))).toThrow(/2 studies are too few/);
    const moderators = [{ name: "dose", values: [1, 2, 3] }];
    expect(() => influence(numbered([1, 2, 3]), { moderators })).toThrow(/3 studies are too few .* needs 4/);
    expect(() => leaveOneOut([1], () => 0)).toThrow(/1 rows are too few/);
    expect(() => cumulate([], () => 0)).toThrow(/there are no rows/);
  });

  it("a study without which a moderator is constant has no influence, and says why", () => {
    const moderators = [{ name: "gate", levels: ["a", "a", "b", "a", "a"] }];
    const found = influence(numbered([1, 2, 3, 1.5, 0.2]), { moderators });
    if (found.kind === "notEstimable") throw new Error(found.reason);
    expect(found.coefficients).toEqual(["intercept", "gate: b"]);
    expect(found.studies.map(({ kind }) => kind).join(" ")).exactly(
      "estimated estimated notEstimable estimated estimated",
    );
    expect(found.studies[2]).toMatchObject({ reason: "the moderators are not independent of one another" });
  });

  it("unknown options and moderators of another length are refused", () => {
    expect(() => influence(numbered([1, 2, 3]), { estimator: "DL" } as never)).toThrow(/estimator/);
    expect(() => influence(numbered([1, 2, 3, 4]), { moderators: [{ name: "dose", values: [1] }] })).toThrow(
      /dose has 1 entries for 4 studies/,
    );
  });

  it("studies that agree to the last bit have no influence", () => {
    for (const study of estimatesOf(influence(numbered([2, 2, 2, 2])))) {
      expect(study.dffits).exactly(0);
      expect(study.flags.length).exactly(0);
    }
  });
});
