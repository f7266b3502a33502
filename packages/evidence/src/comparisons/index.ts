import { arcsineDifference } from "./arcsine-difference.ts";
import { logOddsRatio } from "./log-odds-ratio.ts";
import { logRiskRatio } from "./log-risk-ratio.ts";
import { petoLogOddsRatio } from "./peto-log-odds-ratio.ts";
import { riskDifference } from "./risk-difference.ts";

/** The comparisons of two proportions that `measureComparisons` knows by name. */
export const comparisons = [logOddsRatio, logRiskRatio, riskDifference, petoLogOddsRatio, arcsineDifference] as const;
