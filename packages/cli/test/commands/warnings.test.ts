import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Desk } from "../in-process.ts";
import { makeDesk, rekindle } from "../in-process.ts";

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => desk.clear());

describe("values that nobody is likely to mean", () => {
  const line = (number: number): string =>
    `odd.yaml:${number}:49 trials.responseAt6Months.endpoint.atDay: warning: response is read on day 6, before the drug course is over on day 42; published studies read it at 3 to 6 months`;

  it("are told by validate, which finds the file fine", async () => {
    const text = desk.demo.replace("atDay: 183", "atDay: 6");
    const number = text.split("\n").findIndex((each) => each.includes("atDay: 6")) + 1;
    const file = desk.write("odd.yaml", text);
    const { stdout, exitCode } = await rekindle(["validate", file]);
    expect(stdout.replaceAll(`${desk.folder}/`, "")).exactly(`${line(number)}\nodd.yaml: fine (scenario)\n`);
    expect(exitCode).exactly(0);
    const { stdout: json } = await rekindle(["validate", file, "--json"]);
    const [verdict] = JSON.parse(json) as readonly {
      readonly issues: readonly unknown[];
      readonly warnings: readonly unknown[];
    }[];
    expect([verdict!.issues.length, verdict!.warnings.length]).exactly([0, 1]);
  });

  it("are told on standard error by a command that runs the scenario, and harm nothing", async () => {
    const file = desk.write(
      "odd.yaml",
      desk.demo.replace("gate: { kind: none }", "gate: { kind: lesionDose, atLeastGy: 2000 }"),
    );
    const { stdout, stderr, exitCode } = await rekindle(["cohort", file, "--json"]);
    expect(stderr).toContain(
      "arms.experimental.gate.atLeastGy: warning: a gate at 2000 Gy is large; published gates are at 20 Gy",
    );
    expect(JSON.parse(stdout)).toBeTruthy();
    expect(exitCode).exactly(0);
  });
});
