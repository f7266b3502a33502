import { afterAll, describe, expect, it } from "vitest";
import { makeDesk, rekindle } from "../in-process.ts";

const desk = makeDesk();
afterAll(() => desk.clear());

describe("rekindle replay", () => {
  const args = ["replay", desk.path("demo.yaml"), "--trial", "progressionFreeSurvival"];

  it("shows looks and patients of one trial, the same each time", async () => {
    const first = await rekindle([...args, "--replicate", "7"]);
    expect(first.stdout).toMatch(/^Progression-free survival: replicate 7 under the alternative/);
    expect(first.stdout).toMatch(/\nlook +day +enrolled[\s\S]*\npatient +arm +stratum/);
    expect(first.stdout).exactly((await rekindle([...args, "--replicate", "7"])).stdout);
    const json = JSON.parse((await rekindle([...args, "--replicate", "7", "--json"])).stdout) as {
      readonly patients: unknown[];
    };
    expect([json.patients.length, first.exitCode]).exactly([80, 0]);
  });

  it("refuses a replicate that the run does not have", async () => {
    const { exitCode, stderr } = await rekindle([...args, "--replicate", "4711"]);
    expect([exitCode, stderr.includes("0 to 39")]).exactly([64, true]);
  });
});
