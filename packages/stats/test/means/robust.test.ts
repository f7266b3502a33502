import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ancova, type AncovaOptions, type AncovaSample, tTest } from "../../src/index.ts";
import { tested } from "../tested.ts";

type Kind = NonNullable<AncovaOptions["standardErrors"]>;
type TText = Readonly<Record<"estimate" | "standardError" | "df" | "t" | "pTwoSided", string>>;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../reference/means/${name}`, import.meta.url), "utf8"));
}

const { fits } = read("robust.json") as {
  readonly fits: readonly (AncovaSample & {
    readonly slopes: "common" | "perArm";
    readonly estimate: string;
    readonly df: number;
    readonly control: string;
    readonly standardErrors: Readonly<Record<Kind, string>>;
    readonly covariateSlopes: readonly string[];
    readonly covariateErrorsHC3: readonly string[];
    readonly interactions: readonly string[];
  })[];
};
const sweep = read("sweep.json") as {
  readonly t: readonly {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly pooled: TText;
    readonly separate: TText;
  }[];
  readonly ancova: readonly (AncovaSample & TText & { readonly HC3: string | null })[];
};

const kinds = ["ordinary", "HC0", "HC1", "HC2", "HC3"] as const;
const tolerance = { relative: 1e-9, absolute: 1e-11, because: "R solves the normal equations of columns with offsets" };

describe("ancova with robust standard errors and slopes per arm", {
  meta: {
    validates: {
      requirement: "ANCOVA with HC0-HC3 standard errors and slopes per arm (Lin)",
      functions: ["ancova"],
      source: "R 4.2.2 lm, sandwich 3.0-2 vcovHC and the matrix definition",
    },
  },
}, () => {
  it.each(fits)("$slopes slopes, $df degrees of freedom", (row) => {
    for (const standardErrors of kinds) {
      const ours = tested(ancova(row, { level: 0.95, standardErrors, slopes: row.slopes }));
      expect(ours.estimate).agreesWith(Number(row.estimate), tolerance);
      expect(ours.df).exactly(row.df);
      expect(ours.standardError, standardErrors).agreesWith(Number(row.standardErrors[standardErrors]), tolerance);
      if (standardErrors !== "HC3") continue;
      expect(ours.adjustedMeans.control).agreesWith(Number(row.control), tolerance);
      for (const [i, covariate] of ours.covariates.entries()) {
        expect(covariate.coefficient).agreesWith(Number(row.covariateSlopes[i]), tolerance);
        expect(covariate.standardError).agreesWith(Number(row.covariateErrorsHC3[i]), tolerance);
        expect(covariate.interaction === undefined).exactly(row.slopes === "common");
        const difference = covariate.interaction?.coefficient;
        if (difference !== undefined) expect(difference).agreesWith(Number(row.interactions[i]), tolerance);
      }
    }
  });

  it("has no HC2 or HC3 where one patient alone has a covariate", () => {
    const sample = { outcomes: [1, 4, 2, 5, 3, 7], groups: [0, 1, 0, 1, 0, 1], covariates: [[1, 0, 0, 0, 0, 0]] };
    for (const standardErrors of ["HC2", "HC3"] as const) {
      expect(ancova(sample, { level: 0.95, standardErrors })).toMatchObject({
        kind: "notEstimable",
        reason: expect.stringContaining(standardErrors),
      });
    }
    expect(ancova(sample, { level: 0.95, standardErrors: "HC1" }).kind).exactly("tested");
  });

  /** Without covariates HC2 is Welch's standard error: s1² / n1 + s2² / n2. */
  it("is Welch's standard error by HC2 without covariates", () => {
    const experimental = [3, 9, 4, 12];
    const control = [1, 2, 2.5, 4, 1.5];
    const outcomes = [...experimental, ...control];
    const groups = outcomes.map((_, i) => (i < 4 ? 1 : 0));
    const ours = tested(ancova({ outcomes, groups, covariates: [] }, { level: 0.95, standardErrors: "HC2" }));
    const welch = tested(tTest({ experimental, control }, { variance: "separate", level: 0.95 }));
    expect(ours.standardError).agreesWith(welch.standardError, { relative: 1e-13, because: "the same sum of squares" });
  });
});

const exact = { relative: 1e-11, absolute: 1e-300, because: "sums of squares in double precision, against fractions" };

describe("means, randomised sweep with offsets and scales", {
  meta: {
    validates: {
      requirement: "t tests and ANCOVA, randomised sweep with offsets to 1e12 and scales from 1e-150 to 1e8",
      functions: ["tTest", "ancova"],
      source: "exact fractions in Python, mpmath 1.2.1",
    },
  },
}, () => {
  it.each(sweep.t)("tTest of $x.length values against $y.length", ({ x, y, ...theirs }) => {
    for (const variance of ["pooled", "separate"] as const) {
      const ours = tested(tTest({ experimental: x, control: y }, { variance, level: 0.95 }));
      for (const name of ["estimate", "standardError", "df", "t", "pTwoSided"] as const) {
        expect(ours[name], `${variance} ${name}`).agreesWith(Number(theirs[variance][name]), exact);
      }
    }
  });

  it.each(sweep.ancova)("ancova of $outcomes.length patients", (row) => {
    const because = "the condition of covariates with offsets to 1e5 and scales from 0.01";
    const ours = tested(ancova(row, { level: 0.95 }));
    for (const name of ["estimate", "standardError", "pTwoSided"] as const) {
      expect(ours[name], name).agreesWith(Number(row[name]), { relative: 1e-9, because });
    }
    if (row.HC3 === null) return;
    const robust = tested(ancova(row, { level: 0.95, standardErrors: "HC3" }));
    expect(robust.standardError).agreesWith(Number(row.HC3), { relative: 1e-9, because });
  });
});
