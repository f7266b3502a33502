# CSV files and what R's survival finds in them, for `rekindle survival`.
# Run in this folder: Rscript survival.R
suppressPackageStartupMessages({library(survival); library(jsonlite)})
write.csv(lung, "lung.csv", row.names = FALSE)
visits <- data.frame(sex = lung$sex, left = floor((lung$time - 1) / 60) * 60)
visits$right <- ifelse(lung$status == 2, visits$left + 60, NA)
write.csv(visits, "visits.csv", row.names = FALSE)
fit <- survfit(Surv(time, status) ~ sex, lung)
mean <- function(f, horizon) { t <- summary(f, rmean = horizon)$table; list(mean = unname(t[, "rmean"]), se = unname(t[, "se(rmean)"])) }
at <- summary(fit, times = c(180, 365))
test <- survdiff(Surv(time, status) ~ sex, lung)
cox <- coxph(Surv(time, status) ~ sex, lung); s <- summary(cox)
k <- lung[!is.na(lung$ph.ecog), ]; k$g <- relevel(factor(k$ph.ecog), "1")
strat <- coxph(Surv(time, status) ~ g + strata(sex), k); ss <- summary(strat)
testStrata <- survdiff(Surv(time, status) ~ ph.ecog + strata(sex), k)
iv <- Surv(visits$left, visits$right, type = "interval2")
iv0 <- Surv(ifelse(visits$left == 0, NA, visits$left), visits$right, type = "interval2")
w <- survreg(iv0 ~ factor(sex), visits, dist = "weibull"); sw <- summary(w)$table
turnbull <- survfit(iv0 ~ 1, subset = visits$sex == 1)
cat(toJSON(list(source = "survival", versions = list(R = R.version.string, survival = as.character(packageVersion("survival"))),
  generator = "packages/cli/test/reference/survival/survival.R",
  median = list(estimate = unname(summary(fit)$table[, "median"]), lower = unname(summary(fit)$table[, "0.95LCL"]), upper = unname(summary(fit)$table[, "0.95UCL"])),
  logLogMedian = { f <- survfit(Surv(time, status) ~ sex, lung, conf.type = "log-log"); list(lower = unname(summary(f)$table[, "0.95LCL"]), upper = unname(summary(f)$table[, "0.95UCL"])) },
  restrictedMean = mean(fit, 965), restrictedMean500 = mean(fit, 500),
  at = list(survival = at$surv, se = at$std.err, lower = at$lower, upper = at$upper),
  logRank = list(chiSquared = test$chisq, pValue = 1 - pchisq(test$chisq, 1)),
  cox = list(hazardRatio = s$conf.int[1, 1], lower = s$conf.int[1, 3], upper = s$conf.int[1, 4], z = s$coefficients[1, 4], pValue = s$coefficients[1, 5]),
  stratified = list(hazardRatio = unname(ss$conf.int[, 1]), lower = unname(ss$conf.int[, 3]), upper = unname(ss$conf.int[, 4]), chiSquared = testStrata$chisq),
  weibull = list(timeRatio = exp(sw[2, 1]), hazardRatio = exp(-sw[2, 1] / w$scale), pValue = sw[2, 4], logLikelihood = w$loglik[2]),
  turnbull = list(time = turnbull$time, survival = turnbull$surv)
), auto_unbox = TRUE, digits = NA, pretty = TRUE), file = "survival.json")
