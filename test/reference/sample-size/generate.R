# Sample sizes of fixed designs by rpact, and t-test power by R. Run: Rscript generate.R (writes sample-size.json beside this file).
suppressMessages({ library(rpact); library(jsonlite) })
set.seed(20260826)
pick <- function(x) x[sample.int(length(x), 1)]
request <- function() list(alpha = pick(c(0.005, 0.0125, 0.025, 0.05, 0.1)), sided = pick(c(1, 2)), power = pick(c(0.7, 0.8, 0.85, 0.9, 0.95)), ratio = pick(c(0.5, 1, 1, 1, 1.5, 2, 3)))
design <- function(q) getDesignGroupSequential(kMax = 1, alpha = q$alpha, beta = 1 - q$power, sided = q$sided)
rates <- lapply(1:150, function(i) {
  q <- request(); p <- round(runif(2, 0.03, 0.97), 3); while (abs(p[1] - p[2]) < 0.04) p <- round(runif(2, 0.03, 0.97), 3)
  s <- getSampleSizeRates(design(q), pi1 = p[1], pi2 = p[2], allocationRatioPlanned = q$ratio)
  n <- sample(10:300, 2); r <- n[1] / n[2]
  w <- getPowerRates(design(q), pi1 = p[1], pi2 = p[2], maxNumberOfSubjects = sum(n), allocationRatioPlanned = r, directionUpper = p[1] > p[2])
  c(q, list(control = p[2], experimental = p[1], total = s$nFixed, n1 = n[1], n0 = n[2], powerAtN = w$overallReject))
})
means <- lapply(1:60, function(i) {
  q <- request(); d <- round(runif(1, 0.2, 1.5), 2); s <- round(runif(1, 0.5, 3), 2)
  x <- getSampleSizeMeans(design(q), alternative = d, stDev = s, allocationRatioPlanned = q$ratio, normalApproximation = TRUE)
  y <- getSampleSizeMeans(design(q), alternative = d, stDev = s, allocationRatioPlanned = q$ratio)
  n <- sample(3:80, 1)
  t <- power.t.test(n = n, delta = d, sd = s, sig.level = q$alpha, type = "two.sample", alternative = if (q$sided == 2) "two.sided" else "one.sided")$power
  c(q, list(difference = d, sd = s, z = x$nFixed, t = y$nFixed, n = n, powerAtN = t))
})
survival <- lapply(1:150, function(i) {
  q <- request(); hr <- round(pick(c(runif(1, 0.4, 0.85), runif(1, 1.2, 2))), 3); median <- round(runif(1, 3, 36), 1); a <- pick(c(6, 12, 18, 24, 36)); f <- pick(c(3, 6, 12, 24)); drop <- pick(c(0, 0, 0.05, 0.1))
  method <- pick(c("Schoenfeld", "Freedman", "HsiehFreedman"))
  s <- getSampleSizeSurvival(design(q), hazardRatio = hr, lambda2 = log(2) / median, accrualTime = c(0, a), followUpTime = f, allocationRatioPlanned = q$ratio,
    typeOfComputation = method, dropoutRate1 = drop, dropoutRate2 = drop, dropoutTime = 12)
  c(q, list(hazardRatio = hr, median = median, enrolment = a, followUp = f, dropoutHazard = -log(1 - drop) / 12, method = method, total = s$nFixed, events = s$eventsFixed))
})
writeLines(toJSON(list(tool = paste("rpact", packageVersion("rpact"), R.version.string), rates = rates, means = means, survival = survival), digits = NA, auto_unbox = TRUE), "sample-size.json")
