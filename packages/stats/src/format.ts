import { holds, requireAll, whole } from "./arguments.ts";

/**
 * Numbers as text for figures and reports. The rules are fixed and know no locale: a point before decimals, no grouping, a real
 * minus sign (U+2212), no negative zero, ∞ for infinity. Rounding is of the exact binary value, as ECMAScript's toFixed.
 */
export type NumberFormat =
  | { readonly kind: "decimals"; readonly decimals: number }
  | { readonly kind: "significant"; readonly digits: number };

/**
 * A number as text.
 * @param format a fixed number of decimals, or of significant digits (without an exponent from 1e-4 up to 1e15).
 * @throws InvalidInput for NaN, and for decimals outside 0 … 20 or digits outside 1 … 21.
 * @example formatNumber(-0.0316, { kind: "significant", digits: 2 }) // "−0.032"
 */
export function formatNumber(value: number, format: NumberFormat): string {
  requireAll(
    holds(value === value, "value", "NaN cannot be shown as a number"),
    format.kind === "decimals" ? whole("decimals", format.decimals, 0, 20) : whole("digits", format.digits, 1, 21),
  );
  if (value === Infinity || value === -Infinity) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  const text = format.kind === "decimals" ? fixed(size, format.decimals) : significant(size, format.digits);
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? MINUS + text : text;
}

/** A proportion as a percentage: `62.9%`; `decimals` 0 to 20, by default 1.
 * @example formatPercent(0.6286, { decimals: 1 }) // "62.9%" */
export function formatPercent(proportion: number, options: { readonly decimals?: number } = {}): string {
  const { decimals = 1 } = options;
  // Shift the decimal text, not the number: 100 · 0.285 is not 28.5.
  return `${formatNumber(shiftTwoPlaces(proportion), { kind: "decimals", decimals })}%`;
}

/**
 * A p-value: three decimals below 0.1, two above, `<0.001` and `>0.99` at the ends.
 * @throws InvalidInput outside [0, 1].
 * @example formatPValue(0.0316) // "0.032"
 */
export function formatPValue(pValue: number): string {
  requireAll(holds(pValue >= 0 && pValue <= 1, "pValue", `${pValue} is no probability`, "must be between 0 and 1"));
  if (pValue < 0.001) return "<0.001";
  if (pValue > 0.99) return ">0.99";
  const three = pValue.toFixed(3);
  return Number(three) < 0.1 ? three : pValue.toFixed(2);
}

/** Two limits with "to" between them, which no minus sign can be confused with.
 * @example formatInterval(-0.1, 0.25, { kind: "decimals", decimals: 2 }) // "−0.10 to 0.25" */
export function formatInterval(lower: number, upper: number, format: NumberFormat): string {
  return `${formatNumber(lower, format)} to ${formatNumber(upper, format)}`;
}

const MINUS = "−";

function fixed(size: number, decimals: number): string {
  return size < 1e21 ? size.toFixed(decimals) : size.toExponential().replace("+", "");
}

function significant(size: number, digits: number): string {
  if (size === 0) return (0).toFixed(Math.min(20, digits - 1));
  const rounded = Number(size.toPrecision(digits));
  if (rounded < 1e-4 || rounded >= 1e15) return size.toExponential(Math.min(20, digits - 1)).replace("+", "");
  const exponent = Number(rounded.toExponential().split("e")[1]);
  return rounded.toFixed(Math.min(20, Math.max(0, digits - 1 - exponent)));
}

/** 100 times a number, as the nearest double to 100 times its shortest decimal text. */
function shiftTwoPlaces(value: number): number {
  if (!Number.isFinite(value)) return value;
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  return Number(`${mantissa}e${Number(exponent) + 2}`);
}
