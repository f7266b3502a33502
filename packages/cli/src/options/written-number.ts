import { InvalidArgumentError } from "commander";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A plain decimal number. A percentage and a decimal comma are refused with the number to write instead. */
export function parseNumber(written: string): number {
  const value = Number(written);
  if (NUMBER.test(written) && Number.isFinite(value)) return value;
  const share = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(written);
  if (share !== null)
    throw new InvalidArgumentError(`"${written}" is a percentage; write the fraction ${fractionOf(share[1]!)}.`);
  if (/^[+-]?\d+,\d+$/.test(written))
    throw new InvalidArgumentError(`"${written}" has a decimal comma; write ${written.replace(",", ".")}.`);
  throw new InvalidArgumentError(`"${written}" is not a number.`);
}

/** A number above 0. */
export function parseAboveZero(written: string): number {
  const value = parseNumber(written);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be above 0.");
}

/** Times from 0 on, parted by commas. */
export function parseTimes(written: string): readonly number[] {
  return written.split(",").map((part) => {
    const value = parseNumber(part.trim());
    if (value >= 0) return value;
    throw new InvalidArgumentError("A time is at least 0.");
  });
}

/** A level strictly between 0 and 1. */
export function parseLevel(written: string): number {
  const value = parseNumber(written);
  if (value > 0 && value < 1) return value;
  const hint = value > 1 && value < 100 ? `; for ${written} % write ${fractionOf(written)}` : "";
  throw new InvalidArgumentError(`It must be strictly between 0 and 1, such as 0.95${hint}.`);
}

/** A proportion from 0 to 1. */
export function parseProportion(written: string): number {
  const value = parseNumber(written);
  if (value >= 0 && value <= 1) return value;
  const hint = value > 1 && value <= 100 ? `; for ${written} % write ${fractionOf(written)}` : "";
  throw new InvalidArgumentError(`It must be between 0 and 1, such as 0.15${hint}.`);
}

/** A hundredth of a number, by its decimal text. */
function fractionOf(percent: string): number {
  return Number(`${Number(percent)}e-2`);
}
