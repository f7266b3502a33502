import { describe, expect, it } from "vitest";
import { makeDesk, rekindle } from "../in-process.ts";

describe("rekindle design gs", () => {
  it("prints boundaries, probabilities and sizes", async () => {
    const args = ["design", "gs", "--rates", "0.5,0.75,1", "--hazard-ratio", "0.7", "--control-median", "12"];
    const { exitCode, stdout, stderr } = await rekindle([...args, "--enrolment", "24", "--follow-up", "12"]);
    expect(stderr).exactly("");
    // rpact 3.3.4: critical values 2.962588, 2.359018, 2.014084; 503.797 patients, 336.416 events, 257.087 expected.
    expect(stdout).toMatch(/\n1 +0\.5000 +2\.9626 +0\.0015/);
    expect(stdout).toMatch(/\n3 +1\.0000 +2\.0141 .* 336\.4 /);
    expect(stdout).toContain("not rounded 503.80) and 336.4 events");
    expect(stdout).toContain("the whole effect: 335.5, 318.6, 257.1.");
    expect(exitCode).exactly(0);
  });

  it("prints JSON, or R code for rpact", async () => {
    const args = ["design", "gs", "--looks", "2", "--type", "pocock", "--sided", "2", "--alpha", "0.05"];
    const paper = JSON.parse((await rekindle([...args, "--json"])).stdout) as {
      readonly looks: { efficacyBoundary: number }[];
    };
    // Jennison and Turnbull's constant of two looks, 2.178 (rpact 3.3.4: 2.178273).
    expect(paper.looks[1]!.efficacyBoundary).asPrinted("2.178");
    expect((await rekindle([...args, "--rpact"])).stdout).toContain(
      'informationRates = c(0.5, 1), typeOfDesign = "P")',
    );
  });

  it("refuses options that nothing would use, all at once", async () => {
    const { exitCode, stderr } = await rekindle(["design", "gs", "--gamma", "-4", "--rho", "2", "--binding"]);
    expect(stderr).toMatch(/--binding[\s\S]*--gamma[\s\S]*--rho/);
    expect(exitCode).exactly(64);
    const half = await rekindle(["design", "fixed", "--control", "0.2"]);
    expect(half.stderr).toContain("also needs --experimental");
    const both = await rekindle(["design", "fixed", "--control", "0.2", "--difference", "1"]);
    expect(both.stderr).toContain("more than one endpoint");
    const none = await rekindle(["design", "fixed", "--control", "0.2", "--experimental", "0.2"]);
    expect([none.exitCode, none.stderr.includes("no number of patients")]).exactly([64, true]);
  });
});

describe("rekindle design", () => {
  it("simon prints the designs of Simon 1989", async () => {
    const { stdout, exitCode } = await rekindle(["design", "simon", "--null-rate", "0.1", "--alternative-rate", "0.3"]);
    // clinfun 1.1.5 ph2simon: 1/10 5/29, 15.0141, 0.7361; 1/15 5/25, 19.5096.
    expect(stdout).toMatch(/\noptimal +1\/10 +5\/29 +15\.0141 +0\.7361/);
    expect(stdout).toMatch(/\nminimax +1\/15 +5\/25 +19\.5096 +0\.5490/);
    expect(exitCode).exactly(0);
  });

  it("prints the designs of a scenario's trials", async () => {
    const desk = makeDesk();
    const { stdout, exitCode } = await rekindle(["design", desk.path("demo.yaml")]);
    expect(stdout).toMatch(/^responseAt6Months: /);
    expect(stdout).toMatch(/progressionFreeSurvival: .*\n\nGroup-sequential design with 2 looks \(after 30 events/);
    expect(exitCode).exactly(0);
    const missing = await rekindle(["design", desk.path("none.yaml")]);
    expect(missing.exitCode).exactly(65);
    desk.clear();
  });
});
