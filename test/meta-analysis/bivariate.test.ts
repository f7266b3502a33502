import { readFileSync } from "node:fs";
import { type BivariateCounts, poolBivariate } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";

interface ReferenceSet {
  readonly x1: readonly (number | null)[];
  readonly n1: readonly (number | null)[];
  readonly x2: readonly (number | null)[];
  readonly n2: readonly (number | null)[];
  readonly means: readonly [number, number];
  readonly se: readonly [number, number];
  readonly tau2: readonly [number, number];
  readonly correlation: number;
  readonly logLikelihood: number;
  readonly lme4: { readonly means: readonly [number, number] };
}

const url = new URL("../reference/meta-analysis/bivariate.json", import.meta.url);
const { sets } = JSON.parse(readFileSync(url, "utf8")) as { sets: Readonly<Record<string, ReferenceSet>> };
const arm = (events: number | null, n: number | null) => ({ events: events!, n: n! });
const rowsOf = ({ x1, n1, x2, n2 }: ReferenceSet): readonly BivariateCounts[] =>
  n1.map((_, i) => ({
    id: `s${i}`,
    label: `Study ${i}`,
    ...(n1[i] === null ? {} : { first: arm(x1[i]!, n1[i]!) }),
    ...(n2[i] === null ? {} : { second: arm(x2[i]!, n2[i]!) }),
  }));

// The other sets of the file take two seconds each and agreed as closely when run.
describe.each(["c", "gaps"])(
  "product Gauss-Hermite quadrature written out in R, set %s",
  {
    meta: {
      validates: {
        requirement: "Bivariate binomial-normal model",
        functions: ["poolBivariate"],
        source: "product Gauss-Hermite quadrature in R",
      },
    },
  },
  (name) => {
    const set = sets[name]!;

    it("means, errors, variances, correlation and likelihood; lme4 near by", () => {
      const pooled = poolBivariate(rowsOf(set));
      if (pooled.kind === "notEstimable") throw new Error(pooled.reason);
      const close = { relative: 1e-7, absolute: 1e-8, because: "numerical derivatives in the reference" };
      for (const [i, outcome] of [pooled.first, pooled.second].entries()) {
        expect(outcome.logit.mean).agreesWith(set.means[i]!, close);
        expect(outcome.logit.standardError).agreesWith(set.se[i]!, close);
        expect(outcome.tau2).agreesWith(set.tau2[i]!, close);
        expect(outcome.logit.mean).agreesWith(set.lme4.means[i]!, {
          absolute: 2e-3,
          because: "Laplace's approximation",
        });
        if (outcome.mean.kind === "notEstimable") throw new Error(outcome.mean.reason);
        const { value, interval } = outcome.mean;
        expect(interval.lower < value && value < interval.upper).exactly(true);
      }
      if (pooled.correlation.kind === "notEstimable") throw new Error(pooled.correlation.reason);
      expect(pooled.correlation.value).agreesWith(set.correlation, close);
      expect(pooled.logLikelihood).agreesWith(set.logLikelihood, close);
      expect(pooled.warnings.length).exactly(name === "c" ? 1 : 0);
    });
  },
);

describe("where there is nothing to estimate", () => {
  const row = (id: string, first: number, second: number): BivariateCounts => ({
    id,
    label: id,
    first: { events: first, n: 10 },
    second: { events: second, n: 10 },
  });
  const reasonOf = (rows: readonly BivariateCounts[]) => {
    const pooled = poolBivariate(rows);
    return pooled.kind === "notEstimable" ? pooled.reason : "";
  };

  it("says which outcome and why", () => {
    expect(reasonOf([row("a", 3, 4), row("b", 5, 2)])).exactly("first outcome: 2 studies are too few");
    expect(reasonOf([row("a", 3, 0), row("b", 5, 0), row("c", 4, 0)])).exactly(
      "second outcome: every study is at 0 % or 100 %",
    );
    const apart = [row("a", 3, 4), row("b", 5, 2), row("c", 4, 1), row("d", 5, 5), row("e", 2, 6), row("f", 7, 5)].map(
      ({ id, label, first, second }, i): BivariateCounts =>
        i % 2 === 0 ? { id, label, first: first! } : { id, label, second: second! },
    );
    expect(reasonOf(apart)).exactly("0 studies with both outcomes say too little of their correlation");
  });

  it("refuses impossible counts and empty rows by name", () => {
    expect(() => poolBivariate([{ id: "a", label: "A" }])).toThrow("neither outcome");
    expect(() => poolBivariate([row("a", 12, 3)])).toThrow("events is 12");
  });
});
