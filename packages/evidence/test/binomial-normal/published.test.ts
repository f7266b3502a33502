import { describe, expect, it } from "vitest";
import { type BinomialCounts, pool, type Pooled } from "../../src/index.ts";
import { rowsOf } from "../made-up.ts";

const control = rowsOf(
  [3, 117],
  [3, 35],
  [9, 195],
  [7, 136],
  [6, 157],
  [4, 139],
  [3, 177],
  [2, 39],
  [19, 103],
  [2, 122],
  [7, 64],
  [1, 58],
  [5, 175],
  [11, 180],
  [0, 105],
  [1, 262],
  [3, 362],
  [1, 69],
);
const treated = rowsOf(
  [0, 116],
  [1, 44],
  [2, 208],
  [0, 130],
  [5, 151],
  [1, 98],
  [1, 174],
  [1, 74],
  [1, 97],
  [1, 113],
  [0, 66],
  [0, 70],
  [3, 188],
  [6, 187],
  [0, 118],
  [0, 252],
  [1, 345],
  [4, 64],
);

function rate({ mean }: Pooled): number {
  if (mean.kind === "notEstimable") throw new Error(mean.reason);
  return mean.value;
}

const expit = (x: number) => 1 / (1 + Math.exp(-x));

/** The classical interval, which the papers print; ours is by profile likelihood. */
function waldOf({ logit }: Pooled): readonly [number, number] {
  const half = 1.959963984540054 * logit!.standardError;
  return [expit(logit!.mean - half), expit(logit!.mean + half)];
}

// Stijnen, Hamza & Özdemir (2010), Stat Med 29:3046–3067, doi:10.1002/sim.4040, table II: catheter infections, counts as in metadat's
// dat.nielweise2007. The paper's digits come from few quadrature points; the converged values were found by independent integration.
describe("Stijnen 2010, table II", () => {
  it.each([
    ["control", control, ["-3.4964", "0.2570", "0.0294"], [-3.496409, 0.256969, 0.812214]],
    ["treated", treated, [undefined, undefined, "0.0081"], [-4.81185, 0.355199, 0.825323]],
  ] as const)("%s: binomial-normal, printed and converged", (_, rows, printed, converged) => {
    const pooled = pool(rows);
    const found = [pooled.logit!.mean, pooled.logit!.standardError, rate(pooled)];
    for (const [i, value] of found.entries()) if (printed[i] !== undefined) expect(value).asPrinted(printed[i]);
    const ours = [pooled.logit!.mean, pooled.logit!.standardError, pooled.tau2!.value];
    for (const [i, value] of ours.entries()) {
      expect(value).agreesWith(converged[i]!, { absolute: 6e-7, because: "recorded to six decimals" });
    }
  });

  it.each([
    ["control", control, "0.0180", "0.0478"],
    ["treated", treated, undefined, undefined],
  ] as const)("%s: the printed Wald interval", (_, rows, lower, upper) => {
    const [low, high] = waldOf(pool(rows));
    if (lower !== undefined) expect(low).asPrinted(lower);
    if (upper !== undefined) expect(high).asPrinted(upper);
    expect(low).toBeLessThan(high);
  });

  it.each([
    ["control", control, ["-3.3018", "0.2378", "0.6629"]],
    ["treated", treated, ["-4.2604", "0.2589", "0.3928"]],
  ] as const)("%s: normal-normal REML with 0.5 in zero studies", (_, rows, printed) => {
    const pooled = pool(rows, { model: "inverseVariance", interval: { kind: "wald" } });
    expect(pooled.logit!.mean).asPrinted(printed[0]);
    expect(pooled.logit!.standardError).asPrinted(printed[1]);
    expect(pooled.tau2!.value).asPrinted(printed[2]);
  });

  it("log-likelihoods at the converged maximum", () => {
    // independent integration: 30.4244716 and 48.2250363, without binomial coefficients of the model's own kind being lost
    expect(pool(treated).logLikelihood).agreesWith(-30.4244716, {
      absolute: 6e-8,
      because: "recorded to seven decimals",
    });
    expect(pool(control).logLikelihood).agreesWith(-48.2250363, {
      absolute: 6e-8,
      because: "recorded to seven decimals",
    });
  });
});

// Converged by independent integration; default software stops at seven points and prints other digits.
describe("converged values where seven quadrature points are not enough", () => {
  const cases: readonly (readonly [string, readonly BinomialCounts[], number, number, number])[] = [
    [
      "zero and full studies",
      rowsOf([0, 8], [3, 12], [10, 10], [5, 20], [0, 15], [12, 25]),
      -1.32118,
      1.43372,
      9.71897,
    ],
    ["meta's documented example", rowsOf([4, 10], [3, 20], [2, 30], [1, 40]), -2.148605, 0.597842, 0.906636],
  ];
  it.each(cases)("%s", (_, rows, mean, standardError, tau2) => {
    const pooled = pool(rows);
    const recorded = {
      absolute: 1e-5,
      because: "recorded to five or six digits, the last one uncertain; lme4 gives 9.718961 too",
    };
    expect(pooled.logit!.mean).agreesWith(mean, recorded);
    expect(pooled.logit!.standardError).agreesWith(standardError, recorded);
    expect(pooled.tau2!.value).agreesWith(tau2, recorded);
  });

  it("two studies, 5/119 and 116/170", () => {
    const pooled = pool(rowsOf([5, 119], [116, 170]));
    expect(rate(pooled)).asPrinted("0.23548518");
    const recorded = { absolute: 1e-8, because: "the record's own integration agrees to seven digits" };
    expect(waldOf(pooled)[0]).agreesWith(0.01910418, recorded);
    expect(waldOf(pooled)[1]).agreesWith(0.82968162, recorded);
  });
});
