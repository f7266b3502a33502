import { describe, expect, it } from "vitest";
import { planDesign, type Recipe, sequentialCharacteristics } from "../../src/index.ts";

const equalLooks = (count: number) =>
  Array.from({ length: count }, (_, k) => ({ when: { kind: "patientsFollowed", fraction: (k + 1) / count } }));
const sequential = (options: object): Recipe =>
  ({ kind: "groupSequential", alpha: 0.025, sided: 1, ...options }) as Recipe;
const twoSided = (looks: number, kind: string) =>
  planDesign(sequential({ alpha: 0.05, sided: 2, looks: equalLooks(looks), typeOfDesign: { kind } }));

describe("inflation factors and average sample numbers, alpha 0.05 two-sided (Jennison and Turnbull; rpact 3.3.4)", {
  meta: {
    validates: {
      requirement: "Inflation factors and average sample numbers",
      functions: ["sequentialCharacteristics"],
      source: "rpact 3.3.4 (Jennison and Turnbull's constants)",
    },
  },
}, () => {
  it.each([
    { kind: "pocock", power: 0.9, inflation: ["1.100082", "1.150639", "1.183142", "1.206603"] },
    { kind: "pocock", power: 0.8, inflation: ["1.110413", "1.166387", "1.202476", "1.228593"] },
    { kind: "obrienFleming", power: 0.9, inflation: ["1.007126", "1.016101", "1.022163", "1.026486"] },
    { kind: "obrienFleming", power: 0.8, inflation: ["1.007786", "1.017406", "1.023846", "1.028411"] },
  ])("$kind, power $power", ({ kind, power, inflation }) => {
    inflation.forEach((printed, i) => {
      expect(sequentialCharacteristics(twoSided(i + 2, kind), { power }).inflationFactor).asPrinted(printed);
    });
  });

  it.each([
    { kind: "pocock", ratios: ["0.775932", "0.721027", "0.697481", "0.684912"] },
    { kind: "obrienFleming", ratios: ["0.851094", "0.798709", "0.767397", "0.750254"] },
  ])("$kind: expected size under the effect over the fixed size, power 0.9", ({ kind, ratios }) => {
    ratios.forEach((printed, i) => {
      const { expectedRatio } = sequentialCharacteristics(twoSided(i + 2, kind), { power: 0.9 });
      expect(expectedRatio.alternative).asPrinted(printed);
    });
  });

  it("the inflation factor rises with the number of equally spaced looks and never falls below 1", () => {
    for (const kind of ["pocock", "obrienFleming"]) {
      const factors = [1, 2, 3, 5, 8, 12].map(
        (k) => sequentialCharacteristics(twoSided(k, kind), { power: 0.9 }).inflationFactor,
      );
      expect(factors[0]!).agreesWith(1, { absolute: 1e-11, because: "a fixed design is found by a root finder" });
      factors.forEach((factor, i) => expect(factor).toBeGreaterThanOrEqual(factors[i - 1] ?? 0));
    }
  });
});

describe("gsDesign's default: three looks, HSD -4 above, non-binding HSD -2 below, power 0.9 (gsDesign 3.4.0)", {
  meta: {
    validates: {
      requirement: "gsDesign's default design",
      functions: ["planDesign", "sequentialCharacteristics"],
      source: "gsDesign 3.4.0, recorded output",
    },
  },
}, () => {
  const plan = planDesign(
    sequential({
      looks: equalLooks(3),
      spending: { kind: "hwangShihDeCani", gamma: -4 },
      futility: { kind: "betaSpending", power: 0.9, spending: { kind: "hwangShihDeCani", gamma: -2 } },
    }),
  );
  const because = "gsDesign stops its root finders at 1e-6";
  it("boundaries", () => {
    const upper = [3.0107394854, 2.5465305612, 1.9992263706];
    upper.forEach((z, k) => expect(plan.looks[k]!.efficacyBoundary!).agreesWith(z, { absolute: 2e-8, because }));
    const lower = [-0.2387239547, 0.9410673491];
    lower.forEach((z, k) => expect(plan.looks[k]!.futilityBoundary!).agreesWith(z, { absolute: 2e-7, because }));
    expect(plan.looks[2]!.futilityBoundary).exactly(undefined);
  });
  it("information and expected information", () => {
    const { inflationFactor, expectedRatio, alternative } = sequentialCharacteristics(plan, { power: 0.9 });
    expect(inflationFactor).asPrinted("1.0698831");
    expect(inflationFactor / 3).asPrinted("0.3566277");
    expect(expectedRatio.null).asPrinted("0.6248586");
    expect(expectedRatio.alternative).asPrinted("0.7912765");
    [".1411961", ".4402736", ".3185303"].forEach((p, k) => expect(alternative.stages.efficacy[k]!).asPrinted(p));
    [".0148337", ".0288921"].forEach((p, k) => expect(alternative.stages.futility[k]!).asPrinted(p));
    expect(alternative.power).agreesWith(0.9, { absolute: 1e-11, because: "the drift is found by a root finder" });
  });
});

describe("beta spending", () => {
  it("binding futility lowers the efficacy boundaries and keeps alpha; both spend what they should", () => {
    const make = (binding: "yes" | "no") =>
      planDesign(
        sequential({
          looks: equalLooks(4),
          spending: { kind: "lanDeMetsOBrienFleming" },
          futility: {
            kind: "betaSpending",
            power: 0.8,
            spending: { kind: "kimDeMets", rho: 2 },
            binding: binding === "yes",
          },
        }),
      );
    const [binding, free] = [make("yes"), make("no")];
    expect(binding.looks[3]!.efficacyBoundary!).toBeLessThan(free.looks[3]!.efficacyBoundary!);
    for (const plan of [binding, free]) {
      expect(plan.looks[3]!.alphaSpent).agreesWith(0.025, { absolute: 1e-12, because: "summed over looks" });
      const { alternative } = sequentialCharacteristics(plan, { power: 0.8 });
      // Kim-DeMets with ρ = 2 spends β t².
      let spent = 0;
      alternative.stages.futility.forEach((p, k) => {
        spent += p;
        if (k < 3)
          expect(spent).agreesWith(0.2 * ((k + 1) / 4) ** 2, { absolute: 1e-10, because: "nested root finders" });
      });
    }
  });

  it("cannot bind a classical family, and says so", () => {
    const futility = { kind: "betaSpending", power: 0.8, spending: { kind: "kimDeMets", rho: 2 }, binding: true };
    expect(() => planDesign(sequential({ looks: equalLooks(2), typeOfDesign: { kind: "pocock" }, futility }))).toThrow(
      /binding/,
    );
  });

  it("spending times may differ from the information", () => {
    const looks = equalLooks(2);
    const spending = { kind: "lanDeMetsOBrienFleming" };
    const plan = planDesign(sequential({ looks, spending, spendingTimes: [0.7, 1] }));
    const at70 = planDesign(
      sequential({ looks: [{ when: { kind: "patientsFollowed", fraction: 0.7 } }, looks[1]], spending }),
    );
    expect(plan.looks[0]!.efficacyBoundary!).exactly(at70.looks[0]!.efficacyBoundary!);
    expect(plan.looks[1]!.efficacyBoundary!).not.toBe(at70.looks[1]!.efficacyBoundary!);
  });
});
