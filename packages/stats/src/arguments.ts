import { InvalidInput, type Issue } from "./invalid-input.ts";

type Path = readonly (string | number)[];

/** An issue if the value breaks the rule, else nothing; collect several with `requireAll`. */
export type Requirement = Issue | undefined;

function outOfRange(path: Path, value: number, rule: string): Issue {
  return { kind: "outOfRange", path, message: `${value} is out of range`, hint: `must be ${rule}` };
}

export function finite(name: string, value: number): Requirement {
  return Number.isFinite(value) ? undefined : outOfRange([name], value, "a finite number");
}

export function positive(name: string, value: number): Requirement {
  return Number.isFinite(value) && value > 0 ? undefined : outOfRange([name], value, "a finite number above 0");
}

/** A shape or degrees of freedom: within the range in which the laws keep their stated digits. */
export function shapeParameter(name: string, value: number): Requirement {
  if (Number.isFinite(value) && value >= 1e-12 && value <= 1e15) return undefined;
  return Number.isFinite(value) && value > 0
    ? outOfRange([name], value, "between 1e-12 and 1e15")
    : outOfRange([name], value, "a finite number above 0");
}

export function notNegative(name: string, value: number): Requirement {
  return Number.isFinite(value) && value >= 0 ? undefined : outOfRange([name], value, "a finite number of at least 0");
}

export function proportion(name: string, value: number): Requirement {
  return Number.isFinite(value) && value >= 0 && value <= 1 ? undefined : outOfRange([name], value, "between 0 and 1");
}

export function openProportion(name: string, value: number): Requirement {
  return Number.isFinite(value) && value > 0 && value < 1
    ? undefined
    : outOfRange([name], value, "strictly between 0 and 1");
}

/** A whole number between `least` and `most`. */
export function whole(name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): Requirement {
  if (Number.isInteger(value) && value >= least && value <= most) return undefined;
  const rule = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return outOfRange([name], value, `a whole number ${rule}`);
}

/** An issue with these words if the condition does not hold. */
export function holds(condition: boolean, name: string, message: string, hint?: string): Requirement {
  if (condition) return undefined;
  const issue = { kind: "rule", path: name === "" ? [] : [name], message };
  return hint === undefined ? issue : { ...issue, hint };
}

/** One of the allowed words. */
export function oneOf(name: string, value: string, allowed: readonly string[]): Requirement {
  return holds(allowed.includes(value), name, `${value} is no choice`, `allowed: ${allowed.join(", ")}`);
}

/** @throws InvalidInput with every requirement that is not met. */
export function requireAll(...requirements: readonly Requirement[]): void {
  const issues = requirements.filter((requirement) => requirement !== undefined);
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** The argument of a density or distribution function. @throws InvalidInput for NaN. */
export function requireNumber(x: number): void {
  if (typeof x !== "number" || x !== x) requireAll(outOfRange(["x"], x, "a number"));
}

/** The argument of a quantile function. @throws InvalidInput outside [0, 1]. */
export function requireProbability(p: number): void {
  if (!(typeof p === "number" && p >= 0 && p <= 1)) requireAll(outOfRange(["p"], p, "a probability between 0 and 1"));
}
