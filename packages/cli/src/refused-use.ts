import { describeIssues } from "@rekindle/scenario";
import { InvalidInput } from "@rekindle/stats";
import { exitCodes } from "./exit-codes.ts";
import { Failure } from "./foreseen.ts";

/** What a library call gives; what it refuses was asked for on the command line. @throws Failure with every issue. */
export function refusedUse<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof InvalidInput) throw new Failure(describeIssues(error.issues), exitCodes.usage);
    throw error;
  }
}
