import type { Layer } from "../spec.ts";

/** A channel of a mark. Vega-Lite's own types tell channels apart by shapes the compiler cannot follow through functions. */
export type Channel = { readonly [key: string]: unknown };

/**
 * One mark with its values. Hidden from screen readers unless the mark says otherwise: titles, marks with a description and the
 * figure’s table tell them everything. Checked against Vega-Lite's schema by tests, since the compiler cannot.
 */
export function layer(values: readonly object[], mark: object, encoding: Readonly<Record<string, Channel>>): Layer {
  return { data: { values }, mark: { aria: false, ...mark }, encoding } as unknown as Layer;
}

/** A place in pixels from the upper left corner of the plotting area. */
export function pixels(field: string): Channel {
  return { field, type: "quantitative", scale: null, axis: null };
}

/** Ticks and labels in percent for values that are proportions. */
export const percentLabels = "format(100 * datum.value, '.3~f')";
