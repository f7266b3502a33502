import { oneOf, openProportion, positive, requireAll } from "../arguments.ts";
import { brentRoot } from "../numerics/brent-root.ts";
import { checkCorrelation, type Matrix } from "./correlation.ts";
import { rectangleProbability } from "./rectangle.ts";

/** A critical value with its absolute error, or why there is none. */
export type EquicoordinateQuantile =
  | { readonly kind: "converged"; readonly value: number; readonly error: number }
  | { readonly kind: "notConverged"; readonly reason: string; readonly best: number };

/**
 * The c with P(all Xi <= c) = level (tails "upper") or P(all |Xi| <= c) = level ("both"): Dunnett's critical values and their like.
 * @param options `absolute`: the error of the probability to ask of the lattice, by default 1e-6.
 * @returns c with the error that the probability's error and slope leave; `notConverged` where that error hides the level.
 * @throws InvalidInput as `rectangleProbability`, for a level outside (0, 1) and other tails.
 * @example equicoordinateQuantile({ correlation: [[1, 0.5], [0.5, 1]] }, { level: 0.975, tails: "upper" }) // value 2.212135…
 */
export function equicoordinateQuantile(
  law: { readonly correlation: Matrix; readonly df?: number },
  options: { readonly level: number; readonly tails: "upper" | "both"; readonly absolute?: number },
): EquicoordinateQuantile {
  const { level, tails, absolute = 1e-6 } = options;
  requireAll(
    openProportion("level", level),
    oneOf("tails", tails, ["upper", "both"]),
    positive("absolute", absolute),
    law.df === undefined ? undefined : positive("df", law.df),
    ...checkCorrelation(law.correlation),
  );
  const at = (c: number): { readonly value: number; readonly error: number } => {
    const upper = law.correlation.map(() => c);
    const lower = upper.map(() => (tails === "both" ? -c : -Infinity));
    return rectangleProbability({ ...law, lower, upper }, { absolute });
  };
  const excess = (c: number): number => at(c).value - level;
  let to = 4;
  while (excess(to) < 0 && to < 1e100) to *= 2;
  let from = tails === "both" ? 0 : -4;
  while (excess(from) > 0 && from > -1e100) from *= 2;
  if (excess(to) < 0 || excess(from) > 0)
    return { kind: "notConverged", reason: `no value up to 1e100 has the probability ${level}`, best: to };
  const root = brentRoot(excess, { from, to, tolerance: 1e-13 });
  if (root.kind === "notConverged") return root;
  return withError(root.value, level, at);
}

function withError(
  c: number,
  level: number,
  at: (c: number) => { readonly value: number; readonly error: number },
): EquicoordinateQuantile {
  const here = at(c);
  const gap = Math.abs(here.value - level) + here.error;
  if (gap >= Math.min(level, 1 - level))
    return { kind: "notConverged", reason: `the probability's error ${gap} hides the level ${level}`, best: c };
  // The rise over a step that is wide against the noise; the flatter side bounds the error.
  const wide = Math.max(1e-4 * (1 + Math.abs(c)), Math.sqrt(here.error) * (1 + Math.abs(c)));
  const step = c > 0 ? Math.min(wide, c / 2) : wide;
  const rise = Math.min(at(c + step).value - here.value, here.value - at(c - step).value);
  const slope = (rise - 2 * here.error) / step;
  if (!(slope > 0)) return { kind: "notConverged", reason: `the probability does not rise around ${c}`, best: c };
  return { kind: "converged", value: c, error: gap / slope + 1e-13 + 4.5e-16 * Math.abs(c) };
}
