import { InvalidInput } from "@rekindle/stats";
import type { Law } from "./law.ts";

/** The same law, which refuses what is no number or no probability. */
export function guardedLaw(law: Law): Law {
  return {
    ...law,
    density: (x) => law.density(number("x", x)),
    cdf: (x) => law.cdf(number("x", x)),
    quantile: (p) => law.quantile(probability(p)),
  };
}

function number(name: string, value: number): number {
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new InvalidInput([
    { kind: "outOfRange", path: [name], message: `${String(value)} is no number`, hint: "a number" },
  ]);
}

function probability(p: number): number {
  if (number("p", p) >= 0 && p <= 1) return p;
  throw new InvalidInput([{ kind: "outOfRange", path: ["p"], message: `${p} is out of range`, hint: "from 0 to 1" }]);
}
