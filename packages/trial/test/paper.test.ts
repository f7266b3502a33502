import { describe, expect, it } from "vitest";
import { explainDifference, type PaperRequest, paperDesign } from "../src/index.ts";

const looksAt = (rates: readonly number[]) =>
  rates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));

function sequential(rates: readonly number[], more: object, alpha = 0.025, sided: 1 | 2 = 1): PaperRequest["design"] {
  return { kind: "groupSequential", alpha, sided, looks: looksAt(rates), ...more } as PaperRequest["design"];
}

const ofSpending = { spending: { kind: "lanDeMetsOBrienFleming" } };

describe("paperDesign", {
  meta: {
    validates: {
      requirement: "Sizes of group-sequential designs",
      functions: ["paperDesign"],
      source: "rpact 3.3.4 getSampleSizeSurvival, getSampleSizeMeans, getSampleSizeRates",
    },
  },
}, () => {
  const because = "rpact's boundaries err by about 1e-6";

  it("survival, three looks, as rpact", () => {
    const paper = paperDesign({
      design: sequential([0.5, 0.75, 1], ofSpending),
      power: 0.9,
      endpoint: { kind: "survival", hazardRatio: 0.7, controlMedianDays: 12, enrolmentDays: 24, followUpDays: 12 },
    });
    const events = [168.20791252, 252.31186878, 336.41582504];
    events.forEach((value, k) => expect(paper.looks[k]!.size!).agreesWith(value, { relative: 1e-7, because }));
    expect(paper.sizes!.maximum.total).agreesWith(503.79694397, { relative: 1e-7, because });
    expect(paper.sizes!.expected.alternative).agreesWith(257.08651743, { relative: 1e-7, because });
    expect(paper.sentence).toContain("after 169 events, after 253 events, after 337 events");
  });

  it("means, three looks, as rpact", () => {
    const paper = paperDesign({
      design: sequential([0.33, 0.67, 1], ofSpending),
      power: 0.8,
      endpoint: { kind: "means", difference: 0.5, standardDeviation: 1 },
    });
    expect(paper.sizes!.maximum.total).agreesWith(129.19046833, { relative: 1e-6, because });
    expect(paper.sizes!.expected.alternative).agreesWith(110.4052158, { relative: 1e-6, because });
    expect(paper.sizes!.expected.null).agreesWith(128.9229806, { relative: 1e-6, because });
  });

  it("rates, two to one, with beta spending, as rpact", () => {
    const futility = { kind: "betaSpending", power: 0.9, spending: { kind: "hwangShihDeCani", gamma: -2 } };
    const design = sequential([0.4, 1], { spending: { kind: "hwangShihDeCani", gamma: -4 }, futility });
    const paper = paperDesign({
      design,
      power: 0.9,
      allocationRatio: 2,
      endpoint: { kind: "rates", control: 0.15, experimental: 0.35 },
    });
    expect(paper.sizes!.maximum.total).agreesWith(227.1504, { absolute: 5e-5, because: "printed to four places" });
    expect(paper.looks[0]!.futilityBoundary!).agreesWith(0.01410372, { absolute: 1e-5, because });
    expect(paper.rpact).toContain('typeBetaSpending = "bsHSD", gammaB = -2, bindingFutility = FALSE');
  });

  it("two-sided Wang-Tsiatis with losses, as rpact", () => {
    const paper = paperDesign({
      design: sequential([0.5, 1], { typeOfDesign: { kind: "wangTsiatis", delta: 0.25 } }, 0.05, 2),
      power: 0.8,
      endpoint: {
        kind: "survival",
        hazardRatio: 0.6,
        controlMedianDays: 300,
        enrolmentDays: 700,
        followUpDays: 365,
        dropoutHazardPerDay: 0.0002,
      },
    });
    expect(paper.sizes!.maximum.total).agreesWith(188.4033, { absolute: 5e-5, because: "printed to four places" });
    expect(paper.sizes!.maximumEvents!).agreesWith(124.829, { absolute: 5e-4, because: "printed to three places" });
  });
});

describe("a design on paper", () => {
  it("has no sizes and no R code where there is none to have", () => {
    const design = sequential([0.5, 1], { ...ofSpending, spendingTimes: [0.4, 1] });
    const paper = paperDesign({ design, power: 0.9 });
    expect(paper.sizes).toBeUndefined();
    expect(paper.rpact).toBeUndefined();
    expect(paper.looks.every(({ size }) => size === undefined)).toBe(true);
  });

  it("writes the R code of a fixed design", () => {
    const endpoint = { kind: "rates", control: 0.2, experimental: 0.4 } as const;
    expect(paperDesign({ design: { kind: "fixed", alpha: 0.025, sided: 1 }, power: 0.9, endpoint }).rpact).toBe(
      [
        "library(rpact)",
        "design <- getDesignGroupSequential(kMax = 1, alpha = 0.025, sided = 1, beta = 0.1)",
        "getSampleSizeRates(design, pi1 = 0.4, pi2 = 0.2, allocationRatioPlanned = 1)",
      ].join("\n"),
    );
  });

  it("refuses no effect and impossible power", () => {
    const design = { kind: "fixed", alpha: 0.025, sided: 1 } as const;
    const endpoint = { kind: "rates", control: 0.2, experimental: 0.2 } as const;
    expect(() => paperDesign({ design, power: 0.9, endpoint })).toThrow("no number of patients");
    expect(() => paperDesign({ design, power: 0.01 })).toThrow("power 0.01");
  });
});

describe("explainDifference", () => {
  it("has the published sizes of each convention for survival", () => {
    const endpoint = {
      kind: "survival",
      hazardRatio: 0.7,
      controlMedianDays: 12,
      enrolmentDays: 24,
      followUpDays: 12,
      dropoutHazardPerDay: Math.LN2 / 120,
    } as const;
    const rows = explainDifference(endpoint, { alpha: 0.025, sided: 1, power: 0.9 });
    // gsDesign 3.4.0 nSurv with its four methods.
    const printed = { schoenfeld: "523.23028064", freedman: "534.35935264", lachinFoulkes: "522.19427738" };
    expect(rows[0]!.patients).asPrinted(printed.schoenfeld);
    expect(rows[1]!.patients).asPrinted(printed.freedman);
    expect(rows[3]!.patients).asPrinted(printed.lachinFoulkes);
    expect(rows[3]!.difference).agreesWith(522.19427738 - 523.23028064, {
      absolute: 1e-7,
      because: "printed to eight places",
    });
  });

  it("sets exact tests beside the approximations where they can be counted", () => {
    const rows = explainDifference(
      { kind: "rates", control: 0.1, experimental: 0.5 },
      { alpha: 0.025, sided: 1, power: 0.8 },
    );
    const by = (word: string) => rows.find(({ convention }) => convention.startsWith(word))!.patients;
    expect(by("Boschloo")).toBeLessThanOrEqual(by("Fisher's exact"));
    expect(by("Fisher's mid-P")).toBeLessThanOrEqual(by("Fisher's exact"));
    const many = explainDifference(
      { kind: "rates", control: 0.1, experimental: 0.12 },
      { alpha: 0.025, sided: 1, power: 0.8 },
    );
    expect(many).toHaveLength(3);
  });
});
