import seedrandom from "seedrandom";
import { InvalidInput } from "../invalid-input.ts";
import type { Stream } from "./stream.ts";

/** seedrandom's generators that are sound when each replicate has its own seed. */
export type UserAlgorithm = "arc4" | "alea" | "xor4096";

/** A generator of seedrandom by name, with any text as its seed. */
export interface UserGenerator {
  readonly algorithm: UserAlgorithm;
  readonly seed: string;
}

/**
 * Starts `stream` from a generator of seedrandom, for those who must reproduce another program's seeds: its first four words become the
 * state. It costs 1 µs (alea) to 20 µs (arc4), against 25 ns of `openStream`, and gives no common random numbers by itself.
 *
 * With one seed for each replicate ("sim/0", "sim/1", …) the first draws must be independent across seeds. Measured over 400,000 seeds
 * (z of serial correlation; z of chi-squared over pairs): arc4 -0.9, 0.7; alea 0.8, 2.0; xor4096 0.1, 1.2. The others are refused, for
 * their seeding and not for what comes after: xorwow -22, 27,556; xorshift7 73, 47,523; xor128 -0.2, 48,253; tychei -0.3, 0.4, but -2.8
 * with whole numbers as seeds.
 *
 * @throws InvalidInput for another algorithm, with the reason, and for an empty seed.
 * @example openStreamFrom(stream, { algorithm: "alea", seed: `sim/${replicate}` })
 */
export function openStreamFrom(stream: Stream, generator: UserGenerator): void {
  const { algorithm, seed } = generator;
  const create = Object.hasOwn(sound, algorithm) ? sound[algorithm] : undefined;
  if (create === undefined || typeof seed !== "string" || seed === "") throw new InvalidInput(issuesOf(generator));
  const words = create(seed);
  stream.a = words.int32();
  stream.b = words.int32();
  stream.c = words.int32();
  stream.d = words.int32();
}

const sound: Readonly<Record<UserAlgorithm, (seed: string) => { readonly int32: () => number }>> = {
  arc4: (seed) => seedrandom(seed),
  alea: (seed) => seedrandom.alea(seed),
  xor4096: (seed) => seedrandom.xor4096(seed),
};

const refused: Readonly<Record<string, string>> = {
  xor128: "its first draws under neighbouring seeds fill pairs unevenly",
  xorwow: "its first draws under neighbouring seeds are correlated",
  xorshift7: "its first draws under neighbouring seeds are correlated",
  tychei: "its first draws under whole numbers as seeds are borderline",
};

function issuesOf({
  algorithm,
  seed,
}: UserGenerator): { kind: string; path: string[]; message: string; hint: string }[] {
  const issues = [];
  if (!Object.hasOwn(sound, algorithm)) {
    const reason = Object.hasOwn(refused, algorithm)
      ? `is unsafe with a seed for each replicate: ${refused[algorithm]}`
      : "is unknown";
    issues.push({
      kind: "generator",
      path: ["algorithm"],
      message: `${algorithm} ${reason}`,
      hint: `allowed: ${Object.keys(sound).join(", ")}`,
    });
  }
  if (typeof seed !== "string" || seed === "") {
    issues.push({
      kind: "seed",
      path: ["seed"],
      message: `${JSON.stringify(seed)} is no seed`,
      hint: "a text that is not empty",
    });
  }
  return issues;
}
