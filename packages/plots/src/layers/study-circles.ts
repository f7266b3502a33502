import type { Layer } from "../spec.ts";
import { colours } from "../theme.ts";
import { type Channel, layer } from "./layer.ts";

/** A study's circle: its area in square pixels, and what a screen reader is told of it. */
export interface StudyCircle {
  readonly areaPx2: number;
  readonly told: string;
}

/** Open enough that circles show through each other, in the order given: the largest first, so that none is hidden. */
export function studyCircles(
  circles: readonly StudyCircle[],
  { x, y }: { readonly x: Channel; readonly y: Channel },
): Layer {
  const mark = {
    type: "point",
    shape: "circle",
    filled: true,
    fill: colours.ink,
    fillOpacity: 0.3,
    stroke: colours.ink,
    strokeWidth: 1,
    opacity: 1,
    clip: false,
    aria: true,
  };
  return layer(circles, mark, {
    x,
    y,
    size: { field: "areaPx2", type: "quantitative", scale: null, legend: null },
    description: { field: "told", type: "nominal" },
  });
}
