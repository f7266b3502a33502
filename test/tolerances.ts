import { expect } from "vitest";
import { noteComparison } from "./measured.ts";

/** The five ways in which two numbers may be called equal, each with its reason. A bare tolerance has none. */
interface Tolerances<R> {
  /** No rounding is involved: counts, decisions, replay, worker independence. */
  exactly(expected: unknown): R;
  /** The formula's conditioning: at most `ulps` units in the last place (2^-52 of the expected value). */
  withinUlps(expected: number, ulps: number): R;
  /** The paper printed so many digits: half a unit of the last one. */
  asPrinted(printed: string): R;
  /** Two programs iterate or round differently. Passes if either bound holds. */
  agreesWith(reference: number, tolerance: { relative?: number; absolute?: number; because: string }): R;
  /**
   * Sampling error. For a share give the `replicates`; for a mean give its `standardError`.
   * `falseAlarm` is the two-sided probability that a correct program fails.
   */
  withinMonteCarlo(
    truth: number,
    sampling: ({ replicates: number } | { standardError: number }) & { falseAlarm: number },
  ): R;
}

declare module "vitest" {
  // The parameter's name and default must be vitest's own.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Assertion<T = any> extends Tolerances<T> {}
  interface AsymmetricMatchersContaining extends Tolerances<unknown> {}
}

/** Two-sided normal limit for a false-alarm probability, from the safe tail bound exp(-z^2 / 2) >= 2 (1 - Φ(z)). */
function safeLimit(falseAlarm: number): number {
  return Math.sqrt(-2 * Math.log(falseAlarm));
}

expect.extend({
  exactly(received: unknown, expected: unknown) {
    const pass = this.equals(received, expected, [this.utils.iterableEquality], true);
    return {
      pass,
      message: () => `${this.utils.printReceived(received)} is not exactly ${this.utils.printExpected(expected)}`,
    };
  },

  withinUlps(received: number, expected: number, ulps: number) {
    const error = received === expected ? 0 : Math.abs(received - expected) / (Math.abs(expected) * 2 ** -52);
    noteComparison("ulps", error);
    return {
      pass: error <= ulps,
      message: () => `${received} is ${error} ulps from ${expected}; at most ${ulps} are allowed`,
    };
  },

  asPrinted(received: number, printed: string) {
    const [mantissa = "", exponent = "0"] = printed.toLowerCase().split("e");
    const decimals = mantissa.split(".")[1]?.length ?? 0;
    const half = 0.5 * 10 ** (Number(exponent) - decimals);
    const gap = Math.abs(received - Number(printed));
    noteComparison("printed", gap);
    return { pass: gap <= half * (1 + 1e-9), message: () => `${received} does not print as ${printed}` };
  },

  agreesWith(
    received: number,
    reference: number,
    { relative = 0, absolute = 0 }: { relative?: number; absolute?: number; because: string },
  ) {
    const gap = Math.abs(received - reference);
    const isClose = received === reference || gap <= relative * Math.abs(reference);
    const pass = isClose || gap <= absolute;
    if (isClose) noteComparison("relative", received === reference ? 0 : gap / Math.abs(reference));
    else noteComparison("absolute", gap);
    return {
      pass,
      message: () => `${received} differs from ${reference} by ${gap} (relative ${gap / Math.abs(reference)})`,
    };
  },

  withinMonteCarlo(
    received: number,
    truth: number,
    sampling: ({ replicates: number } | { standardError: number }) & { falseAlarm: number },
  ) {
    const standardError =
      "replicates" in sampling ? Math.sqrt((truth * (1 - truth)) / sampling.replicates) : sampling.standardError;
    const limit = safeLimit(sampling.falseAlarm) * standardError;
    const gap = Math.abs(received - truth);
    noteComparison("standardErrors", gap / standardError);
    return { pass: gap <= limit, message: () => `${received} is ${gap / standardError} standard errors from ${truth}` };
  },
});
