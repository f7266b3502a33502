/** A cell read as a number, or what is wrong with it. */
export type NumberCell =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "refused"; readonly message: string; readonly hint: string };

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The number in a cell, written with a decimal point. A decimal comma, a percentage and a number with thousands separated are refused
 * with what to write instead, since each could be read in two ways.
 */
export function numberCell(written: string): NumberCell {
  const text = written.replace(/^\u2212/, "-");
  const value = Number(text);
  if (DECIMAL.test(text) && Number.isFinite(value)) return { kind: "number", value };
  const found = `found ${JSON.stringify(written)}`;
  const refuse = (hint: string): NumberCell => ({ kind: "refused", message: found, hint });
  if (/^[+-]?\d*,\d+$/.test(text)) {
    const point = text.replace(",", ".");
    const thousands = /^[+-]?\d{1,3},\d{3}$/.test(text) ? `, or ${text.replace(",", "")}` : "";
    return refuse(`numbers have a decimal point, not a comma; write ${point}${thousands}`);
  }
  if (/^[+-]?\d{1,3}([,' ]\d{3})+(\.\d+)?$/.test(text))
    return refuse(`numbers have no separator of thousands; write ${text.replaceAll(/[,' ]/g, "")}`);
  const share = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(text);
  if (share !== null) return refuse(`must be a number; for a fraction write ${Number(`${Number(share[1])}e-2`)}`);
  return refuse("must be a number, or NA or nothing where it is not known");
}
