import type { z } from "zod";
import { cochranMantelHaenszel } from "./cochran-mantel-haenszel.ts";
import { fisherExact } from "./fisher-exact.ts";
import { logRank } from "./log-rank.ts";
import { maxCombo } from "./max-combo.ts";
import { milestone } from "./milestone.ts";
import { restrictedMean } from "./restricted-mean.ts";
import { riskDifference } from "./risk-difference.ts";
import { stratifiedLogRank } from "./stratified-log-rank.ts";
import { weightedLogRank } from "./weighted-log-rank.ts";

/** Every endpoint test, one line each. */
export const endpointTests = [
  riskDifference,
  cochranMantelHaenszel,
  fisherExact,
  logRank,
  stratifiedLogRank,
  weightedLogRank,
  maxCombo,
  restrictedMean,
  milestone,
] as const;

export type EndpointTestRecipe = z.input<(typeof endpointTests)[number]["options"]>;
