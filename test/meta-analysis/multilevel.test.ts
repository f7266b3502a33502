import { readFileSync } from "node:fs";
import { type MultilevelOptions, type MultilevelRow, poolMultilevel } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

type Several = number | readonly number[];

interface Fit {
  readonly beta: Several;
  readonly se: Several;
  readonly sigma2: readonly [number, number];
  readonly logLik: number;
  readonly CR0: Several;
  readonly CR1: Several;
  readonly CR2: Several;
  readonly df: Several;
  readonly limits?: readonly (readonly [number | "NA", number | "NA"])[];
}

interface ReferenceSet {
  readonly study: readonly string[];
  readonly y: readonly number[];
  readonly v: readonly number[];
  readonly x: readonly number[];
  readonly REML: Fit;
  readonly ML: Fit;
  readonly moderated: Fit;
}

const url = new URL("../reference/meta-analysis/multilevel.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const rowsOf = ({ y, v, study }: Pick<ReferenceSet, "y" | "v" | "study">): readonly MultilevelRow[] =>
  y.map((value, i) => ({ id: `r${i}`, label: `Row ${i}`, study: study[i]!, value, variance: v[i]! }));
const list = (value: Several): readonly number[] => (typeof value === "number" ? [value] : value);

function estimated(rows: readonly MultilevelRow[], options: MultilevelOptions) {
  const pooled = poolMultilevel(rows, options);
  if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
  return pooled;
}

const cases = Object.entries(sets).flatMap(([name, set]) =>
  (["REML", "ML", "moderated"] as const).map((model) => ({ name, set, model })),
);

describe("metafor's rma.mv and robust, and clubSandwich", {
  meta: {
    validates: {
      requirement: "Multilevel model and cluster-robust variance",
      functions: ["poolMultilevel"],
      source: "metafor 3.8.1 rma.mv and robust; clubSandwich, recorded",
    },
  },
}, () => {
  it.each(cases)("$name, $model", ({ set, model }) => {
    const fit = set[model];
    const because = "metafor's Nelder-Mead search stops about 1e-8 from the maximum";
    const close = { relative: 2e-6, absolute: 2e-7, because };
    const base: MultilevelOptions = {
      method: model === "ML" ? "ML" : "REML",
      ...(model === "moderated" ? { moderators: [{ name: "x", values: set.x }] } : {}),
    };
    const by = (kind: "CR0" | "CR1" | "CR2" | "wald") => estimated(rowsOf(set), { ...base, interval: { kind } });
    const pooled = by("CR2");
    expect(pooled.studyVariance.value).agreesWith(fit.sigma2[0], close);
    expect(pooled.armVariance.value).agreesWith(fit.sigma2[1], close);
    expect(pooled.logLikelihood).agreesWith(fit.logLik, { relative: 1e-9, because });
    for (const [kind, errors] of [
      ["wald", fit.se],
      ["CR0", fit.CR0],
      ["CR1", fit.CR1],
      ["CR2", fit.CR2],
    ] as const) {
      for (const [i, { value, standardError }] of by(kind).coefficients.entries()) {
        expect(value).agreesWith(list(fit.beta)[i]!, close);
        expect(standardError, kind).agreesWith(list(errors)[i]!, close);
      }
    }
    for (const [i, { test }] of pooled.coefficients.entries()) {
      expect(test!.law.kind === "t" ? test!.law.df : 0).agreesWith(list(fit.df)[i]!, close);
    }
    for (const [i, limits] of (fit.limits ?? []).entries()) {
      const { interval } = i === 0 ? pooled.studyVariance : pooled.armVariance;
      const search = {
        relative: 1e-5,
        absolute: 1e-7,
        because: "metafor's root search; NA where its optimiser gave up",
      };
      if (limits[0] !== "NA") expect(interval!.lower).agreesWith(limits[0], search);
      if (limits[1] !== "NA") expect(interval!.upper).agreesWith(limits[1], search);
    }
  });
});

describe("ends and invariances", () => {
  const rows = rowsOf(sets["d"]!);

  it("the order of rows and the names of studies change no bit", () => {
    const renamed = rows.map((row) => ({ ...row, study: `z${row.study.length}-${row.study}` })).toReversed();
    expect(poolMultilevel(renamed)).toEqual(poolMultilevel(rows));
  });

  it("says why there is nothing to estimate", () => {
    const reasonOf = (some: readonly MultilevelRow[]) => {
      const pooled = poolMultilevel(some);
      return pooled.kind === "notEstimable" ? pooled.reason : "";
    };
    expect(reasonOf(rows.map((row, i) => ({ ...row, study: `own ${i}` })))).toContain("one arm");
    expect(reasonOf(rows.map((row) => ({ ...row, study: "one" })))).toContain("1 studies cannot tell");
  });

  it("refuses a nameless study and a variance of 0 by name", () => {
    expect(() => poolMultilevel([{ ...rows[0]!, study: "" }])).toThrow("study");
    expect(() => poolMultilevel([{ ...rows[0]!, variance: 0 }])).toThrow("variance is 0");
  });

  it("5,000 rows of 2,000 studies take seconds at most", () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({
      id: `r${i}`,
      label: "",
      study: `s${i % 2000}`,
      value: ((i * 7919) % 997) / 500 + ((i % 2000) % 13) / 10,
      variance: 0.1 + (i % 7) / 50,
    }));
    expect(poolMultilevel(many).kind).exactly("estimated");
  });
});
