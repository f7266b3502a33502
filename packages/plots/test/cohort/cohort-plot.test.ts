import { InvalidInput } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { cohortPlot, figureTable } from "../../src/index.ts";
import { cohortResult } from "../fixtures/cohorts.ts";
import { draw, textBoxes, textFaults, valuesOf, valuesOfMark } from "../fixtures/inspect.ts";

const titles = { control: "Drug course alone", experimental: "Drug course, then radioiodine" };
const longTitles = {
  control:
    "Dabrafenib and trametinib for six weeks, or trametinib alone without a BRAF mutation, and no radioiodine after it",
  experimental: "The same drugs, then radioiodine of 7.4 GBq if the planned activity gives a lesion 20 Gy",
};
const single = {
  ...cohortResult,
  rows: cohortResult.rows.filter((row) => row.genotype === "all" && row.protocol === "control"),
};

const figures = {
  "two protocols": cohortPlot(cohortResult, {
    title: "Virtual patients",
    subtitle: "The same people in both",
    protocolTitles: titles,
  }),
  "long names": cohortPlot(cohortResult, {
    title: "Virtual patients ".repeat(12),
    protocolTitles: longTitles,
    notes: ["A note. ".repeat(60)],
  }),
  "one row": cohortPlot(single, { title: "One protocol" }),
};

describe.each(Object.entries(figures))("a cohort plot of %s", (_name, spec) => {
  it("compiles and draws without a complaint", async () => {
    const { svg, complaints } = await draw(spec);
    expect(complaints).exactly([]);
    expect(svg).not.toMatch(/NaN|undefined|null/);
  });

  it("has no text on another or off the page", () => {
    expect(textFaults(spec)).exactly([]);
  });
});

describe("the numbers of a cohort plot", () => {
  const spec = cohortPlot(cohortResult, { title: "Virtual patients", protocolTitles: titles });

  it("are the shares of the result with their standard errors", () => {
    const dots = valuesOfMark(spec, "point");
    for (const of of ["uptakeRestored", "treated", "pfs12Months"] as const) {
      for (const row of cohortResult.rows) {
        const { value, standardError } = row[of];
        const drawn = dots.filter(
          (dot) => dot["protocol"] === row.protocol && dot["genotype"] === row.genotype && dot["value"] === value,
        );
        expect(drawn.map((dot) => dot["standardError"])).toContain(standardError);
      }
    }
  });

  it("stack the response categories in order to the whole", () => {
    const segments = valuesOf(spec).filter(
      (value) => "from" in value && value["genotype"] === "RAS" && value["protocol"] === "experimental",
    );
    const row = cohortResult.rows.find((each) => each.genotype === "RAS" && each.protocol === "experimental")!;
    expect(segments.map((segment) => segment["response"])).exactly(["CR", "PR", "SD", "PD"]);
    expect(segments.map((segment) => segment["value"])).exactly([
      row.response.CR.value,
      row.response.PR.value,
      row.response.SD.value,
      row.response.PD.value,
    ]);
    expect(Number(segments[3]!["to"])).withinUlps(1, 2);
  });

  it("have Wilson intervals as their Monte-Carlo intervals", () => {
    // prop.test(1650, 2000, correct = FALSE)$conf.int of R 4.2.2.
    const restored = valuesOfMark(spec, "point").find((dot) => dot["genotype"] === "RAS" && dot["value"] === 0.825)!;
    expect(Number(restored["lower"])).agreesWith(0.807728780137652, {
      relative: 1e-12,
      because: "two programs round differently",
    });
    expect(Number(restored["upper"])).agreesWith(0.841025139129534, {
      relative: 1e-12,
      because: "two programs round differently",
    });
  });

  it("stand in its table as printed", () => {
    const { columns, rows } = figureTable(cohortPlot(cohortResult, { title: "Cohort", protocolTitles: titles }))!;
    expect(columns.slice(2)).exactly([
      "Uptake restored, %",
      "Given radioiodine, %",
      "Progression-free at 12 months, %",
      "CR, %",
      "PR, %",
      "SD, %",
      "PD, %",
    ]);
    expect(rows[0]!.slice(1)).exactly(["Drug course alone", "63.0", "0.0", "41.2", "0.0", "12.1", "60.1", "27.8"]);
    expect(rows.length).exactly(8);
  });

  it("put the whole population first", () => {
    const heads = textBoxes(spec).filter((box) =>
      ["All patients", "BRAF V600E", "RAS", "Other genotypes"].includes(box.text),
    );
    expect(heads.map((box) => box.text)).exactly(["All patients", "BRAF V600E", "RAS", "Other genotypes"]);
  });
});

describe("what a cohort plot refuses", () => {
  it("a result without rows", () => {
    expect(() => cohortPlot({ ...cohortResult, rows: [] }, { title: "None" })).toThrow(InvalidInput);
  });

  it("a share that is not one", () => {
    const [row] = cohortResult.rows;
    const broken = { ...cohortResult, rows: [{ ...row!, treated: { value: 1.2, standardError: 0.1 } }] };
    expect(() => cohortPlot(broken, { title: "Broken" })).toThrow("a share is 1.2 with standard error 0.1");
  });
});
