export { checkWith } from "./check.ts";
export {
  standardNormalCdf,
  standardNormalIsf,
  standardNormalLogCdf,
  standardNormalLogSf,
  standardNormalPdf,
  standardNormalQuantile,
  standardNormalSf,
} from "./distributions/normal.ts";
export { asin } from "./elementary/asin.ts";
export { atan } from "./elementary/atan.ts";
export { cbrt } from "./elementary/cbrt.ts";
export { exp } from "./elementary/exp.ts";
export { expm1 } from "./elementary/expm1.ts";
export { log } from "./elementary/log.ts";
export { log1p } from "./elementary/log1p.ts";
export { pow } from "./elementary/pow.ts";
export { cos, sin } from "./elementary/sin-cos.ts";
export type { Estimate } from "./estimate.ts";
export { proportionEstimate } from "./estimate.ts";
export type { Checked, Issue } from "./invalid-input.ts";
export { describeIssue, InvalidInput, orThrow } from "./invalid-input.ts";
export { nearestName } from "./nearest-name.ts";
export {
  drawBernoulli,
  drawCategorical,
  drawExponential,
  drawOpenUniform,
  drawStandardNormal,
  drawUniform,
  nextWord,
} from "./streams/draws.ts";
export type { Seed, Stream, StreamFamily } from "./streams/stream.ts";
export { createStream, openStream, parseSeed, streamFamily } from "./streams/stream.ts";
export { threefry4x32 } from "./streams/threefry.ts";
