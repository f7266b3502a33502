import { describe, expect, it } from "vitest";
import { threefry4x32 } from "../../src/streams/threefry.ts";

/** Known answers of Random123 1.14, file kat_vectors, lines "threefry4x32 20". */
const known = [
  { counter: [0, 0, 0, 0], key: [0, 0, 0, 0], out: [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    out: [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    out: [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84],
  },
] as const;

const validates = {
  requirement: "Threefry-4x32-20 cipher",
  functions: ["threefry4x32"],
  source: "Random123, kat_vectors",
};

describe("threefry4x32 with 20 rounds", { meta: { validates } }, () => {
  it.each(known)("gives the published words for counter $counter", ({ counter, key, out }) => {
    const block = new Int32Array(4);
    const [c0, c1, c2, c3] = counter;
    const [k0, k1, k2, k3] = key;
    threefry4x32(c0, c1, c2, c3, k0, k1, k2, k3, block);
    expect([...block].map((word) => word >>> 0)).exactly([...out]);
  });
});
