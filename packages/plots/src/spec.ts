import type { TopLevelSpec } from "vega-lite";

/** A Vega-Lite 6 specification as plain data, with everything it draws inlined. */
export type PlotSpec = TopLevelSpec;

type Layered = Extract<TopLevelSpec, { layer: unknown }>;

/** One layer of a specification. */
export type Layer = Layered["layer"][number];

/** The size of a figure in CSS pixels: the plotting area and what surrounds it. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly padding: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
}

/** Free space around every figure, in CSS pixels: a page that has margins of its own may cut it off at the sides. */
export const FIGURE_MARGIN = 16;

/** Whole pixels, so that neighbouring hairlines are drawn alike. */
export function roundFrame(frame: Frame): Frame {
  const { top, right, bottom, left } = frame.padding;
  return {
    width: Math.ceil(frame.width),
    height: Math.ceil(frame.height),
    padding: { top: Math.ceil(top), right: Math.ceil(right), bottom: Math.ceil(bottom), left: Math.ceil(left) },
  };
}
