import seedrandom from "seedrandom";
import { InvalidInput } from "../invalid-input.ts";

/** The 64-bit seed, as two 32-bit words. */
export interface Seed {
  readonly low: number;
  readonly high: number;
}

/**
 * Turns what a user writes as a seed, any text or safe integer, into 64 bits, by the ARC4 of seedrandom (which hashes any text).
 * The number 7 and the text "7" give the same seed; different texts give different seeds, but for chance (2^-64 for a pair).
 *
 * seedrandom by itself reads "1", "11" and "111" as one seed, since its key is repeated until it is long enough, and "a" and "š" as
 * one, since it drops all but the low byte of a character. Such texts are spelled out first. Texts are compared as they are
 * written: "é" as one character and as two are different seeds.
 *
 * @throws InvalidInput for a number that is no safe integer, an empty text, and what is neither number nor text.
 * @example parseSeed(20260823)
 */
export function parseSeed(seed: string | number): Seed {
  const isSound = typeof seed === "number" ? Number.isSafeInteger(seed) : typeof seed === "string" && seed.length > 0;
  if (!isSound) {
    const found = typeof seed === "string" ? '""' : String(seed);
    const hint = "a whole number between -(2^53 - 1) and 2^53 - 1, or a text that is not empty";
    throw new InvalidInput([{ kind: "seed", path: ["seed"], message: `${found} is no seed`, hint }]);
  }
  const text = String(seed);
  const hash = seedrandom(isReadDistinctly(text) ? text : spellOut(text));
  return { low: hash.int32(), high: hash.int32() };
}

/** Whether seedrandom tells this text from every other such text: printable, short, and not one text several times over. */
function isReadDistinctly(text: string): boolean {
  return /^[ -~]{1,64}$/.test(text) && `${text}${text}`.indexOf(text, 1) === text.length;
}

/** The length and both bytes of every UTF-16 unit, after a byte with which no printable text begins. */
function spellOut(text: string): string {
  const parts = [`\0${text.length}:`];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    parts.push(String.fromCharCode(unit >>> 8, unit & 255));
  }
  return parts.join("");
}
