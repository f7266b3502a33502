import { InvalidArgumentError } from "commander";

/** A number stays a number, as it would in the file; 7 and "7" are the same seed. */
export function parseSeed(written: string): string | number {
  if (written === "") throw new InvalidArgumentError("A seed cannot be empty.");
  const asNumber = Number(written);
  if (Number.isFinite(asNumber) && !Number.isInteger(asNumber)) {
    throw new InvalidArgumentError("A seed that is a number must be a whole one.");
  }
  return /^-?\d+$/.test(written) && Number.isSafeInteger(asNumber) ? asNumber : written;
}

/** The name of a folder. */
export function parseFolder(written: string): string {
  if (written.trim() === "") throw new InvalidArgumentError("It must be the name of a folder.");
  return written;
}

/** A day of the calendar, such as 2026-08-23. */
export function parseDate(written: string): string {
  const date = new Date(`${written}T00:00:00Z`);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(written) && !Number.isNaN(date.getTime());
  if (isDate && date.toISOString().startsWith(written)) return written;
  throw new InvalidArgumentError("It must be a date such as 2026-08-23.");
}

/** A whole number between two. */
export function wholeNumber(least: number, most: number): (written: string) => number {
  return (written) => {
    const value = Number(written);
    if (/^\d+$/.test(written) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
