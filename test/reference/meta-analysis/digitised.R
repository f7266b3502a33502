# Kaplan-Meier curves of known patients, digitised with a shaking hand, and what the patients themselves say.
# Run: Rscript test/reference/meta-analysis/digitised.R > test/reference/meta-analysis/digitised.json
suppressPackageStartupMessages({library(survival); library(jsonlite)})
set.seed(20120109)
digitise <- function(time, status, marks, shake) {
  f <- survfit(Surv(time, status) ~ 1)
  steps <- which(f$n.event > 0)
  end <- max(time)
  at <- c(f$time[steps], end); s <- c(f$surv[steps], tail(f$surv, 1))
  clicks <- data.frame(time = round(at + c(runif(length(steps), -1, 1) * shake * end / 4, 0), 2), survival = pmin(1, pmax(0, round(s + runif(length(s), -1, 1) * shake, 4))))
  clicks$time[-nrow(clicks)] <- pmin(clicks$time[-nrow(clicks)], end)
  grid <- seq(0, end, length.out = 41)[-41]
  list(clicks = clicks, atRisk = data.frame(time = marks, patients = sapply(marks, function(m) sum(time >= m))), events = sum(status), patients = length(time),
    grid = grid, survival = summary(f, times = grid)$surv, median = unname(summary(f)$table["median"]), restrictedMean = unname(summary(f, rmean = end * 0.8)$table["rmean"]), horizon = end * 0.8)
}
arms <- function(d, marks, shake) {
  c1 <- d$group == levels(d$group)[1]
  cox <- coxph(Surv(time, status) ~ group, data = d)
  list(control = digitise(d$time[c1], d$status[c1], marks, shake), experimental = digitise(d$time[!c1], d$status[!c1], marks, shake),
    logHazardRatio = unname(coef(cox)), standardError = sqrt(vcov(cox)[1, 1]), shake = shake)
}
lung2 <- with(lung, data.frame(time, status = status - 1, group = factor(sex)))
colon2 <- with(subset(colon, etype == 2 & rx != "Lev"), data.frame(time, status, group = factor(rx)))
gbsg2 <- with(gbsg, data.frame(time = rfstime, status, group = factor(hormon)))
cat(toJSON(list(source = "survival", versions = list(R = R.version.string, survival = as.character(packageVersion("survival"))), generator = "test/reference/meta-analysis/digitised.R",
  studies = list("lung, exact" = arms(lung2, c(0, 200, 400, 600, 800), 0), "lung, shaking hand" = arms(lung2, c(0, 200, 400, 600, 800), 0.003),
    "colon, shaking hand" = arms(colon2, seq(0, 3000, 500), 0.002), "gbsg, shaking hand" = arms(gbsg2, seq(0, 2400, 400), 0.002))), auto_unbox = TRUE, digits = I(8), dataframe = "columns"))
