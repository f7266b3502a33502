import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { sha256 } from "../../src/provenance/sha256.ts";

describe("sha256", () => {
  // NIST, "Examples with intermediate values", SHA-256.
  it.each([
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("of %j is as published", (text, expected) => {
    expect(sha256(text)).exactly(expected);
  });

  it("agrees with the engine's own for bytes of every length around a block", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(sha256(bytes)).exactly(createHash("sha256").update(bytes).digest("hex"));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("reads a text as UTF-8", () => {
    expect(sha256("¹³¹I – ∆")).exactly(createHash("sha256").update("¹³¹I – ∆", "utf8").digest("hex"));
  });
});
