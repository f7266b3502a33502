import { binomialPairIntegral, type PairMemory } from "./binomial-pair.kernel.ts";
import { type IntegralAt, studyIntegral, type StudyIntegral, studyMode } from "./study-integral.kernel.ts";

/**
 * A study's integral by the cheapest way that is exact to rounding: over one random effect where the other has no spread, on a lattice
 * along two binomial predictors, or on one that follows the curvature.
 */
export function integralNear(study: StudyIntegral, memory: PairMemory): IntegralAt | undefined {
  if (study.spreads[0]!.length !== 2) return studyIntegral(study);
  for (const still of [1, 0]) {
    if (study.spreads.every((spread) => spread[still] === 0)) return withoutSpread(study, still);
  }
  return alongPredictors(study, memory) ?? studyIntegral(study);
}

function alongPredictors(study: StudyIntegral, memory: PairMemory): IntegralAt | undefined {
  const [first, second] = [study.outcomes[0]?.count, study.outcomes[1]?.count];
  if (study.outcomes.length !== 2 || first === undefined || second === undefined) return undefined;
  const mode = studyMode(study, memory.mode) ?? studyMode(study, [0, 0]);
  if (mode === undefined) return undefined;
  memory.mode[0] = mode.at[0];
  memory.mode[1] = mode.at[1];
  const [m, s] = [study.means, study.spreads];
  return binomialPairIntegral(
    {
      counts: [first, second],
      means: [m[0]!, m[1]!],
      spreads: [s[0]![0]!, s[0]![1]!, s[1]![0]!, s[1]![1]!],
    },
    mode.height,
    memory,
  );
}

/** The random effect without spread is independent of the rest: its mean is 0 and that of its square 1. */
function withoutSpread(study: StudyIntegral, still: number): IntegralAt | undefined {
  const moving = 1 - still;
  const at = studyIntegral({ ...study, spreads: study.spreads.map((spread) => [spread[moving]!]) });
  if (at === undefined) return undefined;
  const outcomes = study.outcomes.length;
  const size = 3 * outcomes;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let r = 0; r < outcomes; r++) {
    gradient[3 * r] = at.gradient[2 * r]!;
    gradient[3 * r + 1 + moving] = at.gradient[2 * r + 1]!;
    for (let q = 0; q < outcomes; q++) {
      const entry = (a: number, b: number) => at.hessian[(2 * r + a) * 2 * outcomes + 2 * q + b]!;
      const place = (a: number, b: number) => (3 * r + a) * size + 3 * q + b;
      hessian[place(0, 0)] = entry(0, 0);
      hessian[place(0, 1 + moving)] = entry(0, 1);
      hessian[place(1 + moving, 0)] = entry(1, 0);
      hessian[place(1 + moving, 1 + moving)] = entry(1, 1);
      hessian[place(1 + still, 1 + still)] = entry(0, 0) + at.gradient[2 * r]! * at.gradient[2 * q]!;
    }
  }
  return { value: at.value, gradient, hessian };
}
