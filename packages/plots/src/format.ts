/** A proportion in [0, 1] as a percentage without its sign: `62.9`. */
export function percent(proportion: number, decimals = 1): string {
  return (100 * proportion).toFixed(decimals);
}

/** `95 %`, `97.5 %`: as many decimals as the level needs, at most three. */
export function percentLevel(level: number): string {
  return `${Number((100 * level).toFixed(3))} %`;
}

/** A number to `digits` significant digits, without an exponent between 1e-3 and 1e5. */
export function significant(value: number, digits = 3): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e5 ? trimDecimals(value, digits) : value.toExponential(digits - 1);
}

function trimDecimals(value: number, digits: number): string {
  const written = value.toPrecision(digits);
  return written.includes("e") ? String(Math.round(value)) : written;
}

/** `p = 0.032`, `p < 0.001`, `p > 0.99`. */
export function pValueText(pValue: number): string {
  if (pValue < 0.001) return "p < 0.001";
  if (pValue > 0.99) return "p > 0.99";
  return `p = ${pValue.toFixed(pValue < 0.1 ? 3 : 2)}`;
}

/** `1 study`, `3 studies`. */
export function counted(count: number, singular: string, plural: string): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** A whole number with commas between thousands: `10,000`. */
export function grouped(count: number): string {
  return String(count).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}
