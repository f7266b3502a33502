import type { TestResult } from "../design.ts";
import type { MutableTested } from "../endpoint-test.ts";

/** A result a test owns and writes to at every call. */
export function testedRecord(): MutableTested {
  return { kind: "tested", z: 0, estimate: 0, information: 0 };
}

const because = (reason: string): TestResult => ({ kind: "notEstimable", reason });

/** Why a built-in test has no result; one record each, so that nothing is allocated. */
export const notEstimable = {
  emptyArm: because("an arm has no patients to analyse"),
  noVariance: because("the test statistic has no variance: all patients have the same outcome"),
  noEvents: because("no event while both arms were at risk"),
  shortFollowUp: because("follow-up of an arm ends before the day of the test"),
  survivalAtEnd: because("an arm has survival 0 or 1 on the day of the test, where log(-log) is infinite"),
};
