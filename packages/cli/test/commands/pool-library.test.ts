import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rekindle } from "../in-process.ts";

const studies = fileURLToPath(new URL("../../../../scenarios/evidence/studies.yaml", import.meta.url));
const restoration = [studies, "--endpoint", "restoration", "--denominator", "evaluable"];

interface Printed {
  readonly studies: number;
  readonly together: {
    readonly pooled: { readonly events: number; readonly n: number; readonly mean: { readonly value: number } };
  };
  readonly subgroups: { readonly result: { readonly groups: readonly { readonly group: string }[] } };
  readonly regression: {
    readonly result: { readonly coefficients: readonly { readonly name: string; readonly value: number }[] };
  };
}

async function printed(...args: readonly string[]): Promise<Printed> {
  const { exitCode, stdout, stderr } = await rekindle(["pool", ...args, "--json"]);
  expect(stderr).exactly("");
  expect(exitCode).exactly(0);
  return JSON.parse(stdout) as Printed;
}

describe("rekindle pool of counts of an evidence file", () => {
  it("pools one selection by any method", async () => {
    // metafor 3.8-1: rma(measure = "PLO", add = 0.5, to = "all", method = "DL") of the prospective studies of tier A gives 0.6705.
    const args = ["--tiers", "A", "--method", "DL", "--interval", "wald", "--correction", "everyStudy"];
    const { together, studies: count } = await printed(...restoration, ...args);
    expect(count).exactly(8);
    expect(together.pooled.mean.value).asPrinted("0.6705");
  });

  it("groups by genotype, and explains by the designs of the studies", async () => {
    const byGenotype = await printed(...restoration, "--per", "genotype", "--by", "genotype");
    expect(byGenotype.subgroups.result.groups.map(({ group }) => group)).exactly([
      "BRAF_V600E",
      "RAS",
      "other",
      "unselected",
    ]);
    expect([byGenotype.together.pooled.events, byGenotype.together.pooled.n]).exactly([114, 183]);
    const byDesign = await printed(...restoration, "--moderators", "drugDays,activity=fixed");
    const names = byDesign.regression.result.coefficients.map(({ name }) => name);
    expect(names).exactly(["intercept", "drugDays", "activity: dosimetric"]);
  });

  it("takes a time point, another denominator and other readings", async () => {
    const response = [studies, "--endpoint", "response", "--denominator", "treated", "--timing", "day183"];
    expect((await printed(...response)).together.pooled).toMatchObject({ events: 20, n: 50 });
    const threshold = await printed(...restoration, "--alternatives", "twentyGyRule");
    expect(threshold.together.pooled.events).exactly(114 - 4 - 2 - 1);
  });

  it.each([
    [[studies, "--by", "genotype"], "--endpoint: say which counts to pool"],
    [
      [studies, "--endpoint", "restoratio", "--denominator", "evaluable"],
      '--endpoint: "restoratio" is not allowed; did you mean restoration?',
    ],
    [
      [studies, "--endpoint", "response", "--denominator", "evaluable"],
      "--timing: is missing, and response is read at several times",
    ],
    [[...restoration, "--per", "patient"], '--per: "patient" is not allowed'],
    [[...restoration, "--tiers", "A,X"], '--tiers: "X" is not allowed'],
    [[...restoration, "--by", "gaet"], '--by: there is no column "gaet"; did you mean gate?'],
  ])("%j", async (args, message) => {
    const { stderr, stdout, exitCode } = await rekindle(["pool", ...args]);
    expect(stderr).toContain(message);
    expect(stdout).exactly("");
    expect(exitCode).exactly(64);
  });
});
