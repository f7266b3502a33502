# Analyses of group-sequential survival data by rpact. Run: Rscript generate.R (writes interim.json beside this file).
suppressMessages({ library(rpact); library(jsonlite) })
setLogLevel("DISABLED"); set.seed(20260828)
pick <- function(x) x[sample.int(length(x), 1)]
one <- function(i) {
  k <- sample(2:4, 1); rates <- sort(c(sample(seq(0.2, 0.85, 0.05), k - 1), 1)); alpha <- pick(c(0.0125, 0.025, 0.05)); type <- pick(c("asOF", "asP"))
  d <- getDesignGroupSequential(kMax = k, alpha = alpha, informationRates = rates, typeOfDesign = type)
  total <- pick(c(60, 140, 300)); events <- round(rates * total); looks <- sample(1:(k - 1), 1)
  z <- round(cumsum(rnorm(looks, 0.9, 0.6)), 2)
  # Earlier looks must not have stopped, or there is no later look.
  if (looks > 1 && any(z[1:(looks - 1)] >= d$criticalValues[1:(looks - 1)])) return(NULL)
  hr <- pick(c(1.3, 1.5, 1.8))
  data <- getDataset(overallEvents = events[1:looks], overallLogRanks = z, overallAllocationRatio = rep(1, looks))
  r <- suppressWarnings(getAnalysisResults(d, data, stage = looks, directionUpper = TRUE, nPlanned = diff(events)[looks:(k - 1)], allocationRatioPlanned = 1, thetaH1 = hr))
  list(type = type, alpha = alpha, rates = events / total, events = events[1:looks], total = total, z = I(z), hr = hr, criticalValues = d$criticalValues,
       conditionalPower = r$conditionalPower[k], nextPower = r$conditionalPower[looks + 1], repeatedP = r$repeatedPValues[looks],
       lower = r$repeatedConfidenceIntervalLowerBounds[looks], upper = r$repeatedConfidenceIntervalUpperBounds[looks],
       finalP = r$finalPValues[looks], finalLower = r$finalConfidenceIntervalLowerBounds[looks], finalUpper = r$finalConfidenceIntervalUpperBounds[looks], median = r$medianUnbiasedEstimates[looks])
}
found <- Filter(Negate(is.null), lapply(1:80, one))
writeLines(toJSON(list(tool = paste("rpact", packageVersion("rpact"), R.version.string), analyses = found), digits = NA, auto_unbox = TRUE, na = "null"), "interim.json")
cat(length(found), "analyses\n")
