import type { Issue } from "@rekindle/stats";

type Path = readonly (string | number)[];

/** A rule that a number keeps: finite, and above 0 or at least 0 where that is asked. */
export type NumberRule = "finite" | "aboveZero" | "zeroOrMore" | "aboveOne";

const words = {
  finite: "must be finite",
  aboveZero: "must be finite and above 0",
  zeroOrMore: "must be finite and at least 0",
  aboveOne: "must be a finite number of at least 2",
} as const;

/** What is wrong with a number at a path: nothing, or one issue with its name, value and rule. */
export function numberFaults(value: unknown, rule: NumberRule, path: Path): readonly Issue[] {
  const fine =
    typeof value === "number" &&
    Number.isFinite(value) &&
    (rule === "finite" ||
      (rule === "aboveZero" && value > 0) ||
      (rule === "zeroOrMore" && value >= 0) ||
      (rule === "aboveOne" && value >= 2));
  if (fine) return [];
  const kind = typeof value === "number" ? "outOfRange" : value === undefined ? "missing" : "wrongType";
  return [{ kind, path, message: `${String(path.at(-1))} is ${String(value)}`, hint: words[rule] }];
}

/** What is wrong with a whole number of events or patients from `least` up. */
export function wholeFaults(value: unknown, least: number, path: Path): readonly Issue[] {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= 1e12) return [];
  const kind = typeof value === "number" ? "outOfRange" : value === undefined ? "missing" : "wrongType";
  const hint = `must be a whole number from ${least} to 1e12`;
  return [{ kind, path, message: `${String(path.at(-1))} is ${String(value)}`, hint }];
}

/** Whether a value has fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The faults of an arm, or that it is missing. */
export function armFaultsBy<Arm>(
  arm: Arm,
  path: Path,
  fields: string,
  faultsOf: (arm: Arm, path: Path) => readonly Issue[],
): readonly Issue[] {
  if (isRecord(arm)) return faultsOf(arm, path);
  return [{ kind: "missing", path, message: "is missing", hint: `required: ${fields}` }];
}
