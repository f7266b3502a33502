import { grouped } from "../format.ts";
import { textWidth } from "../text/text-width.ts";
import { textStyles } from "../theme.ts";
import type { PowerCurveOptions } from "./power-options.ts";
import type { PowerAxis } from "./power-panel.ts";
import type { PowerSeries } from "./power-series.ts";

export const panelWidth = 460;

/** The horizontal axis of both panels, a little wider than the values. */
export function powerAxis(series: readonly PowerSeries[], options: PowerCurveOptions): PowerAxis {
  const xs = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))].toSorted((a, b) => a - b);
  const [first, last] = [xs[0]!, xs.at(-1)!];
  const pad = first === last ? Math.max(1, Math.abs(first) * 0.1) : (last - first) * 0.04;
  const domain = [first - pad, last + pad] as const;
  const title = options.xTitle ?? (options.x === "patients" ? "Patients randomised" : options.x);
  return { width: panelWidth, domain, ticks: ticksWithRoom(xs, domain), title };
}

/** The values themselves as ticks as far as there is room, the last one always; round ones when there are many. */
function ticksWithRoom(xs: readonly number[], domain: readonly [number, number]): number[] {
  const place = (x: number) => ((x - domain[0]) / (domain[1] - domain[0])) * panelWidth;
  const kept: number[] = [];
  for (const x of xs.length > 10 ? roundTicks(domain) : xs.toReversed()) {
    const right = kept.at(-1);
    if (right === undefined || place(x) + halfTick(x) <= place(right) - halfTick(right)) kept.push(x);
  }
  return kept.toReversed();
}

function halfTick(x: number): number {
  return textWidth(grouped(x), textStyles.body) / 2 + 5;
}

/** Round numbers within the domain, from right to left. */
function roundTicks([from, to]: readonly [number, number]): number[] {
  const step = roundStep((to - from) / 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((last - index) * step).toPrecision(12)));
}

/** The round number 1, 2 or 5 times a power of ten that is at least `value`. */
export function roundStep(value: number): number {
  const [, exponent = "0"] = value.toExponential().split("e");
  const unit = Number(`1e${exponent}`);
  return [1, 2, 5, 10]
    .map((factor) => Number((factor * unit).toPrecision(3)))
    .find((step) => step >= value * (1 - 1e-9))!;
}
