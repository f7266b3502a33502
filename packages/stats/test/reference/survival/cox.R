# Reference values of Cox regression by R's survival. Run: Rscript cox.R; writes cox.json beside this file.
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
control <- coxph.control(eps = 1e-15, toler.chol = 1e-14, iter.max = 60, timefix = FALSE)

fit <- function(d, ties, stratified, robust, clustered) {
  x <- grep("^x", names(d), value = TRUE)
  f <- as.formula(paste("Surv(time, event) ~", paste(x, collapse = " + "), if (stratified) "+ strata(s)" else ""))
  run <- function(...) suppressWarnings(if (clustered) coxph(f, d, ties = ties, control = control, cluster = cluster, ...) else
    if (robust) coxph(f, d, ties = ties, control = control, robust = TRUE, ...) else coxph(f, d, ties = ties, control = control, ...))
  first <- run()
  # coxph stops by the likelihood, with coefficients good to about 1e-9; one Newton step from its own score residuals gives all digits.
  # It has no residuals for exact ties.
  a <- first
  if (ties != "exact") {
    score <- as.matrix(residuals(first, "score"))
    b <- coef(first) + drop((if (robust) first$naive.var else first$var) %*% colSums(score))
    control <<- modifyList(control, list(iter.max = 0)); a <- run(init = b); control <<- modifyList(control, list(iter.max = 60))
  }
  out <- list(ties = ties, stratified = stratified, robust = robust, clustered = clustered, coefficients = as.list(unname(coef(a))),
    covariance = unname(if (robust) a$naive.var else a$var), logLikelihood = c(first$loglik[1], a$loglik[2]), score = first$score, wald = drop(coef(a) %*% solve(a$var, coef(a))))
  if (robust) { out$robustCovariance <- unname(a$var); out$robustScore <- first$rscore }
  out
}
set <- function(name, d, exact = TRUE) {
  d <- d[complete.cases(d), ]
  d$time <- as.numeric(d$time); d$event <- as.integer(d$event); d$s <- as.integer(d$s); d$cluster <- as.integer(d$cluster)
  fits <- list()
  for (stratified in c(FALSE, TRUE)) {
    for (ties in c("efron", "breslow")) fits <- c(fits, list(fit(d, ties, stratified, FALSE, FALSE), fit(d, ties, stratified, TRUE, FALSE), fit(d, ties, stratified, TRUE, TRUE)))
    if (exact) fits <- c(fits, list(fit(d, "exact", stratified, FALSE, FALSE)))
  }
  x <- grep("^x", names(d), value = TRUE)
  list(name = name, times = d$time, events = d$event, strata = d$s, clusters = d$cluster, covariates = as.list(lapply(d[x], as.numeric)), fits = fits)
}
gehan <- MASS::gehan
sets <- list(
  set("lung", with(lung, data.frame(time, event = status == 2, x1 = age, x2 = sex, x3 = ph.ecog, s = inst, cluster = inst))),
  set("lung by sex", with(lung, data.frame(time, event = status == 2, x1 = sex, s = ph.ecog, cluster = inst))),
  set("veteran", with(veteran, data.frame(time, event = status == 1, x1 = trt, x2 = karno, x3 = age, x4 = prior, s = as.integer(celltype), cluster = diagtime))),
  set("ovarian", with(ovarian, data.frame(time = futime, event = fustat == 1, x1 = age, x2 = rx, s = resid.ds, cluster = ecog.ps * 10 + rx))),
  set("aml", with(aml, data.frame(time, event = status == 1, x1 = as.integer(x == "Maintained"), s = rep(1:2, length.out = length(time)), cluster = rep(1:6, length.out = length(time))))),
  set("gehan", with(gehan, data.frame(time, event = cens == 1, x1 = as.integer(treat == "control"), s = rep(1, length(time)), cluster = pair))),
  set("colon", with(colon[colon$etype == 2, ], data.frame(time, event = status == 1, x1 = rx == "Lev", x2 = rx == "Lev+5FU", x3 = age, x4 = nodes, s = differ, cluster = id %% 50)), exact = FALSE))
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival")), generator = "cox.R", sets = sets)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), file.path(here, "cox.json"))
