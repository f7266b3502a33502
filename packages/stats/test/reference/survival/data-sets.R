# Reference values on more data sets of R's survival (bladder, kidney, rats, myeloid, mgus2, every ninth row of nafld1), by survival and
# cmprsk. The data are those of the package (LGPL >= 2), rows with missing values left out.
# Run: Rscript data-sets.R; writes data-sets.json beside this file.
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
none <- function(x) unname(x)

curve <- function(d, grid, kind) {
  f <- survfit(Surv(time, event) ~ 1, d, conf.type = kind); s <- summary(f, times = grid, extend = TRUE)
  q <- quantile(f, c(0.1, 0.25, 0.5))
  list(survival = s$surv, standardError = s$std.err, lower = s$lower, upper = s$upper,
       quantiles = list(p = c(0.1, 0.25, 0.5), estimate = none(q$quantile), lower = none(q$lower), upper = none(q$upper)))
}
hazard <- function(d, grid, ctype) { s <- summary(survfit(Surv(time, event) ~ 1, d, ctype = ctype), times = grid, extend = TRUE); list(hazard = s$cumhaz, standardError = s$std.chaz) }
cox <- function(d, ties, stratified, robust) {
  x <- grep("^x", names(d), value = TRUE)
  f <- as.formula(paste("Surv(time, event) ~", paste(x, collapse = " + "), if (stratified) "+ strata(s)" else ""))
  run <- function(control, ...) suppressWarnings(if (robust) coxph(f, d, ties = ties, cluster = cluster, control = control, ...) else coxph(f, d, ties = ties, control = control, ...))
  a <- run(coxph.control(eps = 1e-15, toler.chol = 1e-14, iter.max = 60, timefix = FALSE)); first <- a
  # coxph stops by the likelihood; one Newton step from its own score residuals gives all digits.
  b <- coef(a) + drop((if (robust) a$naive.var else a$var) %*% colSums(as.matrix(residuals(a, "score"))))
  a <- run(coxph.control(iter.max = 0, timefix = FALSE), init = b)
  out <- list(ties = ties, stratified = stratified, robust = robust, coefficients = as.list(none(coef(a))), covariance = none(a$var),
    logLikelihood = c(first$loglik[1], a$loglik[2]), score = first$score)
  if (robust) out$robustScore <- first$rscore
  out
}
rmst <- function(d, horizon) {
  t <- summary(survfit(Surv(time, event) ~ g, d), rmean = horizon)$table
  list(horizon = horizon, mean = none(t[, "rmean"]), standardError = none(t[, "se(rmean)"]))
}
logrank <- function(d, rho, stratified) {
  f <- survdiff(if (stratified) Surv(time, event) ~ g + strata(s) else Surv(time, event) ~ g, d, rho = rho)
  list(rho = rho, stratified = stratified, chiSquared = f$chisq)
}
competing <- function(d, grid) {
  at <- timepoints(cuminc(d$time, d$cause), grid)
  tests <- list()
  for (rho in c(0, 1)) for (stratified in c(FALSE, TRUE)) {
    a <- if (stratified) cuminc(d$time, d$cause, d$g, d$s, rho = rho) else cuminc(d$time, d$cause, d$g, rho = rho)
    tests <- c(tests, list(list(rho = rho, stratified = stratified, chiSquared = none(a$Tests[, "stat"]))))
  }
  s <- summary(survfit(Surv(time, factor(cause)) ~ 1, d), times = grid)
  list(causes = d$cause, incidence = none(at$est), variance = none(at$var), aalenJohansen = none(s$pstate[, -1]), tests = tests)
}
set <- function(name, d, horizon, robust = TRUE) {
  d <- d[complete.cases(d), ]
  grid <- sort(unique(as.numeric(quantile(d$time[d$event == 1], seq(0.03, 0.97, length.out = 12), type = 1))))
  kinds <- c(plain = "plain", log = "log", logLog = "log-log", logit = "logit", arcsine = "arcsin")
  fits <- list(); for (stratified in c(FALSE, TRUE)) for (ties in c("efron", "breslow")) for (r in c(FALSE, TRUE)) fits <- c(fits, list(cox(d, ties, stratified, r)))
  x <- grep("^x", names(d), value = TRUE)
  tests <- list(); for (rho in c(0, 1, 0.5)) for (stratified in c(FALSE, TRUE)) tests <- c(tests, list(logrank(d, rho, stratified)))
  list(name = name, times = as.numeric(d$time), events = as.integer(d$event), groups = as.integer(d$g), strata = as.integer(d$s), clusters = as.integer(d$cluster),
    covariates = as.list(lapply(d[x], as.numeric)), grid = grid, curves = lapply(kinds, function(k) curve(d, grid, k)),
    hazards = list(nelsonAalen = hazard(d, grid, 1), flemingHarrington = hazard(d, grid, 2)), cox = fits, restrictedMean = rmst(d, horizon), tests = tests,
    competing = if (is.null(d$cause)) NULL else competing(d, grid))
}
n1 <- nafld1[seq(1, nrow(nafld1), 9), ]
sets <- list(
  set("bladder", with(bladder, data.frame(time = stop, event, g = rx - 1, s = enum, cluster = id, x1 = rx, x2 = number, x3 = size)), 40),
  set("kidney", with(kidney, data.frame(time, event = status, g = sex - 1, s = as.integer(disease), cluster = id, x1 = age, x2 = sex)), 250),
  set("rats", with(rats, data.frame(time, event = status, g = rx, s = as.integer(sex == "f"), cluster = litter, x1 = rx)), 100),
  set("myeloid", with(myeloid, data.frame(time = futime, event = death, g = as.integer(factor(trt)) - 1, s = id %% 4, cluster = id %% 40, x1 = as.integer(factor(trt)) - 1, x2 = as.integer(sex == "f"))), 1500),
  set("myeloid, transplant or death first", with(myeloid, data.frame(time = ifelse(is.na(txtime), futime, txtime), event = as.integer(!is.na(txtime) | death == 1), g = as.integer(factor(trt)) - 1, s = as.integer(sex == "f"), cluster = id %% 40, x1 = as.integer(factor(trt)) - 1,
    cause = ifelse(!is.na(txtime), 1, 2 * death))), 700),
  set("mgus2", with(mgus2, data.frame(time = ifelse(pstat == 0, futime, ptime), event = as.integer(pstat == 1 | death == 1), g = as.integer(sex == "M"), s = as.integer(age > 72), cluster = id %% 100, x1 = age, x2 = as.integer(sex == "M"), x3 = mspike,
    cause = ifelse(pstat == 1, 1, 2 * death))), 300),
  set("nafld1, every ninth row", with(n1, data.frame(time = futime, event = status, g = male, s = as.integer(age > 55), cluster = id %% 200, x1 = age, x2 = male, x3 = bmi)), 5000))
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival"), ", cmprsk ", packageVersion("cmprsk")), generator = "data-sets.R", data = "R's survival, LGPL >= 2", sets = sets)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), file.path(here, "data-sets.json"))
