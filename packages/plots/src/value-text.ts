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

/** A tick of an axis, with no more decimals than it needs. */
export function tickText(value: number, unit: ValueStyle["unit"]): string {
  const shown = unit === "percent" ? Number((100 * value).toPrecision(12)) : value;
  const text = String(Number(Math.abs(shown).toPrecision(6)));
  return `${shown < 0 && text !== "0" ? "−" : ""}${text}`;
}
