import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kthSmallest } from "../../src/engine/kth-smallest.kernel.ts";
import { createVisitCalendar, firstVisitFrom, lastVisitBy } from "../../src/engine/visit-calendar.ts";

describe("the k-th smallest", () => {
  it("is what sorting gives, with ties", () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), fc.nat(), (values, at) => {
        const k = 1 + (at % values.length);
        const sorted = values.toSorted((a, b) => a - b);
        expect(kthSmallest(Float64Array.from(values), values.length, k)).exactly(sorted[k - 1]! + 0);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves the values usable for another k", () => {
    const values = Float64Array.from([5, 3, 9, 1, 7, 2]);
    expect([4, 1, 6, 2].map((k) => kthSmallest(values, 6, k))).exactly([5, 1, 9, 2]);
  });
});

describe("the visit calendar", () => {
  it("finds the visit before and after any time, as a search through all of them would", () => {
    const days = fc.uniqueArray(fc.double({ min: 0.1, max: 400, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        days,
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.nat({ max: 20 }),
        (unsorted, anyTime, pick) => {
          const visits = unsorted.toSorted((a, b) => a - b);
          const calendar = createVisitCalendar(visits);
          for (const time of [anyTime, visits[pick % visits.length]!]) {
            expect(lastVisitBy(calendar, time)).exactly(visits.findLast((day) => day <= time) ?? 0);
            expect(firstVisitFrom(calendar, time)).exactly(visits.find((day) => day >= time) ?? Infinity);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("without visits everything is seen at once", () => {
    const calendar = createVisitCalendar([]);
    expect([lastVisitBy(calendar, 3.5), firstVisitFrom(calendar, 3.5)]).exactly([3.5, 3.5]);
  });
});
