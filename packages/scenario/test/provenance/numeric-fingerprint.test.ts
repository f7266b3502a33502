import { describe, expect, it } from "vitest";
import { numericFingerprint } from "../../src/provenance/numeric-fingerprint.ts";

describe("numericFingerprint", () => {
  it("is a hash that repeats", () => {
    expect(numericFingerprint()).toMatch(/^[0-9a-f]{64}$/);
    expect(numericFingerprint()).exactly(numericFingerprint());
  });
});
