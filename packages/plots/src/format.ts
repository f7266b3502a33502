import { formatNumber, formatPercent, formatPValue } from "@rekindle/stats";

/** A proportion (or a difference of two) as a percentage without its sign: `62.9`. */
export function percent(proportion: number, decimals = 1): string {
  return formatPercent(proportion, { decimals }).slice(0, -1);
}

/** `95 %`, `97.5 %`: as many decimals as the level needs, at most three. */
export function percentLevel(level: number): string {
  return `${Number((100 * level).toFixed(3))} %`;
}

/** As most statistics are shown. */
export const twoDecimals = { kind: "decimals", decimals: 2 } as const;

/** A number to `digits` significant digits; whole numbers as they are. */
export function significant(value: number, digits = 3): string {
  return Number.isInteger(value)
    ? formatNumber(value, { kind: "decimals", decimals: 0 })
    : formatNumber(value, { kind: "significant", digits });
}

/** `p = 0.032`, `p < 0.001`, `p > 0.99`. */
export function pValueText(pValue: number): string {
  const text = formatPValue(pValue);
  return /^[<>]/.test(text) ? `p ${text.slice(0, 1)} ${text.slice(1)}` : `p = ${text}`;
}

/** `1 study`, `3 studies`. */
export function counted(count: number, singular: string, plural: string): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** A whole number with commas between thousands: `10,000`. */
export function grouped(count: number): string {
  return String(count).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}
