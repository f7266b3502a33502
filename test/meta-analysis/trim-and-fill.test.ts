import { trimAndFill } from "@rekindle/evidence";
import { describe, expect, it } from "vitest";
import { closedForm, effectsOf, reference } from "./small-study-reference.ts";

const estimators = ["L0", "R0", "Q0"] as const;
const trimmed = { relative: 1e-5, absolute: 1e-7, because: "while trimming metafor iterates tau2 to 1e-5 only" };

describe.each(Object.entries(reference.sets))(
  "metafor's trimfill on %s",
  {
    meta: { validates: { requirement: "Trim and fill", functions: ["trimAndFill"], source: "metafor 3.8.1 trimfill" } },
  },
  (_, set) => {
    const effects = effectsOf(set);

    it.each(Object.keys(set.fills))("%s", (method) => {
      const near = method === "REML" ? trimmed : closedForm;
      for (const estimator of estimators)
        for (const [side, expected] of Object.entries(set.fills[method]![estimator]!)) {
          const sided = side === "chosen" ? {} : { side: side as "left" | "right" };
          const pool = { tau2: { kind: method === "FE" ? "commonEffect" : method }, interval: { kind: "wald" } };
          const found = trimAndFill(effects, { estimator, ...sided, pool });
          if (expected === null) {
            expect(found.kind).exactly("notEstimable");
            continue;
          }
          if (found.kind === "notEstimable") throw new Error(found.reason);
          expect(found.side).exactly(expected.side);
          expect(found.missing).exactly(expected.k0);
          expect(found.filled.length).exactly(expected.k0);
          if (typeof expected.se === "number") expect(found.missingStandardError!).agreesWith(expected.se, closedForm);
          else expect(found.missingStandardError).toBeUndefined();
          if (estimator === "R0") expect(found.missingPValue!).agreesWith(expected.p!, closedForm);
          if (found.adjusted.mean.kind === "notEstimable") throw new Error(found.adjusted.mean.reason);
          expect(found.adjusted.mean.value).agreesWith(expected.mean, near);
          expect(found.adjusted.standardError!).agreesWith(expected.meanSe, near);
          expect(found.adjusted.tau2!.value).agreesWith(expected.tau2, near);
        }
    });
  },
);

describe("trim and fill", () => {
  const effects = effectsOf(reference.sets["egger2001"]!);

  it("trimming by a common effect and pooling by random effects", () => {
    const mixed = trimAndFill(effects, {
      trimTau2: { kind: "commonEffect" },
      side: "right",
      pool: { tau2: { kind: "DL" } },
    });
    const fixed = trimAndFill(effects, { side: "right", pool: { tau2: { kind: "commonEffect" } } });
    if (mixed.kind === "notEstimable" || fixed.kind === "notEstimable") throw new Error("nothing to compare");
    expect(mixed.filled).toEqual(fixed.filled);
    expect(mixed.missing > 0).exactly(true);
    expect(mixed.adjusted.tau2!.method).exactly("DerSimonian-Laird");
    expect(mixed.method).toMatch(/right side as asked, trimmed by/);
  });

  it("a mirrored problem is filled on the other side", () => {
    const mirrored = { ...effects, rows: effects.rows.map((row) => ({ ...row, value: -row.value })) };
    const [one, other] = [trimAndFill(effects), trimAndFill(mirrored)];
    if (one.kind === "notEstimable" || other.kind === "notEstimable") throw new Error("nothing to compare");
    expect(other.side).exactly(one.side === "left" ? "right" : "left");
    expect(other.filled.map(({ value }) => -value)).toEqual(one.filled.map(({ value }) => value));
  });

  it("two studies and unknown options", () => {
    const two = effectsOf({ yi: [1, 2], vi: [1, 2] });
    expect(trimAndFill(two)).toMatchObject({
      kind: "notEstimable",
      reason: "trim and fill needs at least three studies",
    });
    expect(() => trimAndFill(effects, { estimator: "L1" } as never)).toThrow(/estimator/);
    expect(() => trimAndFill(effects, { pool: { tau: 1 } } as never)).toThrow(/tau/);
    expect(() => trimAndFill(effects, { trimTau2: { kind: "DX" } })).toThrow(/DX/);
  });
});
