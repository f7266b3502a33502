import type { z } from "zod";
import { cochranMantelHaenszel } from "./cochran-mantel-haenszel.ts";
import { fisherExact } from "./fisher-exact.ts";
import { logRank } from "./log-rank.ts";
import { riskDifference } from "./risk-difference.ts";
import { stratifiedLogRank } from "./stratified-log-rank.ts";

/** Every endpoint test, one line each. */
export const endpointTests = [riskDifference, cochranMantelHaenszel, fisherExact, logRank, stratifiedLogRank] as const;

export type EndpointTestRecipe = z.input<(typeof endpointTests)[number]["options"]>;
