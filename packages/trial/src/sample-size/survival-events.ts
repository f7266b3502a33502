import { log } from "@rekindle/stats";
import { refuse } from "../refuse.ts";
import { noEffect, quantilesOf, requestIssues, type SizeRequest } from "./request.ts";

export interface EventsConvention {
  /**
   * `schoenfeld`: (z_α + z_power)² (1 + r)² / (r log² HR), Biometrika 68 (1981) 316-319, doi:10.1093/biomet/68.1.316.
   * `freedman`: (z_α + z_power)² (1 + r HR)² / (r (1 - HR)²), Stat. Med. 1 (1982) 121-129, doi:10.1002/sim.4780010204.
   * `hsiehFreedman`: (z_α + z_power)² ((1 + HR) / (1 - HR))² (1 + r)² / (4 r), Hsieh, Stat. Med. 11 (1992) 583-596,
   * doi:10.1002/sim.4780110406.
   */
  readonly method?: "schoenfeld" | "freedman" | "hsiehFreedman";
}

/**
 * Events that a log-rank test needs, in both arms together; not rounded. r is the number of experimental patients per control patient.
 * @throws InvalidInput for a hazard ratio of 1, or a level or power that makes no sense.
 * @example logRankEvents(0.7, { alpha: 0.025, sided: 1, power: 0.9 }) // 330.3779
 */
export function logRankEvents(hazardRatio: number, request: SizeRequest & EventsConvention): number {
  const ratioIssues = hazardRatio > 0 && hazardRatio < Infinity ? [] : [hazardRatioIssue(hazardRatio)];
  const none = hazardRatio === 1 ? [noEffect("hazardRatio", "the hazard ratio is 1")] : [];
  refuse([...requestIssues(request), ...ratioIssues, ...none]);
  const { allocationRatio: r = 1, method = "schoenfeld" } = request;
  const { zAlpha, zPower } = quantilesOf(request);
  const z2 = (zAlpha + zPower) * (zAlpha + zPower);
  const gap = (1 - hazardRatio) * (1 - hazardRatio);
  if (method === "freedman") return (z2 * (1 + r * hazardRatio) * (1 + r * hazardRatio)) / (r * gap);
  if (method === "hsiehFreedman")
    return (z2 * (1 + hazardRatio) * (1 + hazardRatio) * (1 + r) * (1 + r)) / (4 * r * gap);
  const logRatio = log(hazardRatio);
  return (z2 * (1 + r) * (1 + r)) / (r * logRatio * logRatio);
}

export function hazardRatioIssue(hazardRatio: number) {
  const message = `hazard ratio ${hazardRatio}`;
  return { kind: "outOfRange", path: ["hazardRatio"], message, hint: "above 0, experimental over control" };
}
