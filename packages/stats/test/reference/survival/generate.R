# Reference values of the survival tools, by R's survival on its own data sets.
# Run: Rscript generate.R; writes <data set>.json beside this file.
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))

curve <- function(time, event, kind) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = kind)
  s <- summary(fit, censored = TRUE)
  q <- quantile(fit, probs = c(0.25, 0.5, 0.75))
  list(time = s$time, atRisk = s$n.risk, events = s$n.event, survival = s$surv, standardError = s$std.err,
       lower = s$lower, upper = s$upper,
       quantiles = list(p = c(0.25, 0.5, 0.75), estimate = unname(q$quantile), lower = unname(q$lower), upper = unname(q$upper)))
}

test <- function(time, event, group, stratum, rho) {
  fit <- if (is.null(stratum)) survdiff(Surv(time, event) ~ group, rho = rho) else
    survdiff(Surv(time, event) ~ group + strata(stratum), rho = rho)
  sums <- function(x) if (is.matrix(x)) rowSums(x) else x
  list(rho = rho, stratified = !is.null(stratum), chiSquared = fit$chisq, observed = unname(sums(fit$obs)),
       expected = unname(sums(fit$exp)), covariance = fit$var)
}

cox <- function(time, event, group, stratum, ties) {
  f <- if (is.null(stratum)) Surv(time, event) ~ factor(group) else Surv(time, event) ~ factor(group) + strata(stratum)
  fit <- coxph(f, ties = ties, control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100, timefix = FALSE))
  list(ties = ties, stratified = !is.null(stratum), coefficients = unname(coef(fit)), covariance = unname(vcov(fit)),
       logLikelihood = fit$loglik, score = unname(fit$score), wald = unname(fit$wald.test))
}

write_set <- function(name, time, event, group, stratum, note) {
  keep <- !is.na(time) & !is.na(event) & !is.na(group) & (if (is.null(stratum)) TRUE else !is.na(stratum))
  time <- time[keep]; event <- event[keep]; group <- group[keep]; if (!is.null(stratum)) stratum <- stratum[keep]
  curves <- lapply(setNames(c("plain", "log", "log-log", "logit", "arcsin"), c("plain", "log", "logLog", "logit", "arcsine")),
                   function(kind) curve(time, event, kind))
  tests <- list(test(time, event, group, NULL, 0), test(time, event, group, NULL, 1), test(time, event, group, NULL, 0.5))
  fits <- list(cox(time, event, group, NULL, "efron"), cox(time, event, group, NULL, "breslow"))
  if (!is.null(stratum)) {
    tests <- c(tests, list(test(time, event, group, stratum, 0), test(time, event, group, stratum, 1)))
    fits <- c(fits, list(cox(time, event, group, stratum, "efron"), cox(time, event, group, stratum, "breslow")))
  }
  out <- list(dataSet = name, note = note, tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival")),
              generator = "generate.R", times = time, events = as.integer(event), groups = as.integer(group),
              strata = if (is.null(stratum)) NULL else as.integer(stratum), curves = curves, tests = tests, cox = fits)
  write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), file.path(here, paste0(name, ".json")))
}

write_set("lung", lung$time, lung$status == 2, lung$sex - 1, lung$inst, "survival::lung by sex, strata inst")
write_set("veteran", veteran$time, veteran$status == 1, veteran$trt - 1, as.integer(veteran$celltype), "survival::veteran by trt, strata celltype")
write_set("aml", aml$time, aml$status == 1, as.integer(aml$x == "Maintained"), NULL, "survival::aml by x")
write_set("ovarian", ovarian$futime, ovarian$fustat == 1, ovarian$rx - 1, ovarian$resid.ds, "survival::ovarian by rx, strata resid.ds")
death <- colon[colon$etype == 2, ]
write_set("colon", death$time, death$status == 1, as.integer(death$rx) - 1, death$differ, "survival::colon deaths by rx (three groups), strata differ")
gehan <- data.frame(time = c(1,1,2,2,3,4,4,5,5,8,8,8,8,11,11,12,12,15,17,22,23,6,6,6,7,10,13,16,22,23,6,9,10,11,17,19,20,25,32,32,34,35),
                    event = c(rep(1, 21), rep(1, 9), rep(0, 12)), group = c(rep(0, 21), rep(1, 21)))
write_set("leukaemia", gehan$time, gehan$event == 1, gehan$group, NULL, "6-MP against placebo, Freireich et al., Blood 21 (1963) 699")
