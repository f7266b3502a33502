import { exp, log } from "@rekindle/stats";
import type { Channel } from "../layers/layer.ts";
import { type TextStyle, textWidth } from "../text/text-width.ts";
import { textStyles } from "../theme.ts";

/** How values are spread over an axis: as they are, by their logarithm, or, for proportions, by their logit. */
export type AxisScale = "linear" | "log" | "logit";

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A horizontal or vertical axis: values are natural ones (an odds ratio, a proportion) whatever the scale. */
export interface Axis {
  readonly scale: AxisScale;
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  readonly title: string;
  readonly lengthPx: number;
}

/** Where a value stands on the scale of Vega: itself, or its logit. */
export function coordinate(value: number, { scale }: Pick<Axis, "scale">): number {
  return scale === "logit" ? logit(value) : value;
}

/** A value in the units in which the axis is even. */
export function even(value: number, scale: AxisScale): number {
  if (scale === "linear") return value;
  if (scale === "logit") return logit(value);
  return value > 0 ? log(value) : -Infinity;
}

/** From the units in which the axis is even to the value. */
export function fromEven(position: number, scale: AxisScale): number {
  if (scale === "linear") return position;
  return scale === "log" ? exp(position) : 1 / (1 + exp(-position));
}

function logit(value: number): number {
  if (value <= 0) return -Infinity;
  return value >= 1 ? Infinity : log(value / (1 - value));
}

/** Share of the axis's length at which a value stands; beyond [0, 1] outside the axis. */
export function shareOf(value: number, { scale, domain }: Pick<Axis, "scale" | "domain">): number {
  const [from, to] = [even(domain[0], scale), even(domain[1], scale)];
  return (even(value, scale) - from) / (to - from);
}

/** Pixels from the axis's lower end. */
export function pixelOf(value: number, axis: Axis): number {
  return shareOf(value, axis) * axis.lengthPx;
}

export function within(value: number, [from, to]: readonly [number, number]): boolean {
  return value >= from && value <= to;
}

/** The horizontal channel of a field that holds coordinates; its title is set by the figure. */
export function xChannel(field: string, axis: Axis): Channel {
  return channel(field, axis, { orient: "bottom", title: null });
}

/** The vertical channel of a field that holds coordinates; its title is set by the figure. `reverse` puts the lower end on top. */
export function yChannel(field: string, axis: Axis, direction: "up" | "down" = "up"): Channel {
  const range = direction === "up" ? [axis.lengthPx, 0] : [0, axis.lengthPx];
  return channel(field, axis, { orient: "left", title: null }, { range });
}

function channel(field: string, axis: Axis, own: object, scale: object = {}): Channel {
  const values = axis.ticks.map((tick) => coordinate(tick.value, axis));
  const labels = JSON.stringify(axis.ticks.map((tick) => tick.label));
  return {
    field,
    type: "quantitative",
    scale: {
      ...(axis.scale === "log" ? { type: "log" } : {}),
      domain: axis.domain.map((end) => coordinate(end, axis)),
      nice: false,
      ...(axis.scale === "log" ? {} : { zero: false }),
      ...scale,
    },
    axis: { ...own, zindex: 1, values, labelExpr: `${labels}[indexof(${JSON.stringify(values)}, datum.value)]` },
  };
}

/** Room beside a panel, in pixels, into which the labels of outermost ticks may reach. */
export const AXIS_OVERHANG = 14;

/** Whether the labels of ticks stand clear of each other on a horizontal axis, and do not reach far beyond its ends. */
export function labelsFit(
  ticks: readonly Tick[],
  axis: Pick<Axis, "scale" | "domain" | "lengthPx">,
  style: TextStyle = textStyles.body,
): boolean {
  let end = -Infinity;
  return ticks.every(({ value, label }) => {
    const middle = shareOf(value, axis) * axis.lengthPx;
    const half = textWidth(label, style) / 2;
    const clear = middle - half >= Math.max(end + 7, -AXIS_OVERHANG) && middle + half <= axis.lengthPx + AXIS_OVERHANG;
    end = middle + half;
    return clear;
  });
}
