import { describe, expect, it } from "vitest";
import { exponential, planTrial, replayReplicate } from "../../src/index.ts";
import { parseSeed } from "@rekindle/stats";

/** The log-rank z of patients as they are replayed at a look, by the textbook sums over distinct times. */
function logRankOf(rows: readonly { readonly arm: number; readonly time: number; readonly event: number }[]): number {
  let [observed, expected, variance] = [0, 0, 0];
  for (const time of new Set(rows.filter((row) => row.event === 1).map((row) => row.time))) {
    const atRisk = rows.filter((row) => row.time >= time);
    const n = atRisk.length;
    const n1 = atRisk.filter((row) => row.arm === 1).length;
    const d = rows.filter((row) => row.event === 1 && row.time === time);
    observed += d.filter((row) => row.arm === 1).length;
    expected += (d.length * n1) / n;
    if (n > 1) variance += (d.length * (n1 / n) * (1 - n1 / n) * (n - d.length)) / (n - 1);
  }
  return (expected - observed) / Math.sqrt(variance);
}

describe("events at the same visit stay tied at every data cut", () => {
  const seed = parseSeed(7);
  const visitDays = [30, 60, 90, 120, 180, 240, 300, 400, 500, 600];
  const outcomes = exponential(
    {
      kind: "exponential",
      strata: [
        { name: "a", weight: 0.5, controlHazardPerDay: 0.006, experimentalHazardPerDay: 0.003 },
        { name: "b", weight: 0.5, controlHazardPerDay: 0.002, experimentalHazardPerDay: 0.001 },
      ],
      dropoutHazardPerDay: 0.0008,
      visitDays,
    },
    seed,
  );
  const trial = planTrial(
    {
      patients: 90,
      enrolment: { kind: "poisson", patientsPerDay: 0.3 },
      allocation: { kind: "permutedBlocks", ratio: [1, 2], blockSize: 6 },
      endpoint: { kind: "timeToEvent", followUpDays: 400 },
      test: { kind: "logRank" },
      design: {
        kind: "groupSequential",
        alpha: 0.025,
        sided: 1,
        looks: [{ when: { kind: "events", events: 25 } }, { when: { kind: "events", events: 60 } }],
        spending: { kind: "lanDeMetsOBrienFleming" },
      },
      replicates: 200,
    },
    { outcomes, seed },
  );

  it("z is the log-rank of the patients at the last visits that had passed", () => {
    for (let replicate = 0; replicate < 60; replicate++) {
      const replayed = replayReplicate(trial, replicate);
      for (const look of replayed.looks) {
        if (look.result.kind !== "tested") continue;
        const rows = replayed.patients
          .filter((patient) => patient.enrolmentDay <= look.calendarDay)
          .map(({ arm, enrolmentDay, timeDays, event }) => {
            const isKnown = enrolmentDay + timeDays! <= look.calendarDay;
            const time = isKnown ? timeDays! : look.calendarDay - enrolmentDay + 1e-9;
            const hasEvent = isKnown && event === true;
            return {
              arm: arm === "experimental" ? 1 : 0,
              time: hasEvent ? time : visitBy(time),
              event: hasEvent ? 1 : 0,
            };
          });
        expect(look.result.z).agreesWith(logRankOf(rows), { absolute: 1e-10, because: "sums in another order" });
      }
    }
  });

  const visitBy = (time: number) => visitDays.filter((day) => day <= time).at(-1) ?? 0;
});
