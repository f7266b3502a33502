import { afterAll, describe, expect, it } from "vitest";
import { makeDesk, rekindle } from "../in-process.ts";

const desk = makeDesk();
afterAll(() => desk.clear());

/** 80 patients drawn by a linear congruential rule, so that R could be given the same. */
function patients(): string[] {
  let state = 7;
  const next = (): number => {
    state = Number((BigInt(state) * 1103515245n + 12345n) % 2147483648n);
    return state / 2147483648;
  };
  return Array.from({ length: 80 }, (_, i) => {
    const u = next();
    const cut = 100 + 400 * next();
    const time = -Math.log(1 - u) * (i % 2 === 1 ? 400 : 180);
    const arm = i % 2 === 1 ? "experimental" : "control";
    return `${i + 1},${arm},${Math.min(time, cut).toFixed(1)},${time < cut ? 1 : 0},${i % 3 === 0 ? "BRAF" : "RAS"}`;
  });
}

const head = "patient,arm,time,status,stratum";
const data = desk.write("patients.csv", [head, ...patients()].join("\n"));
const analyse = (file: string, ...more: string[]) =>
  rekindle(["analyse", file, "--scenario", desk.path("demo.yaml"), "--trial", "progressionFreeSurvival", ...more]);

interface Analysed {
  readonly result: {
    readonly z: number;
    readonly count: number;
    readonly decision: { readonly kind: string };
    readonly looks: readonly { readonly efficacyBoundary: number }[];
    readonly repeated: { readonly pValue: { readonly value: number } };
  };
}

describe("rekindle analyse", () => {
  it("has R's log-rank z and rpact's boundaries and repeated p-value", async () => {
    const { stdout, exitCode } = await analyse(data, "--json");
    const { result } = JSON.parse(stdout) as Analysed;
    // R 4.2.2, survival 3.5.3: survdiff chi-square 4.74048479471671.
    expect(result.z * result.z).agreesWith(4.74048479471671, { relative: 1e-12, because: "R rounds in another order" });
    expect(result.count).exactly(48);
    // rpact 3.3.4, asOF at information 0.8 and 1.
    expect(result.looks[0]!.efficacyBoundary).agreesWith(2.25039975276, {
      absolute: 1e-7,
      because: "rpact's boundaries",
    });
    expect(result.repeated.pValue.value).agreesWith(0.02915, {
      relative: 1e-5,
      because: "printed to seven digits",
    });
    expect([result.decision.kind, exitCode]).exactly(["continue", 0]);
  });

  it("tells the decision, and after stopping the estimates that allow for the looks", async () => {
    const { stdout } = await analyse(data, "--earlier", "30:1.2");
    expect(stdout).toContain("Look 2, 48 events: z 2.1773, hazard ratio 0.5218 (one-step)");
    expect(stdout).toMatch(/After stopping \(stage-wise ordering\): p 0\.0151, median-unbiased hazard ratio 0\.5227/);
  });

  it("tells conditional and predictive power while the trial goes on", async () => {
    const early = desk.write("early.csv", [head, ...patients().slice(0, 44)].join("\n"));
    const { stdout } = await analyse(early);
    expect(stdout).toMatch(
      /Decision: go on[\s\S]*Conditional power under the observed effect 0\.3447, predictive power 0\.3943/,
    );
  });

  it("names every wrong cell with its line and column", async () => {
    const wrong = desk.write("wrong.csv", "arm,time,status\n0,-3,1\n2,5,0\n1,12,yes\n");
    const { stderr, exitCode } = await analyse(wrong);
    expect(stderr).toMatch(/wrong\.csv:2:3 [\s\S]*wrong\.csv:3:1 [\s\S]*wrong\.csv:4:6 /);
    expect(exitCode).exactly(65);
  });

  it("refuses a trial, a column and looks that do not exist", async () => {
    const trial = await rekindle(["analyse", data, "--scenario", desk.path("demo.yaml"), "--trial", "progression"]);
    expect([trial.exitCode, trial.stderr.includes("has no trial progression")]).exactly([64, true]);
    const column = await analyse(data, "--columns", "weight=kg");
    expect(column.stderr).toContain("weight is not read");
    const looks = await analyse(data, "--earlier", "50:1");
    expect(looks.exitCode).exactly(64);
  });
});
