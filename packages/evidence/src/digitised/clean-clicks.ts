import { InvalidInput, type Issue } from "@rekindle/stats";
import { isRecord, numberFaults } from "../faults.ts";

/** A point read off a published Kaplan-Meier curve. */
export interface CurveClick {
  readonly time: number;
  /** A proportion, from 0 to 1. */
  readonly survival: number;
}

/** The curve as it must have been: times increase from 0, survival never rises and starts at 1. */
export interface CleanCurve {
  readonly time: Float64Array;
  readonly survival: Float64Array;
  readonly warnings: readonly string[];
}

/** A hand that clicks on a flat piece is rarely further off. */
const LARGEST_RISE = 0.03;

/**
 * Puts clicks in order of time, takes the lowest of those at one time (the foot of a step), and levels small rises by pooling adjacent
 * violators. @throws InvalidInput with every bad click, and for a rise that is no shaking hand.
 */
export function cleanClicks(clicks: readonly CurveClick[]): CleanCurve {
  const issues = clicks.flatMap((click, index): readonly Issue[] => {
    if (!isRecord(click)) return [{ kind: "wrongType", path: ["clicks", index], message: "is no click" }];
    const { time, survival } = click;
    return [
      ...numberFaults(time, "zeroOrMore", ["clicks", index, "time"]),
      ...(typeof survival === "number" && survival >= 0 && survival <= 1 ? [] : [offScale(survival, index)]),
    ];
  });
  if (issues.length > 0) throw new InvalidInput(issues);
  const feet = new Map<number, number>();
  for (const { time, survival } of clicks) feet.set(time, Math.min(survival, feet.get(time) ?? 1));
  const atStart = clicks.filter(({ time }) => time === 0);
  // A single click at the start is the start, and not the foot of a step, unless it is far below 1.
  if (atStart.length === 0 || (atStart.length === 1 && atStart[0]!.survival >= 1 - LARGEST_RISE)) feet.set(0, 1);
  const sorted = [...feet].toSorted(([a], [b]) => a - b);
  const time = Float64Array.from(sorted, ([at]) => at);
  const survival = Float64Array.from(sorted, ([, height]) => height);
  let [lowest, rise, risenAt] = [1, 0, 0];
  for (let i = 0; i < survival.length; i++) {
    lowest = Math.min(lowest, survival[i]!);
    if (survival[i]! - lowest > rise) [rise, risenAt] = [survival[i]! - lowest, time[i]!];
  }
  if (rise > LARGEST_RISE) {
    const message = `survival rises by ${rise.toFixed(3)} up to time ${risenAt}`;
    const hint = `a survival curve cannot rise; up to ${LARGEST_RISE} is taken for a shaking hand`;
    throw new InvalidInput([{ kind: "notMonotone", path: ["clicks"], message, hint }]);
  }
  const words = `clicks that rise by up to ${rise.toFixed(4)} were levelled`;
  return { time, survival: levelled(survival), warnings: rise > 0 ? [words] : [] };
}

/** The closest sequence that never rises, by least squares; Ayer et al., Ann. Math. Stat. 26 (1955) 641. */
function levelled(values: Float64Array): Float64Array {
  const blocks: { sum: number; count: number }[] = [];
  for (const value of values) {
    let block = { sum: value, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.sum * block.count < block.sum * last.count; ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      last = blocks.at(-1);
    }
    blocks.push(block);
  }
  return Float64Array.from(blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count)));
}

function offScale(survival: unknown, index: number): Issue {
  const kind = typeof survival === "number" ? "outOfRange" : "wrongType";
  const hint = "must be a proportion from 0 to 1; divide percent by 100";
  return { kind, path: ["clicks", index, "survival"], message: `survival is ${String(survival)}`, hint };
}
