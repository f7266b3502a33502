import { describeIssue } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { checkLibrary } from "../../src/index.ts";
import { count, deepFreeze, madeUpLibrary, study } from "../made-up.ts";

function issues(value: unknown): readonly string[] {
  const checked = checkLibrary(deepFreeze(value));
  return checked.kind === "valid" ? [] : checked.issues.map(describeIssue);
}

describe("checkLibrary", () => {
  it("accepts a small library", () => {
    expect(issues(madeUpLibrary([study("a", [count()])]))).exactly([]);
  });

  it.each(["denominator", "timing", "tier", "sources", "verified", "endpoint", "genotype", "scope", "events", "n"])(
    "a count cannot exist without %s",
    (key) => {
      const { [key]: _, ...rest } = count();
      const found = issues(madeUpLibrary([study("a", [rest])]));
      expect(found.length).exactly(1);
      expect(found[0]).toMatch(new RegExp(`^studies\\.0\\.counts\\.0\\.${key}: is missing`));
    },
  );

  it.each([
    ["events above n", { events: 11 }, /counts\.0\.events: 11 events are more than n = 10/],
    ["negative events", { events: -1 }, /counts\.0\.events: -1 is out of range/],
    ["n of 0", { events: 0, n: 0 }, /counts\.0\.n: 0 is out of range/],
    ["negative n", { events: 0, n: -5 }, /counts\.0\.n: -5 is out of range/],
    ["half a patient", { events: 2.5 }, /counts\.0\.events: found 2\.5/],
    ["no source at all", { sources: [] }, /counts\.0\.sources: has 0 items/],
    [
      "a source that is not listed",
      { sources: ["papr"] },
      /sources\.0: unknown source "papr" \(did you mean paper\?\)/,
    ],
    [
      "an unknown genotype",
      { genotype: "BRAF_V600" },
      /genotype: "BRAF_V600" is not allowed \(did you mean BRAF_V600E\?/,
    ],
    ["an unknown tier", { tier: "C" }, /tier: "C" is not allowed \(allowed: A, B, X/],
    ["an unknown key", { event: 3 }, /event: unknown key "event" \(did you mean events\?/],
    ["an unknown timing", { timing: { kind: "sometime" } }, /timing.*"sometime"/],
    ["text for a number", { n: "10" }, /counts\.0\.n: found "10"/],
  ])("%s is an issue with its path", (_, change, message) => {
    const found = issues(madeUpLibrary([study("a", [count(change)])]));
    expect(found.length).exactly(1);
    expect(found[0]).toMatch(message);
  });

  it("reports everything at once, also across studies", () => {
    const found = issues(
      madeUpLibrary([
        study("a", [count({ n: "many" }), count({ tier: "Z", endpoint: "response" })]),
        study("a", [count({ sources: ["x"] })]),
      ]),
    );
    expect(found.length).exactly(4);
    expect(found.some((issue) => issue.startsWith('studies.1.id: "a" is used twice'))).exactly(true);
  });

  it("two counts that no selection could tell apart are an issue", () => {
    expect(issues(madeUpLibrary([study("a", [count(), count({ events: 4 })])]))[0]).toMatch(
      /^studies\.0\.counts\.1: is a second count of the same thing as counts\.0/,
    );
    const other = count({ events: 4, alternative: { id: "stricter", why: "a stricter rule" } });
    expect(issues(madeUpLibrary([study("a", [count(), other])]))).exactly([]);
  });

  it("studies that are named must exist", () => {
    const end = { value: 0.3, study: "b", genotype: "RAS", events: 3, n: 10, timing: { kind: "best" } };
    const range = {
      endpoint: "response",
      denominator: "evaluable",
      low: end,
      high: end,
      verified: "none",
      sources: [],
    };
    const found = issues(madeUpLibrary([study("a", [count()])], { seedRanges: [range] }));
    expect(found).exactly([
      'seedRanges.0.low.study: unknown study "b" (must be an id listed under studies)',
      'seedRanges.0.high.study: unknown study "b" (must be an id listed under studies)',
    ]);
  });

  it("readings that a discrepancy names must exist", () => {
    const other = { ...count({ events: 4 }), alternative: { id: "stricter", why: "another criterion" } };
    const discrepancies = [{ issue: "two criteria", alternatives: ["a/stricter", "a/strictr"] }];
    const found = issues(madeUpLibrary([study("a", [count(), other])], { discrepancies }));
    expect(found).exactly(['discrepancies.0.alternatives.1: unknown reading "a/strictr" (did you mean a/stricter?)']);
  });

  it.each([
    undefined,
    null,
    3,
    "text",
    [],
    {},
    { studies: "x" },
    { studies: [null, 3] },
    { studies: [{ counts: [null] }] },
  ])("never throws on %j", (value) => {
    expect(checkLibrary(value).kind).exactly("invalid");
  });

  it("survives nesting that would exhaust the stack", () => {
    let nested: unknown = "end";
    for (let i = 0; i < 100_000; i++) nested = [nested];
    expect(checkLibrary({ studies: nested }).kind).exactly("invalid");
  });
});
