import { positive, shapeParameter, requireAll } from "../arguments.ts";
import { exp } from "../elementary/exp.ts";
import { expm1 } from "../elementary/expm1.ts";
import { log } from "../elementary/log.ts";
import { log1p } from "../elementary/log1p.ts";
import { pow } from "../elementary/pow.ts";
import { cos, sin } from "../elementary/sin-cos.ts";
import type { Distribution } from "./distribution.ts";
import { fromHazard } from "./hazard-law.ts";
import { logRatioPower, ratioPower } from "./power-two.ts";

/**
 * The log-logistic distribution: S(x) = 1 / (1 + (x / scale)^shape).
 * @param parameters shape above 0, and scale, the median, above 0 in the unit of x.
 * @throws InvalidInput for parameters that are not finite and above 0.
 * @example logLogistic({ shape: 2, scale: 10 }).sf(10) // 0.5
 */
export function logLogistic(parameters: { readonly shape: number; readonly scale: number }): Distribution {
  const { shape, scale } = parameters;
  requireAll(shapeParameter("shape", shape), positive("scale", scale));
  /** E (X / scale)^r = (π r / shape) / sin(π r / shape) for r < shape. */
  const moment = (r: number): number => {
    const angle = (Math.PI * r) / shape;
    return r < shape ? angle / sin(angle) : Infinity;
  };
  return fromHazard({
    hazard: (x) => {
      if (x === 0) return shape < 1 ? Infinity : shape === 1 ? 1 / scale : 0;
      const odds = ratioPower(x, scale, shape);
      return odds < Infinity ? (shape / x) * (odds / (1 + odds)) : shape / x;
    },
    logHazard: (x) => {
      if (x === 0) return shape < 1 ? Infinity : shape === 1 ? -log(scale) : -Infinity;
      const logOdds = logRatioPower(x, scale, shape);
      return log(shape) - log(x) - (logOdds < -700 ? -logOdds : log1p(exp(-logOdds)));
    },
    cumulative: (x) => {
      const odds = ratioPower(x, scale, shape);
      return odds < Infinity ? log1p(odds) : logRatioPower(x, scale, shape);
    },
    inverse: (h) => {
      if (h === 0 || h === Infinity) return h;
      const logOdds = h < 40 ? log(expm1(h)) : h;
      const x = h < 700 ? scale * pow(expm1(h), 1 / shape) : 0;
      return x > 1e-290 && x < Infinity ? x : exp(log(scale) + logOdds / shape);
    },
    mean: () => scale * moment(1),
    variance: () => {
      if (shape <= 2) return Infinity;
      // With θ = π / shape: m2 - m1² = m1 (sin θ - θ cos θ) / (sin θ cos θ).
      const angle = Math.PI / shape;
      return scale * scale * moment(1) * (sineExcess(angle) / (sin(angle) * cos(angle)));
    },
  });
}

/** sin θ - θ cos θ without cancellation. */
function sineExcess(angle: number): number {
  if (angle > 0.7) return sin(angle) - angle * cos(angle);
  let term = angle;
  let sum = 0;
  for (let n = 1; n < 14; n++) {
    term *= (-angle * angle) / (2 * n * (2 * n + 1));
    sum -= 2 * n * term;
  }
  return sum;
}
