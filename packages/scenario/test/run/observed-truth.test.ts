import { describe, expect, it } from "vitest";
import type { OutcomeModel } from "@rekindle/trial";
import type { CellRecipe } from "../../src/run/cells.ts";
import { addOutcomes, countingModel } from "../../src/run/observed-outcomes.kernel.ts";
import { observedTruth } from "../../src/run/observed-truth.ts";

/** Patient i of stratum i mod 2: responds on the experimental arm, has an event on day 10 on control and leaves on day 20 otherwise. */
const model: OutcomeModel = {
  strata: ["A", "B"],
  fills: ["stratum", "evaluable", "response", "timeDays", "event"],
  visitDays: [10, 20],
  fillStrata: () => {},
  fill: ({ patients, arm }, columns) => {
    for (let i = 0; i < patients; i++) {
      columns.stratum[i] = i % 2;
      columns.evaluable[i] = i === 0 ? 0 : 1;
      columns.response[i] = arm[i]! & columns.evaluable[i]!;
      columns.timeDays[i] = arm[i] === 0 ? 10 : 20;
      columns.event[i] = 1 - arm[i]!;
    }
  },
};

const columns = {
  stratum: new Uint8Array(9),
  evaluable: new Uint8Array(9),
  response: new Uint8Array(9),
  timeDays: new Float64Array(9),
  event: new Uint8Array(9),
};

const request = (arm: readonly number[]) => ({ replicate: 0, patients: arm.length, arm: Uint8Array.from(arm) });

const cell = (hypothesis: "alternative" | "null", kind: "response" | "timeToEvent") =>
  ({
    hypothesis,
    spec: { endpoint: { kind } },
    cohort: { population: { genotypes: { A: 0.5, B: 0.5 } } },
  }) as unknown as CellRecipe;

describe("countingModel", () => {
  it("counts by arm and stratum and by arm and visit, and begins anew when the counts are taken", () => {
    const counting = countingModel(model, "evaluable");
    counting.fill(request([0, 0, 1, 1, 1]), columns);
    expect(counting.take()).exactly({
      patients: [1, 1, 2, 1],
      analysed: [0, 1, 2, 1],
      responses: [0, 0, 2, 1],
      events: [2, 0, 0, 0],
      others: [0, 0, 0, 3],
    });
    expect(counting.take().patients.reduce((total, count) => total + count, 0)).exactly(0);
  });

  it("gives what the model gives, and everyone counts where everyone is analysed", () => {
    const counting = countingModel(model, "all");
    counting.fill(request([1, 0]), columns);
    expect([...columns.timeDays.subarray(0, 2)]).exactly([20, 10]);
    expect(counting.take().analysed).exactly([0, 1, 1, 0]);
  });

  it("adds up to one count of all", () => {
    const [apart, together] = [countingModel(model, "all"), countingModel(model, "all")];
    const arms = [
      [0, 1, 1],
      [1, 0, 0, 1],
    ];
    const parts = arms.map((arm) => {
      apart.fill(request(arm), columns);
      return apart.take();
    });
    for (const arm of arms) together.fill(request(arm), columns);
    expect(parts.reduce(addOutcomes)).exactly(together.take());
  });
});

describe("observedTruth", () => {
  const outcomes = {
    patients: [40, 60, 50, 50],
    analysed: [40, 50, 50, 40],
    responses: [4, 10, 20, 8],
    // Of 100 per arm: 20 and 10 events at the first visit, 8 and 9 of those still at risk at the second.
    events: [20, 8, 10, 9],
    others: [0, 72, 0, 81],
  };

  it("is the rate of each arm and genotype among those in the denominator", () => {
    expect(observedTruth(cell("alternative", "response"), outcomes)).exactly({
      kind: "bernoulli",
      strata: [
        { name: "A", weight: 0.45, control: 0.1, experimental: 0.4 },
        { name: "B", weight: 0.55, control: 0.2, experimental: 0.2 },
      ],
      evaluable: 0.9,
    });
  });

  it("is one rate for both arms under the null", () => {
    const truth = observedTruth(cell("null", "response"), outcomes);
    if (truth.kind !== "bernoulli") throw new Error(truth.kind);
    expect(truth.strata.map(({ control, experimental }) => [control, experimental])).exactly([
      [24 / 90, 24 / 90],
      [0.2, 0.2],
    ]);
  });

  it("is the Mantel-Haenszel hazard ratio, worked by hand", () => {
    // First visit, 100 and 100 at risk: 10 × 100/200 = 5 over 20 × 100/200 = 10.
    // Second visit, 80 and 90 at risk: 9 × 80/170 over 8 × 90/170. Together (5 + 720/170) / (10 + 720/170).
    const truth = observedTruth(cell("alternative", "timeToEvent"), outcomes);
    if (truth.kind !== "hazardRatio") throw new Error(truth.kind);
    expect(truth.hazardRatio).withinUlps((5 + 720 / 170) / (10 + 720 / 170), 4);
  });

  it("is a hazard ratio of 1 under the null", () => {
    const truth = observedTruth(cell("null", "timeToEvent"), outcomes);
    expect(truth).exactly({ kind: "hazardRatio", hazardRatio: 1 });
  });
});
