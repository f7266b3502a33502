import { describe, expect, it } from "vitest";
import { checkPopulation, checkProtocol, createCatalogue, type ProtocolInput } from "../src/index.ts";

const catalogue = createCatalogue();
const sound: ProtocolInput = { drugs: [{ drug: "trametinib" }], durationDays: 42, activity: { kind: "none" } };

function problems(protocol: unknown, genotypes?: readonly string[]): readonly string[] {
  const checked = checkProtocol(protocol, genotypes === undefined ? { catalogue } : { catalogue, genotypes });
  return checked.kind === "valid" ? [] : checked.issues.map(({ kind, path }) => `${kind} ${path.join(".")}`);
}

describe("a protocol", () => {
  it("comes back with its defaults", () => {
    const checked = checkProtocol(sound, { catalogue });
    expect(checked).exactly({ kind: "valid", value: { ...sound, gate: { kind: "none" } } });
  });

  it("may give the studied dose and no other", () => {
    expect(problems({ ...sound, drugs: [{ drug: "trametinib", doseMgPerDay: 2 }] })).exactly([]);
    expect(problems({ ...sound, drugs: [{ drug: "trametinib", doseMgPerDay: 1.5 }] })).exactly([
      "unstudiedDose drugs.0.doseMgPerDay",
    ]);
  });

  it("names drugs and genotypes that exist", () => {
    expect(problems({ ...sound, drugs: [{ drug: "Trametinib" }] })).exactly(["unknownPart drugs.0.drug"]);
    expect(problems({ ...sound, drugs: [{ drug: "__proto__" }] })).exactly(["unknownPart drugs.0.drug"]);
    expect(problems({ ...sound, drugs: [{ drug: "trametinib", genotypes: ["RAS", "RAS", "KRAS"] }] })).exactly([
      "duplicate drugs.0.genotypes.1",
      "unknownPart drugs.0.genotypes.2",
    ]);
    expect(problems({ ...sound, drugs: [{ drug: "trametinib", genotypes: [] }] })).exactly([
      "wrongLength drugs.0.genotypes",
    ]);
  });

  it("gives no drug that adds nothing, and no combination nobody has declared", () => {
    expect(problems({ ...sound, drugs: [{ drug: "trametinib" }, { drug: "selumetinib" }] })).exactly([
      "duplicateTarget drugs.1",
    ]);
    const split = [
      { drug: "trametinib", genotypes: ["RAS"] },
      { drug: "selumetinib", genotypes: ["other"] },
    ];
    expect(problems({ ...sound, drugs: split })).exactly([]);
    expect(problems({ ...sound, drugs: [{ drug: "selpercatinib" }, { drug: "trametinib" }] }, ["RAS"])).exactly([
      "missingPair drugs",
    ]);
    const limited = [{ drug: "selpercatinib", genotypes: ["RET_fusion"] }, { drug: "trametinib" }];
    expect(problems({ ...sound, drugs: limited }, ["RAS", "other"])).exactly([]);
  });

  it("does not contradict itself", () => {
    expect(problems({ ...sound, durationDays: 0 })).exactly(["contradiction durationDays"]);
    expect(problems({ ...sound, drugs: [], durationDays: 0 })).exactly([]);
    for (const gate of [{ kind: "visibleUptake" }, { kind: "lesionDose", atLeastGy: 20 }])
      expect(problems({ ...sound, gate })).exactly(["contradiction gate"]);
  });

  it("has possible numbers", () => {
    const fixed = (activityGBq: unknown) => problems({ ...sound, activity: { kind: "fixed", activityGBq } });
    expect(fixed(-5.5)).exactly(["outOfRange activity.activityGBq"]);
    expect(fixed(0)).exactly(["outOfRange activity.activityGBq"]);
    expect(fixed(100)).exactly(["outOfRange activity.activityGBq"]);
    expect(fixed(NaN)).exactly(["wrongType activity.activityGBq"]);
    expect(fixed("5.5")).exactly(["wrongType activity.activityGBq"]);
    expect(problems({ ...sound, durationDays: -1 })).exactly(["outOfRange durationDays"]);
    expect(problems({ ...sound, durationDays: Infinity })).exactly(["wrongType durationDays"]);
    expect(problems({ ...sound, activity: { kind: "some" } })).exactly(["unknownKind activity.kind"]);
  });

  it("of no shape at all is reported, not crashed on", () => {
    for (const shape of [
      undefined,
      null,
      3,
      "x",
      [],
      [sound],
      { drugs: null },
      { drugs: [null, 1, []] },
      { drugs: {} },
    ])
      expect(problems(shape).length).toBeGreaterThan(0);
  });
});

const wrong = (population: unknown) => {
  const checked = checkPopulation(population, catalogue);
  return checked.kind === "valid" ? [] : checked.issues.map(({ kind, path }) => `${kind} ${path.join(".")}`);
};

describe("a population", () => {
  const point = { kind: "point", value: 0.5 };

  it("has shares that sum to 1 but for rounding", () => {
    const restoration = { RAS: point, other: point, BRAF_V600E: point };
    expect(wrong({ genotypes: { RAS: 0.1, other: 0.2, BRAF_V600E: 0.7 }, restoration })).exactly([]);
    expect(wrong({ genotypes: { RAS: 0.1, other: 0.2, BRAF_V600E: 0.7000001 }, restoration })).exactly([
      "shares genotypes",
    ]);
    expect(wrong({ genotypes: {}, restoration: {} })).exactly(["shares genotypes"]);
    expect(wrong({ genotypes: { RAS: -0.5, other: 1.5 }, restoration: { RAS: point, other: point } })).exactly([
      "outOfRange genotypes.RAS",
      "outOfRange genotypes.other",
    ]);
  });

  it("has a prior for each genotype and for no other", () => {
    expect(wrong({ genotypes: { RAS: 1 }, restoration: {} })).exactly(["missing restoration.RAS"]);
    expect(wrong({ genotypes: { RAS: 1 }, restoration: { RAS: point, other: point } })).exactly([
      "unused restoration.other",
    ]);
    expect(wrong({ genotypes: { RAS: 1 }, restoration: { RAS: { kind: "uniform", mean: 0 } } })).exactly([
      "unknownKind restoration.RAS.kind",
    ]);
  });

  it("has priors of probabilities", () => {
    const priors = [
      { kind: "normal", mean: 0.5, sd: 0.1 },
      { kind: "point", value: 1.5 },
      { kind: "mixture", components: [{ weight: 1, prior: { kind: "point", value: -1 } }] },
    ];
    for (const prior of priors)
      expect(wrong({ genotypes: { RAS: 1 }, restoration: { RAS: prior } })).exactly(["notProbability restoration.RAS"]);
    const proper = [
      { kind: "beta", a: 12.5, b: 14.5 },
      { kind: "mixture", components: [{ weight: 1, prior: { kind: "beta", a: 1, b: 1 } }] },
    ];
    for (const prior of proper) expect(wrong({ genotypes: { RAS: 1 }, restoration: { RAS: prior } })).exactly([]);
  });

  it("of no shape at all is reported, not crashed on", () => {
    for (const shape of [undefined, null, 3, "RAS", [], { genotypes: [], restoration: null }])
      expect(wrong(shape).length).toBeGreaterThan(0);
    expect(wrong({ genotypes: { RAS: 1 }, restoration: { RAS: point }, namespace: "", age: 3 })).exactly([
      "wrongLength namespace",
      "unknownKey age",
    ]);
  });
});
