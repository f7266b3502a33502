import { formatNumber } from "@rekindle/stats";

/** A number in a table: four decimals, or four significant digits where these would show too few or too many. */
export function significantText(value: number): string {
  if (value === Infinity) return "Inf";
  if (value === -Infinity) return "-Inf";
  const size = Math.abs(value);
  const format =
    size === 0 || (size >= 0.001 && size < 1000)
      ? ({ kind: "decimals", decimals: 4 } as const)
      : ({ kind: "significant", digits: 4 } as const);
  return formatNumber(value, format).replace("−", "-");
}

/** A p-value, with more digits the smaller it is. */
export function pValueNumber(value: number): string {
  if (value < 1e-4) return value === 0 ? "0" : value.toExponential(2);
  return value.toFixed(4);
}
