import { orThrow } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { checkLibrary, type CountSelectionOptions, type Library, pool, selectCounts } from "../../src/index.ts";
import { count, deepFreeze, madeUpLibrary, study } from "../made-up.ts";

const best = { kind: "best" };
const sixMonths = { kind: "atDay", day: 183 };
const response = (changes: Readonly<Record<string, unknown>>) =>
  count({ endpoint: "response", timing: best, ...changes });

const library: Library = deepFreeze(
  orThrow(
    checkLibrary(
      madeUpLibrary([
        study("split", [
          response({ genotype: "mixed", events: 6, n: 20 }),
          response({ genotype: "mixed", events: 5, n: 20, timing: sixMonths }),
          response({ genotype: "mixed", events: 6, n: 12, denominator: "treated" }),
          response({ scope: "stratum", genotype: "BRAF_V600E", events: 1, n: 8 }),
          response({ scope: "stratum", genotype: "RET_fusion", events: 1, n: 2 }),
          response({ scope: "stratum", genotype: "non_BRAF", events: 5, n: 12 }),
        ]),
        study("plain", [
          response({ events: 2, n: 9 }),
          response({ events: 1, n: 9, alternative: { id: "strict", why: "confirmed only" } }),
        ]),
        study("weak", [response({ events: 4, n: 7, tier: "B" })]),
        study("case", [response({ events: 1, n: 1, tier: "X" })], {
          design: { kind: "caseReports", description: "one case" },
        }),
        study("trial", [response({ scope: "arm", arm: "drug", events: 4, n: 40, denominator: "randomised" })]),
      ]),
    ),
  ),
);

const asked = { endpoint: { kind: "response" }, denominator: "evaluable", timing: "best" } as const;
const chosen = (options: CountSelectionOptions) =>
  selectCounts(library, options).rows.map(({ id, events, n }) => `${id} ${events}/${n}`);

describe("selectCounts", () => {
  it("takes each study's total, tiers A and B", () => {
    expect(chosen(asked)).exactly(["split 6/20", "plain 2/9", "weak 4/7"]);
    expect(chosen({ ...asked, tiers: ["A"] })).exactly(["split 6/20", "plain 2/9"]);
  });

  it("by genotype takes strata that share no patients, and studies without a split as their own group", () => {
    expect(chosen({ ...asked, by: "genotype" })).exactly([
      "split/BRAF_V600E 1/8",
      "split/non_BRAF 5/12",
      "plain 2/9",
      "weak 4/7",
    ]);
    const { groups, leftOut, notes } = selectCounts(library, { ...asked, by: "genotype" });
    expect(groups.map(({ group }) => group)).exactly(["BRAF_V600E", "other", "unselected"]);
    expect(leftOut).toContainEqual({
      study: "split",
      label: "Study split, RET fusion",
      reason: "shares patients with not BRAF",
    });
    expect(notes[0]).toMatch(/counted with the other genotypes/);
  });

  it("says what it left out and why", () => {
    const { leftOut } = selectCounts(library, { ...asked, tiers: ["A"], withoutStudies: ["plain"] });
    expect(leftOut.map(({ study: id, reason }) => [id, reason])).exactly([
      ["plain", "left out on request"],
      ["weak", "tier B"],
      ["case", "tier X"],
      ["trial", "no count with this denominator and timing"],
    ]);
  });

  it("refuses to guess a timing, and to mix", () => {
    const { timing: _, ...open } = asked;
    expect(() => selectCounts(library, open)).toThrow(/timing: is missing, and response is read at several times/);
    const mixed = selectCounts(library, { ...open, timing: "mixed" });
    expect(mixed.rows[0]!.timing).exactly({ kind: "atDay", day: 183 });
    expect(mixed.notes[0]).toMatch(/^mixed timing/);
    expect(() => pool(mixed.rows)).toThrow(/timings day 183 and best/);
  });

  it("mixed denominators take evaluable first and say so", () => {
    const { rows, notes } = selectCounts(library, { ...asked, denominator: "mixed" });
    expect(rows.map((row) => row.denominator)).exactly(["evaluable", "evaluable", "evaluable"]);
    expect(notes).exactly(["mixed denominators: evaluable"]);
  });

  it("uses another reading only when named", () => {
    expect(chosen({ ...asked, alternatives: ["plain/strict"] })).exactly(["split 6/20", "plain 1/9", "weak 4/7"]);
    expect(chosen({ ...asked, alternatives: ["strict"] })).exactly(["split 6/20", "plain 1/9", "weak 4/7"]);
    expect(selectCounts(library, { ...asked, alternatives: ["strict"] }).notes).exactly([
      "Study plain: other reading (confirmed only)",
    ]);
    expect(() => selectCounts(library, { ...asked, alternatives: ["split/strict"] })).toThrow(
      /"split\/strict" is no alternative of response \(allowed: plain\/strict\)/,
    );
  });

  it.each([
    [{ tiers: ["A", "X"] }, /tiers\.1: "X" is not allowed \(allowed: A, B\)/],
    [{ denominator: "everyone" }, /denominator/],
    [{ by: "drug" }, /by: "drug" is not allowed \(allowed: study, genotype\)/],
    [{ onlyStudies: ["splat"] }, /onlyStudies\.0: unknown study "splat" \(did you mean split\?\)/],
    [{ timming: "best" }, /unknown key "timming" \(did you mean timing\?/],
    [{ endpoint: { kind: "cure" } }, /endpoint\.kind: "cure" is not allowed/],
    [{ denominator: "enrolled" }, /no count of response fits \(the library has: evaluable, best; /],
    [{ stratum: "RAS" }, /no count of response fits/],
  ])("%j is refused with a reason", (change, message) => {
    expect(() => selectCounts(library, { ...asked, ...change } as CountSelectionOptions)).toThrow(message);
  });
});
