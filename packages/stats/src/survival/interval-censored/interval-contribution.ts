import { standardNormalCdf, standardNormalSf } from "../../distributions/normal.ts";
import { exp } from "../../elementary/exp.ts";
import { expm1 } from "../../elementary/expm1.ts";
import { log } from "../../elementary/log.ts";
import { log1p } from "../../elementary/log1p.ts";

/** Law of (log T - location) / scale. */
export type ErrorLaw = "extremeValue" | "logistic" | "normal";

/** log P(u < Z <= v) and its derivatives in u and v; an end at infinity has none. */
export interface Slopes {
  value: number;
  u: number;
  v: number;
  uu: number;
  uv: number;
  vv: number;
}

const LOG_ROOT_TWO_PI = 0.9189385332046728;

/** log density at u, its derivative and its second derivative, into value, u and uu. */
export function exactSlopes(law: ErrorLaw, u: number, into: Slopes): void {
  into.v = 0;
  into.uv = 0;
  into.vv = 0;
  if (law === "extremeValue") {
    const e = exp(u);
    into.value = u - e;
    into.u = 1 - e;
    into.uu = -e;
  } else if (law === "logistic") {
    const below = logistic(u);
    const above = logistic(-u);
    into.value = -Math.abs(u) - 2 * log1p(exp(-Math.abs(u)));
    into.u = above - below;
    into.uu = -2 * below * above;
  } else {
    into.value = -0.5 * u * u - LOG_ROOT_TWO_PI;
    into.u = -u;
    into.uu = -1;
  }
}

export function intervalSlopes(law: ErrorLaw, u: number, v: number, into: Slopes): void {
  // f(u)/D, f(v)/D and f'/f at both ends, where D = P(u < Z <= v).
  let fu: number;
  let fv: number;
  let gu: number;
  let gv: number;
  if (law === "extremeValue") {
    const eu = exp(u);
    const ev = exp(v);
    // e^v - e^u without cancellation; far apart e^u does not count.
    const gap = v - u > 40 ? ev : eu * expm1(v - u);
    const inside = -expm1(-gap);
    into.value = -eu + log(inside);
    fu = eu / inside;
    fv = gap === Infinity ? 0 : ev / expm1(gap);
    gu = 1 - eu;
    gv = 1 - ev;
  } else if (law === "logistic") {
    const q = -expm1(u - v);
    into.value = logLogistic(-u) + logLogistic(v) + log(q);
    fu = u === -Infinity ? 0 : logistic(u) / (logistic(v) * q);
    fv = v === Infinity ? 0 : logistic(-v) / (logistic(-u) * q);
    gu = 1 - 2 * logistic(u);
    gv = 1 - 2 * logistic(v);
  } else {
    const inside = u > 0 ? standardNormalSf(u) - standardNormalSf(v) : standardNormalCdf(v) - standardNormalCdf(u);
    into.value = log(inside);
    fu = exp(-0.5 * u * u - LOG_ROOT_TWO_PI - into.value);
    fv = exp(-0.5 * v * v - LOG_ROOT_TWO_PI - into.value);
    gu = -u;
    gv = -v;
  }
  into.u = -fu;
  into.v = fv;
  into.uu = fu === 0 ? 0 : -fu * (gu + fu);
  into.vv = fv === 0 ? 0 : fv * (gv - fv);
  into.uv = fu * fv;
}

function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

function logLogistic(x: number): number {
  return x >= 0 ? -log1p(exp(-x)) : x - log1p(exp(x));
}
