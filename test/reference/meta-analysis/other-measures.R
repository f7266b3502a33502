# Reference values for rates, means, medians, hazard ratios and landmark survival: metafor's escalc on drawn data, and base R from the
# formulas of Tierney et al. (2007).
# Run: Rscript test/reference/meta-analysis/other-measures.R > test/reference/meta-analysis/other-measures.json
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
set.seed(20261124)
k <- 300
rates <- list(x1 = rpois(k, sample(c(0.3, 3, 40, 5000), k, TRUE)), t1 = signif(exp(runif(k, -3, 9)), 4), x2 = rpois(k, sample(c(0.3, 3, 40), k, TRUE)), t2 = signif(exp(runif(k, -3, 9)), 4))
one <- lapply(c(logRate = "IRLN", rawRate = "IR", squareRootRate = "IRS", freemanTukeyRate = "IRFT"), function(m) {
  e <- escalc(measure = m, xi = rates$x1, ti = rates$t1); list(yi = c(e$yi), vi = c(e$vi)) })
two <- lapply(c(logRateRatio = "IRR", rateDifference = "IRD", squareRootRateDifference = "IRSD"), function(m) {
  e <- escalc(measure = m, x1i = rates$x1, t1i = rates$t1, x2i = rates$x2, t2i = rates$t2); list(yi = c(e$yi), vi = c(e$vi)) })
means <- list(m1 = signif(exp(runif(k, -2, 4)), 5), sd1 = signif(exp(runif(k, -3, 3)), 4), n1 = sample(c(2:12, 50, 400, 100000), k, TRUE),
  m2 = signif(exp(runif(k, -2, 4)), 5), sd2 = signif(exp(runif(k, -3, 3)), 4), n2 = sample(c(2:12, 50, 400, 100000), k, TRUE))
f <- function(m, vtype = "LS") { e <- escalc(measure = m, m1i = means$m1, sd1i = means$sd1, n1i = means$n1, m2i = means$m2, sd2i = means$sd2, n2i = means$n2, vtype = vtype); list(yi = c(e$yi), vi = c(e$vi)) }
continuous <- list(meanDifference.separate = f("MD"), meanDifference.pooled = f("MD", "HO"), standardisedMeanDifference.largeSample = f("SMD"), standardisedMeanDifference.unbiased = f("SMD", "UB"), logRatioOfMeans = f("ROM"))
# back-transformation of the double square root, metafor's own
ft <- rma(xi = rates$x1[1:12], ti = rates$t1[1:12], measure = "IRFT", method = "DL")
back <- transf.iirft(c(ft$beta), ti = 1 / mean(1 / rates$t1[1:12]))
h <- 200
hr <- list(hr = signif(exp(rnorm(h, -0.3, 0.5)), 3), p = signif(runif(h, 0.0005, 0.6), 2), e1 = sample(3:150, h, TRUE), e2 = sample(3:150, h, TRUE), n1 = sample(150:400, h, TRUE), n2 = sample(150:400, h, TRUE), level = sample(c(.8, .9, .95, .99), h, TRUE))
se <- runif(h, .1, .6); hr$lower <- signif(hr$hr * exp(-qnorm(1 - (1 - hr$level)/2) * se), 4); hr$upper <- signif(hr$hr * exp(qnorm(1 - (1 - hr$level)/2) * se), 4)
z2 <- qnorm(1 - hr$p / 2); z1 <- qnorm(1 - hr$p); e <- hr$e1 + hr$e2
V1 <- hr$e1 * hr$e2 / e; V2 <- e / 4; V3 <- e * hr$n1 * hr$n2 / (hr$n1 + hr$n2)^2
hazard <- list(interval = list(yi = log(hr$hr), vi = ((log(hr$upper) - log(hr$lower)) / (2 * qnorm(1 - (1 - hr$level)/2)))^2),
  hazardRatioAndPValue = list(yi = log(hr$hr), vi = (log(hr$hr) / z2)^2),
  hazardRatioAndEventsByArm = list(yi = log(hr$hr), vi = 1 / V1), hazardRatioAndEvents = list(yi = log(hr$hr), vi = 1 / V2), hazardRatioAndEventsRandomised = list(yi = log(hr$hr), vi = 1 / V3),
  pValueAndEventsByArm = list(yi = -z2 * sqrt(V1) / V1, vi = 1 / V1), pValueAndEvents = list(yi = z1 * sqrt(V2) / V2, vi = 1 / V2), pValueAndEventsRandomised = list(yi = -z2 * sqrt(V3) / V3, vi = 1 / V3))
s <- list(S = round(runif(100, .05, .97), 3), n = sample(5:200, 100, TRUE)); s$se <- signif(sqrt(s$S * (1 - s$S) / s$n), 4)
z <- qnorm(.975); s$loCll <- s$S^exp(z * s$se / abs(s$S * log(s$S))); s$hiCll <- s$S^exp(-z * s$se / abs(s$S * log(s$S)))
landmark <- list(standardError = list(yi = log(-log(s$S)), vi = (s$se / (s$S * log(s$S)))^2), effectivePatients = list(yi = log(-log(s$S)), vi = (1 - s$S) / (s$S * s$n * log(s$S)^2)))
cat(toJSON(list(source = "metafor's escalc, and base R from the formulas of Tierney et al. (2007)", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))), generator = "test/reference/meta-analysis/other-measures.R",
  rates = c(rates, list(one = one, two = two, harmonicBack = back)), means = c(means, list(measures = continuous)), hazardRatios = c(hr, list(measures = hazard)), landmarks = c(s, list(measures = landmark))), auto_unbox = TRUE, digits = NA, na = "null"))
