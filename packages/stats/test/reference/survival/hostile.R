# Hostile small samples by R's survival: ties, all censored, a group without events, one patient, times of 1e12 and 1e-12, covariates
# that separate. Tests see the ranks of times, which is all they depend on, since survdiff would tie times that are close.
# Run: Rscript hostile.R [seed samples file]; writes hostile.json beside this file.
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
args <- commandArgs(TRUE); if (length(args) < 3) args <- c(20261124, 60, file.path(here, "hostile.json"))
set.seed(as.integer(args[1]))
quiet <- function(e) tryCatch(suppressWarnings(e), error = function(x) NULL)
make <- function() {
  n <- sample(c(1, 2, 3, 5, 8, 12, 20, 40), 1)
  t <- switch(sample(9, 1), sample(1:4, n, TRUE), sample(0:9, n, TRUE), rexp(n), rexp(n) * 1e12, rexp(n) * 1e-12, 10^runif(n, -12, 12), rep(7, n), round(rexp(n, .2), 1), rweibull(n, .3) * 100)
  e <- switch(sample(6, 1), rbinom(n, 1, .7), rbinom(n, 1, .3), rep(1, n), rep(0, n), rbinom(n, 1, .9), rbinom(n, 1, .5))
  g <- switch(sample(4, 1), rbinom(n, 1, .5), rep(c(0, 1), length.out = n), rbinom(n, 1, .1), rbinom(n, 1, .5))
  if (runif(1) < .1) e[g == 1] <- 0
  x <- switch(sample(5, 1), rnorm(n), rnorm(n) * 1e-6, 1e6 + rnorm(n), rexp(n)^3, -rank(t) + rnorm(n))
  list(times = as.numeric(t), events = as.integer(e), groups = as.integer(g), strata = sample(1:3, n, TRUE), x = x)
}
kinds <- c(plain = "plain", log = "log", logLog = "log-log", logit = "logit", arcsine = "arcsin")
one <- function(k) {
  d <- make(); t <- d$times; e <- d$events; g <- d$groups; s <- d$strata; x <- d$x; r <- rank(t, ties.method = "min")
  d$curves <- lapply(kinds, function(kind) quiet({ f <- survfit(Surv(t, e) ~ 1, conf.type = kind, timefix = FALSE); q <- quantile(f, c(.25, .5, .75))
    list(survival = f$surv, standardError = f$std.err * f$surv, lower = f$lower, upper = f$upper, quantiles = unname(q$quantile), quantilesLower = unname(q$lower), quantilesUpper = unname(q$upper)) }))
  f <- survfit(Surv(t, e) ~ 1, timefix = FALSE); d$hazard <- f$cumhaz; d$hazardError <- f$std.chaz
  test <- function(rho, strata) quiet({ f <- if (strata) survdiff(Surv(r, e) ~ g + strata(s), rho = rho) else survdiff(Surv(r, e) ~ g, rho = rho); if (f$var[1, 1] < 1e-14) NULL else f$chisq })
  d$tests <- list(logRank = test(0, FALSE), petoPeto = test(1, FALSE), half = test(.5, FALSE), stratified = test(0, TRUE))
  cox <- function(ties, form) quiet({ a <- coxph(form, ties = ties, control = coxph.control(eps = 1e-14, toler.chol = 1e-14, iter.max = 50, timefix = FALSE))
    list(estimates = unname(coef(a)), errors = unname(sqrt(diag(a$var))), logLikelihood = a$loglik, score = a$score) })
  st <- Surv(r, e)
  d$cox <- lapply(c(efron = "efron", breslow = "breslow", exact = "exact"), function(m) cox(m, st ~ g))
  d$coxStratified <- lapply(c(efron = "efron", breslow = "breslow"), function(m) cox(m, st ~ g + x + strata(s)))
  h <- as.numeric(quantile(t, runif(1, .2, .95), type = 1)); if (h <= 0) h <- max(t) / 2; if (h <= 0) h <- 1
  d$horizon <- h
  d$restrictedMeans <- lapply(0:1, function(a) quiet({ f <- survfit(Surv(t[g == a], e[g == a]) ~ 1, timefix = FALSE); z <- summary(f, rmean = h)$table; c(unname(z["rmean"]), unname(z["se(rmean)"])) }))
  d
}
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival")), generator = "hostile.R", samples = lapply(seq_len(as.integer(args[2])), one))
scalar <- function(d) { d$horizon <- unbox(d$horizon); d$tests <- lapply(d$tests, function(v) if (is.null(v)) NULL else unbox(v)); d }
out$samples <- lapply(out$samples, scalar)
write(toJSON(out, digits = I(17), na = "null", null = "null"), args[3])
