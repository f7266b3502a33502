import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkWith, describeIssue } from "../src/index.ts";

const shape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("circle"), radius: z.number().positive() }),
  z.strictObject({ kind: z.literal("square"), side: z.int().min(1).max(9) }),
]);
const schema = z.strictObject({
  alpha: z.number().min(0).max(1),
  shape,
  size: z.union([z.number(), z.strictObject({ from: z.number(), unit: z.enum(["mm", "cm"]) })]),
  names: z.array(z.string()).min(1),
  weights: z.record(z.enum(["RAS", "other"]), z.number()),
});
const sound = {
  alpha: 0.5,
  shape: { kind: "square", side: 3 },
  size: 2,
  names: ["a"],
  weights: { RAS: 1, other: 2 },
};

function problems(value: unknown): readonly string[] {
  const checked = checkWith(schema, value);
  return checked.kind === "valid" ? [] : checked.issues.map(describeIssue);
}

describe("checkWith", () => {
  it("returns a sound value", () => {
    expect(checkWith(schema, sound)).exactly({ kind: "valid", value: sound });
  });

  it("names the nearest allowed key, and all of them", () => {
    expect(problems({ ...sound, alfa: 0.1 })).exactly([
      'alfa: unknown key "alfa" (did you mean alpha? allowed: alpha, shape, size, names, weights)',
    ]);
  });

  it("reports every problem at once, each with the value found and what is allowed", () => {
    const value = {
      alpha: 2,
      shape: { kind: "squar", side: 3 },
      size: { from: 1, unit: "km" },
      names: [],
      weights: { RAS: "x" },
    };
    expect(problems(value)).exactly([
      "alpha: 2 is out of range (must be at most 1)",
      'shape.kind: "squar" is not allowed (did you mean square? allowed: circle, square)',
      'size.unit: "km" is not allowed (did you mean mm? allowed: mm, cm)',
      "names: has 0 items (must have at least 1)",
      'weights.RAS: found "x" (must be a finite number)',
      "weights.other: is missing (required: a finite number)",
    ]);
  });

  it("follows the branch that the discriminator names", () => {
    expect(problems({ ...sound, shape: { kind: "square", radius: 1, side: 1.5 } })).exactly([
      "shape.side: found 1.5 (must be a whole number)",
      'shape.radius: unknown key "radius" (allowed: kind, side)',
    ]);
  });

  it("says what a union would take when no branch is near", () => {
    expect(problems({ ...sound, size: "big" })).exactly([
      'size: found "big" (must be a finite number or a mapping of keys to values)',
    ]);
  });

  it.each([null, undefined, 3, "text", []])("refuses %j as a whole", (value) => {
    expect(problems(value)).toHaveLength(1);
  });
});
