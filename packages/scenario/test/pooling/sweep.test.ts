import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { orThrow } from "@rekindle/stats";
import { poolSheet } from "../../src/pooling/pool-sheet.ts";
import { readSheet } from "../../src/sheet/read-sheet.ts";

interface Case {
  readonly family: string;
  readonly measure: string;
  readonly data: Readonly<Record<string, readonly number[]>>;
  readonly yi: readonly number[];
  readonly fit: {
    readonly method: string;
    readonly test: "z" | "t" | "knha" | "adhoc";
    readonly beta: number;
    readonly se: number;
    readonly lb: number;
    readonly ub: number;
    readonly tau2: number;
    readonly Q: number;
  };
}

const url = new URL("../reference/pooling/sweep.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(url, "utf8")) as { readonly cases: readonly Case[] };
const intervals = { z: "wald", t: "t", knha: "hartungKnapp", adhoc: "modifiedHartungKnapp" } as const;
const measures = [...new Set(cases.map(({ measure }) => measure))];
const closed = { relative: 1e-10, absolute: 1e-10, because: "closed forms" };
const iterated = { relative: 1e-5, absolute: 1e-6, because: "tau2 is iterated to different tolerances" };

describe("a table on every measure", {
  meta: {
    validates: {
      requirement: "Pooling CSV files on every measure",
      functions: ["poolSheet"],
      source: "metafor 3.8.1 on random data with empty cells",
    },
  },
}, () => {
  it.each(measures)("%s", (measure) => {
    for (const { data, yi, fit, family } of cases.filter((each) => each.measure === measure)) {
      const columns = Object.keys(data);
      const rows = data[columns[0]!]!.map((_, i) => columns.map((column) => data[column]![i]).join(","));
      const sheet = orThrow(readSheet([columns.join(","), ...rows].join("\n")));
      const options = { measure, method: fit.method, interval: intervals[fit.test] };
      const pooled = orThrow(poolSheet(sheet, options));
      expect(pooled.family).exactly(family);
      const { together } = pooled;
      const effect =
        together.kind === "rate" ? together.onScale : together.kind === "effect" ? together.pooled : undefined;
      if (effect?.mean.kind !== "estimated") throw new Error("there is a mean");
      for (const [i, study] of effect.studies.entries()) expect(study.value).agreesWith(yi[i]!, closed);
      expect(effect.mean.value).agreesWith(fit.beta, iterated);
      expect(effect.standardError!).agreesWith(fit.se, iterated);
      expect(effect.mean.interval.lower).agreesWith(fit.lb, iterated);
      expect(effect.mean.interval.upper).agreesWith(fit.ub, iterated);
      expect(effect.heterogeneity!.statistic).agreesWith(fit.Q, { ...closed, relative: 1e-8 });
    }
  });
});
