# Hostile small samples with competing risks by cmprsk, and Cox regression with clusters by survival. cmprsk gives -1 where it finds a
# variance singular. Run: Rscript hostile-competing.R; writes hostile-competing.json beside this file.
suppressMessages({library(cmprsk); library(survival); library(jsonlite)}); set.seed(11)
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
quiet <- function(e) tryCatch(suppressWarnings(e), error = function(x) NULL)
one <- function(k) {
  n <- sample(c(3, 5, 8, 15, 30), 1); t <- switch(sample(4, 1), sample(1:5, n, TRUE), rexp(n) * 1e12, rexp(n) * 1e-12, round(rexp(n) * 5, 0))
  cause <- switch(sample(3, 1), sample(0:2, n, TRUE), sample(0:1, n, TRUE), sample(1:2, n, TRUE)); g <- sample(0:sample(1:2, 1), n, TRUE); s <- sample(1:2, n, TRUE)
  at <- sort(unique(t)); points <- quiet(timepoints(cuminc(t, cause), at)); last <- function(x) as.integer(sub(".* ", "", rownames(x)))
  tests <- quiet(cuminc(t, cause, g)$Tests); stratified <- quiet(cuminc(t, cause, g, s)$Tests)
  x <- rnorm(n); e <- as.integer(cause > 0); id <- sample(1:max(2, n %/% 2), n, TRUE); r <- rank(t, ties.method = "min")
  robust <- lapply(c(efron = "efron", breslow = "breslow"), function(m) quiet({ a <- coxph(Surv(r, e) ~ x, ties = m, cluster = id, control = coxph.control(eps = 1e-13, iter.max = 60, timefix = FALSE)); c(unname(coef(a)), a$var[1, 1], a$rscore) }))
  list(times = t, causes = cause, groups = g, strata = s, x = x, clusters = id, at = at, incidenceCauses = if (is.null(points)) integer() else last(points$est),
    incidence = if (is.null(points)) list() else unname(points$est), variance = if (is.null(points)) list() else unname(points$var),
    testCauses = if (is.null(tests)) integer() else as.integer(rownames(tests)), tests = if (is.null(tests)) numeric() else unname(tests[, 1]), stratified = if (is.null(stratified)) numeric() else unname(stratified[, 1]), robust = robust)
}
samples <- lapply(1:400, one)
# The last one passed an estimate of 1 once a group had left.
out <- list(tool = paste0("R ", getRversion(), ", cmprsk ", packageVersion("cmprsk"), ", survival ", packageVersion("survival")), generator = "hostile-competing.R", samples = samples[c(1:79, 342)])
write(toJSON(out, digits = I(17), na = "null", null = "null"), file.path(here, "hostile-competing.json"))
