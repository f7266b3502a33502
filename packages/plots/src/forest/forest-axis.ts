import { type Axis, type AxisScale, even, fromEven } from "../axis/axis.ts";
import { chooseTicks, roundDomain } from "../axis/ticks.ts";
import { tickText } from "../value-text.ts";
import type { DrawnPool, Quantity } from "./drawn-pool.ts";
import type { ForestPlotOptions } from "./forest-options.ts";

/** The axis asked for, or one on which every estimate is seen and no single wide interval squeezes the others. */
export function forestAxis(
  pools: readonly DrawnPool[],
  options: ForestPlotOptions,
  place: { readonly lengthPx: number; readonly title: string; readonly reference: number | undefined },
): Axis {
  const { quantity } = pools[0]!;
  const scale = options.scale ?? quantity.scale;
  const domain = options.domain ?? usualDomain(pools, quantity, scale, place.reference);
  const label = (value: number) => tickText(value, quantity.unit);
  const ticks =
    options.ticks === undefined
      ? chooseTicks({ scale, domain, lengthPx: place.lengthPx, label, atMost: 9 })
      : options.ticks
          .filter((value) => value >= domain[0] && value <= domain[1])
          .map((value) => ({ value, label: label(value) }));
  return { scale, domain, ticks, title: place.title, lengthPx: place.lengthPx };
}

function usualDomain(
  pools: readonly DrawnPool[],
  { unit }: Quantity,
  scale: AxisScale,
  reference: number | undefined,
): readonly [number, number] {
  if (unit === "percent" && scale === "linear") return [0, 1];
  const studies = pools.flatMap((pool) => pool.studies);
  const means = pools.flatMap(({ mean }) => (mean.kind === "estimated" ? [mean] : []));
  const last = means.at(-1);
  const foresight = pools.at(-1)!.prediction;
  const core = finite(
    [
      ...studies.map((study) => study.estimate),
      ...means.map((mean) => mean.value),
      ...(last === undefined ? [] : [last.interval.lower, last.interval.upper]),
      ...(reference === undefined ? [] : [reference]),
    ],
    scale,
  );
  const intervals = [
    ...studies.map((study) => study.interval),
    ...means.map((mean) => mean.interval),
    ...pools.flatMap(({ prediction }) => (prediction.kind === "estimated" ? [prediction.interval] : [])),
  ];
  const span = core.length === 0 ? 0 : Math.max(...core) - Math.min(...core);
  if (foresight.kind === "estimated") {
    const ends = finite([foresight.interval.lower, foresight.interval.upper], scale);
    if (ends.length === 2 && ends[1]! - ends[0]! <= 4 * span) core.push(...ends);
  }
  const lowers = finite(
    intervals.map((interval) => interval.lower),
    scale,
  );
  const uppers = finite(
    intervals.map((interval) => interval.upper),
    scale,
  );
  const all = [...core, ...lowers, ...uppers];
  if (all.length === 0) return scale === "logit" ? [0.01, 0.99] : [0.1, 10];
  const [from, to] = core.length === 0 ? [Math.min(...all), Math.max(...all)] : [Math.min(...core), Math.max(...core)];
  const room = Math.max(0.6 * (to - from), median(widths(studies, scale)), 1e-6 * Math.max(1, Math.abs(from)));
  const lower = Math.max(Math.min(...all), from - room);
  const upper = Math.min(Math.max(...all), to + room);
  const pad = lower === upper ? room : 0.01 * (upper - lower);
  return roundDomain(fromEven(lower - pad, scale), fromEven(upper + pad, scale), scale);
}

/** Further out an axis would overflow; what lies there ends in arrows. */
const furthest = { linear: 1e100, log: 230, logit: 20 } as const;

function finite(values: readonly number[], scale: AxisScale): number[] {
  const most = furthest[scale];
  return values
    .map((value) => even(value, scale))
    .filter((position) => Number.isFinite(position))
    .map((position) => Math.min(Math.max(position, -most), most));
}

function widths(studies: DrawnPool["studies"], scale: AxisScale): readonly number[] {
  return studies
    .map(({ interval }) => (even(interval.upper, scale) - even(interval.lower, scale)) / 2)
    .filter((width) => Number.isFinite(width));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
