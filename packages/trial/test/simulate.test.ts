import * as fc from "fast-check";
import { describe as group, expect, it } from "vitest";
import {
  bernoulli,
  blockCount,
  describe,
  exponential,
  mergeBlocks,
  type OutcomeColumns,
  replayReplicate,
  simulateBlock,
  simulateTrial,
  type Trial,
} from "../src/index.ts";
import { hazards, rates, responseTrial, seed, survivalTrial, twoLooks } from "./trials.ts";

const columns = (capacity: number): OutcomeColumns => ({
  stratum: new Uint8Array(capacity),
  evaluable: new Uint8Array(capacity),
  response: new Uint8Array(capacity),
  timeDays: new Float64Array(capacity),
  event: new Uint8Array(capacity),
});

const make = () => survivalTrial(hazards(240, 0.6), { replicates: 5_300 });

const arms = (trial: Trial, replicate: number) =>
  replayReplicate(trial, replicate).patients.map((patient) => (patient.arm === "experimental" ? 1 : 0));

const fillOf = (model: ReturnType<typeof exponential>, patients: number, arm: Uint8Array, replicate = 7) => {
  const filled = columns(patients);
  const fillAs = model.fill.bind(model);
  fillAs({ replicate, patients, arm }, filled);
  return filled;
};

group("blocks", () => {
  it("give the same bytes in any order, from one trial or from several", () => {
    const one = make();
    const inOrder = Array.from({ length: blockCount(one) }, (_, block) => simulateBlock(one, block));
    const others = [make(), make(), make()];
    const scattered = [5, 2, 0, 4, 1, 3].map((block, at) => simulateBlock(others[at % 3]!, block));
    expect(JSON.stringify(mergeBlocks(scattered))).exactly(JSON.stringify(mergeBlocks(inOrder)));
    expect(JSON.stringify(simulateTrial(make()))).exactly(JSON.stringify(mergeBlocks(inOrder)));
  });

  it("survive being sent as JSON", () => {
    const trial = make();
    const sent = [0, 1, 2, 3, 4, 5].map((block) => JSON.parse(JSON.stringify(simulateBlock(trial, block))));
    expect(JSON.stringify(mergeBlocks(sent))).exactly(JSON.stringify(simulateTrial(trial)));
  });

  it("the last one holds what is left", () => {
    expect(blockCount(make())).exactly(6);
    expect(simulateBlock(make(), 5).replicates).exactly(300);
    expect(() => simulateBlock(make(), 6)).toThrow(/no block 6/);
    expect(() => mergeBlocks([])).toThrow(/no blocks/);
    expect(() => mergeBlocks([simulateBlock(make(), 1), simulateBlock(make(), 1)])).toThrow(/block 1 comes twice/);
  });

  it("merging gives the mean and standard error of all values in one pass", () => {
    const trial = survivalTrial(hazards(240, 0.6), { replicates: 2_500 });
    const { expectedDurationDays } = describe(simulateTrial(trial));
    const days = Array.from({ length: 2_500 }, (_, r) => replayReplicate(trial, r).looks.at(-1)!.calendarDay);
    const mean = days.reduce((sum, day) => sum + day, 0) / days.length;
    const squares = days.reduce((sum, day) => sum + (day - mean) ** 2, 0);
    const because = "the sums are taken in another order";
    expect(expectedDurationDays.value).agreesWith(mean, { relative: 1e-12, because });
    expect(expectedDurationDays.standardError).agreesWith(Math.sqrt(squares / 2_499 / 2_500), {
      relative: 1e-10,
      because,
    });
  });
});

group("replay", () => {
  it("replicates of a block, replayed one by one in any order, add up to the block", () => {
    const trial = survivalTrial(hazards(240, 0.6), { replicates: 1_000 });
    const block = simulateBlock(trial, 0);
    const replayed = Array.from({ length: 1_000 }, (_, r) => replayReplicate(trial, 999 - r));
    expect(replayed.filter((each) => each.rejected).length).exactly(block.rejected);
    expect(replayed.filter((each) => each.looks.length === 2).length).exactly(block.looks[1]!.reached);
  });

  it("shows patients, looks and decision, the same each time", () => {
    const trial = survivalTrial(hazards(240, 0.6));
    const first = replayReplicate(trial, 4711);
    expect(first.patients.length).exactly(240);
    expect(first.looks[0]!.events).exactly(70);
    replayReplicate(trial, 3);
    expect(replayReplicate(trial, 4711)).exactly(first);
    expect(() => replayReplicate(trial, 10_000)).toThrow(/no replicate 10000/);
  });
});

