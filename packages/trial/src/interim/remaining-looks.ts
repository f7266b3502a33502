import { InvalidInput } from "@rekindle/stats";
import type { Boundaries } from "../canonical/crossing-probabilities.ts";
import type { AnalysisPlan } from "../design.ts";

/** What has been seen at an interim look: its number, from 1, and its z. */
export interface InterimResult {
  readonly look: number;
  readonly z: number;
}

/**
 * The looks that remain, as a group-sequential trial of its own: the increments of √I z after the interim look are independent of
 * it, so given z the remaining boundaries are only shifted and scaled. Jennison, Turnbull (2000), section 10.2.
 * @throws InvalidInput unless the look is an interim one with a finite z.
 */
export function remainingBoundaries(plan: AnalysisPlan, { look, z }: InterimResult): Boundaries {
  const looks = plan.looks.length;
  if (!(Number.isInteger(look) && look >= 1 && look < looks)) {
    const hint =
      looks === 1 ? "a design with interim looks" : `1 to ${looks - 1}; the last look leaves nothing to come`;
    throw new InvalidInput([
      { kind: "outOfRange", path: ["look"], message: `interim look ${look} of ${looks} looks`, hint },
    ]);
  }
  if (!Number.isFinite(z)) throw new InvalidInput([{ kind: "notFinite", path: ["z"], message: `z ${z}` }]);
  const rate = plan.looks[look - 1]!.informationRate;
  const future = plan.looks.slice(look);
  const shifted = (boundary: number, to: number) =>
    (boundary * Math.sqrt(to) - z * Math.sqrt(rate)) / Math.sqrt(to - rate);
  return {
    information: future.map((each) => each.informationRate - rate),
    upper: future.map((each) => shifted(each.efficacyBoundary ?? Infinity, each.informationRate)),
    lower: future.map((each) => {
      return shifted(
        Math.max(each.harmBoundary ?? -Infinity, each.futilityBoundary ?? -Infinity),
        each.informationRate,
      );
    }),
  };
}
