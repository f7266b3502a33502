import { kaplanMeier, survivalAt } from "@rekindle/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconstructTimes } from "../src/index.ts";

const patient = fc.record({ time: fc.integer({ min: 1, max: 60 }), event: fc.integer({ min: 0, max: 1 }) });
const marks = fc.uniqueArray(fc.integer({ min: 1, max: 70 }), { maxLength: 6 });

describe("times from a digitised curve", () => {
  it("keep the patients, the order and, where nothing is told, the numbers at risk and the curve", () => {
    fc.assert(
      fc.property(fc.array(patient, { minLength: 1, maxLength: 80 }), marks, fc.boolean(), (patients, at, reported) => {
        const sample = { times: patients.map(({ time }) => time), events: patients.map(({ event }) => event) };
        const curve = kaplanMeier(sample, { interval: "log", level: 0.95 });
        const clicks = curve.points.map(({ time, survival }) => ({ time, survival }));
        const atRiskAt = (time: number) => sample.times.filter((each) => each >= time).length;
        const atRisk = [0, ...at].map((time) => ({ time, patients: atRiskAt(time) }));
        const total = sample.events.reduce((sum, event) => sum + event, 0);
        const found = reconstructTimes({ clicks, atRisk, ...(reported ? { events: total } : {}) });
        expect(found.times.length).exactly(patients.length);
        expect(found.times.every((time, i) => time <= (found.times[i + 1] ?? Infinity))).exactly(true);
        const counted = found.intervals.reduce((sum, { events, censored }) => sum + events + censored, 0);
        expect(counted).exactly(patients.length);
        const again = kaplanMeier(found, { interval: "log", level: 0.95 });
        for (const { time, survival } of clicks)
          expect(Math.abs(survivalAt(again, time).survival - survival) <= found.largestDifference + 1e-12).exactly(
            true,
          );
        const events = found.events.reduce((sum, event) => sum + event, 0);
        if (reported && found.warnings.length === 0) expect(events).exactly(total);
        if (found.warnings.length > 0) return;
        const end = found.times.at(-1)!;
        for (const row of atRisk)
          if (row.time <= end) expect(found.times.filter((time) => time >= row.time).length).exactly(row.patients);
      }),
    );
  });
});