group("common random numbers", () => {
  it("adding patients keeps the first ones, in every column", () => {
    const strata = [
      { name: "a", weight: 1, control: 0.2, experimental: 0.5 },
      { name: "b", weight: 2, control: 0.4, experimental: 0.6 },
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 1000 }), (patients, replicate) => {
        const arm = Uint8Array.from({ length: 100 }, (_, i) => (i * 7) % 2);
        for (const model of [
          bernoulli({ kind: "bernoulli", strata, evaluable: 0.8 }, seed),
          exponential(hazards(100, 0.7, { dropoutHazardPerDay: 0.001, visitDays: [56, 112, 168] }), seed),
        ]) {
          const few = fillOf(model, patients, arm, replicate);
          const many = fillOf(model, 100, arm, replicate);
          for (const name of ["stratum", "evaluable", "response", "timeDays", "event"] as const) {
            expect(few[name].slice(0, patients)).exactly(many[name].slice(0, patients));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("a patient's outcome on an arm does not depend on the other patients' arms", () => {
    const model = exponential(hazards(100, 0.7), seed);
    const control = fillOf(model, 50, new Uint8Array(50));
    const mixed = fillOf(
      model,
      50,
      Uint8Array.from({ length: 50 }, (_, i) => i % 2),
    );
    for (let i = 0; i < 50; i += 2) expect(mixed.timeDays[i]).exactly(control.timeDays[i]);
    for (let i = 1; i < 50; i += 2) {
      expect(mixed.timeDays[i]!).agreesWith(control.timeDays[i]! / 0.7, { relative: 1e-14, because: "one rounding" });
    }
  });

  it("designs and tests share their patients", () => {
    const fixed = { kind: "fixed", alpha: 0.1, sided: 2, when: { kind: "events", events: 30 } };
    const first = replayReplicate(survivalTrial(hazards(240, 0.6)), 12);
    const second = replayReplicate(
      survivalTrial(hazards(240, 0.6), { design: fixed, test: { kind: "stratifiedLogRank" } }),
      12,
    );
    expect(second.patients).exactly(first.patients);
  });

  it("a better experimental rate never loses a response", () => {
    const low = replayReplicate(responseTrial(rates(0.2, 0.3)), 5).patients;
    const high = replayReplicate(responseTrial(rates(0.2, 0.6)), 5).patients;
    low.forEach((patient, i) => expect(high[i]!.response === true || patient.response === false).exactly(true));
  });
});

group("allocation and enrolment", () => {
  it.each([
    [[1, 1], 4],
    [[1, 2], 6],
    [[3, 2], 5],
    // Too many orders to list: drawn one by one.
    [[1, 1], 40],
  ] as const)("blocks hold the ratio %j exactly", (ratio, blockSize) => {
    const trial = responseTrial(rates(0.2, 0.3), {
      allocation: { kind: "permutedBlocks", ratio: [...ratio], blockSize },
    });
    for (let replicate = 0; replicate < 50; replicate++) {
      const drawn = arms(trial, replicate);
      for (let from = 0; from + blockSize <= drawn.length; from += blockSize) {
        const experimental = drawn.slice(from, from + blockSize).reduce<number>((sum, arm) => sum + arm, 0);
        expect(experimental).exactly((blockSize * ratio[1]) / (ratio[0] + ratio[1]));
      }
    }
  });

  it("every order of a block is equally likely", () => {
    const trial = responseTrial(rates(0.2, 0.3), { patients: 4, replicates: 24_000 });
    const counts = new Map<string, number>();
    for (let replicate = 0; replicate < 24_000; replicate++) {
      const order = arms(trial, replicate).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).exactly(6);
    for (const count of counts.values()) {
      expect(count / 24_000).withinMonteCarlo(1 / 6, { replicates: 24_000, falseAlarm: 1e-6 });
    }
  });

  it("stratified blocks are balanced within strata", () => {
    const strata = ["a", "b", "c"].map((name) => ({ name, weight: 1, control: 0.2, experimental: 0.3 }));
    const allocation = { kind: "stratifiedPermutedBlocks", ratio: [1, 1], blockSize: 4 } as const;
    const trial = responseTrial({ kind: "bernoulli", strata }, { allocation });
    for (let replicate = 0; replicate < 50; replicate++) {
      const { patients } = replayReplicate(trial, replicate);
      for (const { name } of strata) {
        const within = patients.filter((patient) => patient.stratum === name);
        const experimental = within.filter((patient) => patient.arm === "experimental").length;
        expect(Math.abs(2 * experimental - within.length)).toBeLessThanOrEqual(2);
      }
    }
  });

  it.each([
    [{ kind: "steady", patientsPerDay: 0.4 }, 100 / 0.4, 0],
    // 100 gaps of mean 2.5 days; the first patient opens the trial.
    [{ kind: "poisson", patientsPerDay: 0.4 }, 100 / 0.4, Math.sqrt(100) / 0.4],
    // The 101st of 120 uniform days has mean 300 · 101/121.
    [{ kind: "uniform", durationDays: 300 }, (300 * 101) / 121, 300 * Math.sqrt((101 * 20) / (121 * 121 * 122))],
  ] as const)("%j enrols in order, at its rate", (enrolment, mean, deviation) => {
    const trial = responseTrial(rates(0.2, 0.3), { enrolment });
    let sum = 0;
    for (let replicate = 0; replicate < 500; replicate++) {
      const days = replayReplicate(trial, replicate).patients.map((patient) => patient.enrolmentDay);
      expect(days.every((day, i) => day >= (days[i - 1] ?? 0))).exactly(true);
      sum += days[100]!;
    }
    if (deviation === 0) expect(sum / 500).agreesWith(mean, { relative: 1e-12, because: "one division a patient" });
    else expect(sum / 500).withinMonteCarlo(mean, { standardError: deviation / Math.sqrt(500), falseAlarm: 1e-6 });
  });
});

group("hostile trials end in a counted, named outcome", () => {
  const finite = (value: unknown): boolean =>
    typeof value === "number"
      ? Number.isFinite(value)
      : typeof value !== "object" || value === null || Object.values(value).every(finite);
  const run = (trial: Trial) => {
    const described = describe(simulateTrial(trial));
    expect(finite(described)).exactly(true);
    return described;
  };

  it("one patient", () => {
    const { notEstimable, rejected } = run(responseTrial(rates(0.2, 0.3), { patients: 1, replicates: 50 }));
    expect(notEstimable).exactly({ "an arm has no patients to analyse": 50 });
    expect(rejected.value).exactly(0);
  });

  it("nobody responds, everybody responds", () => {
    for (const rate of [0, 1]) {
      const { notEstimable } = run(responseTrial(rates(rate, rate), { replicates: 50 }));
      expect(Object.values(notEstimable)).exactly([50]);
    }
  });

  it("everyone drops out at once", () => {
    const recipe = hazards(240, 0.6, { dropoutHazardPerDay: 1e9 });
    const { notEstimable, looks } = run(survivalTrial(recipe, { replicates: 50 }));
    expect(notEstimable).exactly({ "no event while both arms were at risk": 50 });
    expect(looks[1]!.fellShort.value).exactly(1);
  });

  it("the event count is never reached: the look is taken when all follow-up has ended", () => {
    const recipe = hazards(24_000, 0.6);
    const trial = survivalTrial(recipe, { replicates: 200 });
    const { looks, expectedDurationDays } = run(trial);
    expect(looks[0]!.fellShort.value).exactly(1);
    expect(expectedDurationDays.value).toBeLessThanOrEqual(239 / 0.3 + 730);
  });

  it("hazards of zero: nothing ever happens", () => {
    const strata = [{ name: "all", weight: 1, controlHazardPerDay: 0, experimentalHazardPerDay: 0 }];
    const { expectedEvents, notEstimable } = run(survivalTrial({ kind: "exponential", strata }, { replicates: 20 }));
    expect(expectedEvents.value).exactly(0);
    expect(Object.values(notEstimable)).exactly([20]);
  });

  it("a look before anyone could be followed lets the trial go on", () => {
    const looks = [{ when: { kind: "calendarDay", day: 0 } }, { when: { kind: "patientsFollowed", fraction: 1 } }];
    const design = {
      kind: "groupSequential",
      alpha: 0.025,
      sided: 1,
      looks,
      informationRates: [0.01, 1],
      spending: { kind: "lanDeMetsPocock" },
    };
    const described = run(responseTrial(rates(0.2, 0.5), { design, replicates: 200 }));
    expect(described.looks[0]!.stoppedForEfficacy.value).exactly(0);
    expect(described.looks[1]!.reached.value).exactly(1);
    expect(described.rejected.value).toBeGreaterThan(0.8);
  });

  it("all patients in one stratum of five", () => {
    const strata = ["a", "b", "c", "d", "e"].map((name, i) => ({
      name,
      weight: i === 2 ? 1e12 : 1e-12,
      control: 0.2,
      experimental: 0.5,
    }));
    const trial = responseTrial(
      { kind: "bernoulli", strata },
      { test: { kind: "cochranMantelHaenszel" }, replicates: 200 },
    );
    expect(run(trial).notEstimable).exactly({});
  });

  it("enrolment that never happens is refused", () => {
    expect(() => responseTrial(rates(0.2, 0.3), { enrolment: { kind: "steady", patientsPerDay: 0 } })).toThrow(
      /enrolment.patientsPerDay/,
    );
    expect(() => responseTrial(rates(0.2, 0.3), { patients: 0 })).toThrow(/patients/);
    expect(() => responseTrial(rates(0.2, 0.3), { replicates: 1 })).toThrow(/replicates/);
  });

  it("parts that do not fit are refused, with every reason", () => {
    expect(() => responseTrial(rates(0.2, 0.3), { test: { kind: "logRank" } })).toThrow(/reads timeDays/);
    expect(() => survivalTrial(hazards(100, 0.5), { patients: 100, design: twoLooks(70, 140) })).toThrow(
      /140 events among 100/,
    );
    expect(() => responseTrial(rates(0.2, 0.3), { design: twoLooks(7, 14) })).toThrow(
      /look 1 waits for events[\s\S]*look 2/,
    );
    expect(() => responseTrial(rates(0.2, 0.3), { allocation: { kind: "permutedBlocks", blockSize: 5 } })).toThrow(
      /multiple of 2/,
    );
  });
});

group("observation", () => {
  it("with visits, patients without an event are censored at the last visit passed", () => {
    const visitDays = [56, 112, 168, 224, 280, 336, 392, 448, 504, 560, 616, 672, 728];
    const trial = survivalTrial(hazards(240, 0.6, { visitDays, dropoutHazardPerDay: 0.001 }), { replicates: 10 });
    const { patients, looks } = replayReplicate(trial, 3);
    for (const { timeDays } of patients) expect([0, ...visitDays]).toContain(timeDays!);
    // Events are seen at visits, so the cut is a visit day of some patient.
    const cut = looks[0]!.calendarDay;
    const gaps = patients.map((patient) => Math.abs(patient.enrolmentDay + patient.timeDays! - cut));
    expect(Math.min(...gaps)).exactly(0);
  });

  it("evaluable patients alone make the denominator when it is asked for", () => {
    const recipe = { ...rates(0.2, 0.4), evaluable: 0.7 };
    const trial = responseTrial(recipe, { endpoint: { kind: "response", atDay: 183, denominator: "evaluable" } });
    const { patients, looks } = replayReplicate(trial, 3);
    expect(looks[0]!.patientsAnalysed).exactly(patients.filter((patient) => patient.evaluable).length);
    const randomised = responseTrial(recipe, { endpoint: { kind: "response", atDay: 183 } });
    expect(replayReplicate(randomised, 3).looks[0]!.patientsAnalysed).exactly(120);
  });

  it("a look waits until enough patients have reached the day of the endpoint", () => {
    const [look] = replayReplicate(responseTrial(rates(0.2, 0.4)), 0).looks;
    expect(look!.calendarDay).agreesWith(119 / 0.4 + 183, {
      relative: 1e-14,
      because: "the 120th patient comes on day 297.5",
    });
  });
});
