import { formatNumber } from "@rekindle/stats";
import { percent } from "./format.ts";

/** How the values of a figure are written: as percentages, or as numbers; small ratios keep two digits. */
export interface ValueStyle {
  readonly unit: "percent" | "number";
  readonly decimals: number;
}

/** A value as the figure prints it, without a sign for percent. */
export function valueText(value: number, { unit, decimals }: ValueStyle): string {
  if (unit === "percent")
    return Number.isFinite(value) ? percent(value, decimals) : formatNumber(value, { kind: "decimals", decimals });
  const size = Math.abs(value);
  const tooSmall = size > 0 && size < 0.01 && decimals <= 2;
  if (tooSmall || (size >= 1000 && Number.isFinite(size)))
    return formatNumber(value, { kind: "significant", digits: tooSmall ? 2 : 3 });
  return formatNumber(value, { kind: "decimals", decimals });
}

/** A tick of an axis, with no more decimals than it needs; very large and small ones as powers of ten. */
export function tickText(value: number, unit: ValueStyle["unit"]): string {
  const shown = unit === "percent" ? Number((100 * value).toPrecision(12)) : value;
  const size = Number(Math.abs(shown).toPrecision(6));
  const text = size !== 0 && (size >= 1e6 || size < 1e-4) ? powerText(size) : String(size);
  return `${shown < 0 && size !== 0 ? "−" : ""}${text}`;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function powerText(size: number): string {
  const [digits = "1", exponent = "0"] = size.toExponential().split("e");
  const raised = exponent
    .replace("+", "")
    .replace("-", "⁻")
    .replaceAll(/\d/g, (digit) => superscripts[Number(digit)]!);
  return `${digits === "1" ? "" : `${digits}·`}10${raised}`;
}
