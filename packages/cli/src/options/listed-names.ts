import { nearestName } from "@rekindle/stats";
import { InvalidArgumentError } from "commander";

/** A list such as `wilson,blaker`, or `all`; every name that is not allowed is told at once. */
export function parseNames<Name extends string>(allowed: readonly Name[]): (written: string) => readonly Name[] {
  return (written) => {
    if (written === "all") return allowed;
    const names = [...new Set(written.split(",").map((name) => name.trim()))];
    const unknown = names.filter((name) => !(allowed as readonly string[]).includes(name));
    if (unknown.length === 0) return names as Name[];
    const told = unknown.map((name) => {
      const near = nearestName(name, allowed);
      return `"${name}" is not known${near === undefined ? "" : `, did you mean ${near}?`}`;
    });
    throw new InvalidArgumentError(`${told.join("; ")}\nAllowed: all, or a list of ${allowed.join(", ")}.`);
  };
}

/** One name of a list. */
export function parseName<Name extends string>(allowed: readonly Name[]): (written: string) => Name {
  return (written) => {
    if ((allowed as readonly string[]).includes(written)) return written as Name;
    const near = nearestName(written, allowed);
    const meant = near === undefined ? "" : `, did you mean ${near}?`;
    throw new InvalidArgumentError(`"${written}" is not known${meant}\nAllowed: ${allowed.join(", ")}.`);
  };
}

/** One name of a list, whichever letters are capitals. */
export function parseNameOf(allowed: readonly string[]): (written: string) => string {
  const parse = parseName(allowed);
  return (written) => allowed.find((name) => name.toLowerCase() === written.toLowerCase()) ?? parse(written);
}

/** The keys of a record in its order, with their type. */
export function namesOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(record) as Name[];
}
