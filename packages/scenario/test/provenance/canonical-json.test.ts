import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, readableJson } from "../../src/provenance/canonical-json.ts";

describe("canonicalJson", () => {
  it("sorts keys at every depth and leaves out what is absent", () => {
    expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: 0.1 })).exactly('{"a":0.1,"b":[{"d":1}]}');
  });

  it("does not depend on the order in which keys were written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).exactly(canonicalJson(value));
      }),
      { seed: 2 },
    );
  });

  it("writes numbers so that they are read back exactly", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // JSON has no negative zero.
        expect(JSON.parse(canonicalJson(value))).exactly(value + 0);
      }),
      { seed: 3 },
    );
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [10n]])(
    "refuses %s, which JSON cannot say",
    (value) => {
      expect(() => canonicalJson({ value })).toThrow("JSON cannot hold");
      expect(() => readableJson({ value })).toThrow("(at value)");
    },
  );

  it("refuses a hole in a list", () => {
    expect(() => canonicalJson([undefined])).toThrow("JSON cannot hold undefined");
  });
});

describe("readableJson", () => {
  it("keeps the order of keys and ends with a newline", () => {
    expect(readableJson({ b: 1, a: [2] })).exactly('{\n  "b": 1,\n  "a": [\n    2\n  ]\n}\n');
  });
});
