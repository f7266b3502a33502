import { describe, expect, it } from "vitest";
import { replayTrial } from "../../src/run/replay-trial.ts";
import { runScenario } from "../../src/run/run-scenario.ts";
import { scenarioOf, smallText } from "../small-scenario.ts";

const small = scenarioOf(smallText);

describe("replayTrial", () => {
  it("gives the trials of the run: rejections and looks add up to its characteristics", async () => {
    const { trials } = await runScenario(small);
    for (const { id, cells } of trials) {
      for (const cell of cells.slice(0, 1)) {
        const { condition, hypothesis, characteristics } = cell;
        const all = Array.from({ length: small.replicates }, (_, replicate) =>
          replayTrial(small, { trial: id, replicate, hypothesis, condition }),
        );
        const share = all.filter(({ rejected }) => rejected).length / all.length;
        expect(share).withinUlps(characteristics.rejected.value, 2);
        expect(all[0]!.patients).toHaveLength(cell.patients);
      }
    }
  });

  it("refuses a trial, a condition and a replicate that are not in the run", () => {
    expect(() => replayTrial(small, { replicate: 0 })).toThrow("2 trials to choose from");
    expect(() => replayTrial(small, { trial: "respons", replicate: 0 })).toThrow("response, progression");
    expect(() => replayTrial(small, { trial: "response", replicate: 20 })).toThrow("0 to 19");
    expect(() => replayTrial(small, { trial: "response", replicate: 0, condition: { a: 1 } })).toThrow(
      "no such condition",
    );
  });
});
