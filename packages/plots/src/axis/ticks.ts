import { type AxisScale, even, fromEven, labelsFit, type Tick, within } from "./axis.ts";

export interface TickRequest {
  readonly scale: AxisScale;
  readonly domain: readonly [number, number];
  readonly lengthPx: number;
  readonly label: (value: number) => string;
  /** How many there may be at most; 8 by default. */
  readonly atMost?: number;
  /** Labels of a vertical axis stand over each other. */
  readonly direction?: "horizontal" | "vertical";
}

/** Round ticks, as many as their labels leave room for. */
export function chooseTicks(request: TickRequest): readonly Tick[] {
  const { atMost = 8, direction = "horizontal", domain, label } = request;
  const sets = candidates(request).map((values) =>
    values.filter((value) => within(value, slack(domain))).map((value) => ({ value, label: label(value) })),
  );
  const fitting = sets.find(
    (ticks) =>
      ticks.length >= 2 &&
      ticks.length <= atMost &&
      (direction === "vertical" || labelsFit(ticks, request)) &&
      told(ticks),
  );
  if (fitting !== undefined) return fitting;
  const ends = domain.map((value) => ({ value, label: label(value) }));
  return [ends, ends.slice(0, 1)].find((ticks) => direction === "vertical" || labelsFit(ticks, request)) ?? [];
}

/** No label twice. */
function told(ticks: readonly Tick[]): boolean {
  return new Set(ticks.map((tick) => tick.label)).size === ticks.length;
}

/** A tick at an end is not lost to the last bit. */
function slack([from, to]: readonly [number, number]): readonly [number, number] {
  return [from - 1e-9 * Math.abs(to - from), to + 1e-9 * Math.abs(to - from)];
}

/** Sets of round values from the densest to the sparsest. */
function candidates({ scale, domain }: TickRequest): readonly (readonly number[])[] {
  if (scale === "linear") return linearSets(domain);
  if (scale === "logit") return logitSets;
  const sets = logSets(domain);
  return even(domain[1], scale) - even(domain[0], scale) < 1.5 ? [...linearSets(domain), ...sets] : sets;
}

function linearSets(domain: readonly [number, number]): readonly (readonly number[])[] {
  return steps(domain[1] - domain[0]).map((step) => multiples(step, domain));
}

/** Round steps from a twelfth of the width upwards. */
function steps(width: number): readonly Step[] {
  const power = powerBelow(width) - 2;
  const all = [0, 1, 2, 3].flatMap((more) => [1, 2, 5].map((digit): Step => ({ digit, power: power + more })));
  return all.filter((step) => width / sizeOf(step) <= 12);
}

interface Step {
  readonly digit: number;
  readonly power: number;
}

/** Read from decimal text, so that 3 · 10⁻¹ is 0.3 to the last bit. */
function sizeOf({ digit, power }: Step, times = 1): number {
  return Number(`${digit * times}e${power}`);
}

function powerBelow(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

function multiples(step: Step, [from, to]: readonly [number, number]): readonly number[] {
  const size = sizeOf(step);
  const first = Math.ceil(from / size - 1e-9);
  const last = Math.floor(to / size + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => sizeOf(step, first + index) + 0);
}

function logSets([from, to]: readonly [number, number]): readonly (readonly number[])[] {
  const first = powerBelow(from);
  const last = powerBelow(to);
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const withDigits = (digits: readonly number[]) =>
    powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)));
  const everyNth = (n: number) => powers.filter((power) => power % n === 0).map((power) => Number(`1e${power}`));
  return [
    withDigits([1, 1.5, 2, 3, 5, 7]),
    withDigits([1, 2, 5]),
    withDigits([1, 3]),
    withDigits([1]),
    ...[2, 3, 5, 10, 20, 50, 100].map(everyNth),
  ];
}

const logitSets: readonly (readonly number[])[] = [
  [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999],
  [0.001, 0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99, 0.999],
  [0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999],
  [0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999],
  [0.001, 0.1, 0.5, 0.9, 0.999],
];

/** The smallest span with round ends that covers two values. */
export function roundDomain(from: number, to: number, scale: AxisScale): readonly [number, number] {
  if (scale === "linear") {
    const step = steps(to - from).find((each) => (to - from) / sizeOf(each) <= 8)!;
    const size = sizeOf(step);
    return [sizeOf(step, Math.floor(from / size + 1e-9)) + 0, sizeOf(step, Math.ceil(to / size - 1e-9)) + 0];
  }
  if (scale === "logit") {
    // A rate that rounds to 0 or 1 would lie infinitely far.
    const [low, high] = [Math.min(Math.max(from, 1e-9), 1 - 2e-9), Math.max(Math.min(to, 1 - 1e-9), 2e-9)];
    return [outward(low, logitSets[0]!, "down"), outward(high, logitSets[0]!, "up")];
  }
  const digits = [1, 1.2, 1.5, 2, 3, 5, 7];
  const near = (value: number) =>
    [-1, 0, 1].flatMap((more) => digits.map((digit) => Number(`${digit}e${powerBelow(value) + more}`)));
  return [outward(from, near(from), "down"), outward(to, near(to), "up")];
}

function outward(value: number, rounds: readonly number[], way: "down" | "up"): number {
  if (way === "down") return rounds.filter((round) => round <= value * (1 + 1e-9)).at(-1) ?? value;
  return rounds.find((round) => round >= value * (1 - 1e-9)) ?? value;
}

/** A span around values in the units in which the axis is even, with a margin as a share of its width, and round ends. */
export function domainAround(values: readonly number[], scale: AxisScale, margin = 0.04): readonly [number, number] {
  const positions = values.map((value) => even(value, scale)).filter((position) => Number.isFinite(position));
  const from = Math.min(...positions);
  const to = Math.max(...positions);
  const width = to > from ? to - from : Math.max(1, Math.abs(from)) * 0.5;
  return roundDomain(fromEven(from - margin * width, scale), fromEven(to + margin * width, scale), scale);
}
