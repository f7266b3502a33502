import { describeIssues } from "@rekindle/scenario";
import { InvalidInput } from "@rekindle/stats";
import { exitCodes } from "./exit-codes.ts";
import { Failure } from "./foreseen.ts";

/**
 * What a library call gives; what it refuses was asked for on the command line.
 * @param options the option on the command line for the first step of an issue's path, where that is not called the same.
 * @throws Failure with every issue.
 */
export function refusedUse<T>(call: () => T, options?: Readonly<Record<string, string>>): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const issues = error.issues.map((issue) => {
      const [first, ...rest] = issue.path;
      if (options === undefined || first === undefined) return issue;
      const named = rest.filter((step) => typeof step === "string" && step !== "kind");
      return { ...issue, path: [options[first] ?? `--${first}`, ...named] };
    });
    throw new Failure(describeIssues(issues), exitCodes.usage);
  }
}
