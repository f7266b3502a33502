# Random data of every family on every measure, and what metafor finds, for `poolSheet`. Peto odds ratios are measured without correction.
# Run in this folder: Rscript sweep.R
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
set.seed(20261124)
tight <- list(threshold = 1e-12, maxiter = 20000, tol = 1e-12)
fit <- function(es, m, test) {
  r <- try(suppressWarnings(rma(yi, vi, data = es, method = m, test = test, control = tight)), silent = TRUE)
  if (inherits(r, "try-error")) return(NULL)
  list(method = m, test = test, beta = c(r$beta), se = r$se, lb = r$ci.lb, ub = r$ci.ub, p = r$pval, tau2 = r$tau2, Q = r$QE, I2 = r$I2, k = r$k)
}
out <- list()
add <- function(family, measure, d, es) {
  if (any(!is.finite(es$yi)) || any(!is.finite(es$vi)) || any(es$vi <= 0)) return(invisible())
  m <- sample(c("REML","DL","ML","PM","EB","SJ","HE","HS","EE"), 1)
  test <- if (m == "EE") "z" else sample(c("z","t","knha","adhoc"), 1)
  f <- fit(es, m, test); if (is.null(f)) return(invisible())
  out[[length(out) + 1]] <<- list(family = family, measure = measure, data = d, fit = f, yi = c(es$yi), vi = c(es$vi))
}
for (i in 1:6) {
  k <- sample(c(2,3,4,5,8,15), 1); n1 <- sample(3:200, k, TRUE); n2 <- sample(3:200, k, TRUE)
  p <- plogis(rnorm(k, sample(c(-3,-1,0,1), 1), 1)); a <- rbinom(k, n1, p); c <- rbinom(k, n2, plogis(qlogis(p) + rnorm(k, .5, .5)))
  if (i %% 3 == 0) a[1] <- 0
  if (i %% 5 == 0) c[k] <- n2[k]
  d <- data.frame(ai = a, n1i = n1, ci = c, n2i = n2)
  for (m in c("OR","RR","RD","AS","PETO")) {
    correction <- if (m == "PETO") list(add = 0, to = "none") else list()
    add("comparisons", m, d, suppressWarnings(do.call(escalc, c(list(measure = m, ai = a, n1i = n1, ci = c, n2i = n2), correction))))
  }
  d1 <- data.frame(xi = a, ni = n1)
  for (m in c("PLO","PAS","PLN","PR","PFT")) add("proportions", m, d1, suppressWarnings(escalc(measure = m, xi = xi, ni = ni, data = d1)))
  dm <- data.frame(m1i = round(rnorm(k, 50, 9), 1), sd1i = round(runif(k, 2, 12), 1), n1i = n1, m2i = round(rnorm(k, 45, 9), 1), sd2i = round(runif(k, 2, 12), 1), n2i = n2)
  for (m in c("MD","SMD","ROM")) add("meanComparisons", m, dm, escalc(measure = m, m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dm))
  d2 <- data.frame(mi = dm$m1i, sdi = dm$sd1i, ni = n1); add("means", "MN", d2, escalc(measure = "MN", mi = mi, sdi = sdi, ni = ni, data = d2))
  t1 <- round(runif(k, 20, 900), 1); t2 <- round(runif(k, 20, 900), 1); x1 <- rpois(k, t1 * .02); x2 <- rpois(k, t2 * .03)
  dr <- data.frame(x1i = x1, t1i = t1, x2i = x2, t2i = t2)
  for (m in c("IRR","IRD","IRSD")) add("rateComparisons", m, dr, suppressWarnings(escalc(measure = m, x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i, data = dr)))
  ds <- data.frame(xi = x1, ti = t1)
  for (m in c("IRLN","IR","IRS","IRFT")) add("rates", m, ds, suppressWarnings(escalc(measure = m, xi = xi, ti = ti, data = ds)))
  de <- data.frame(yi = round(rnorm(k), 4), vi = round(rexp(k, 5), 4) + .001)
  e <- de; add("effects", "GEN", de, e)
}
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))), generator = "packages/scenario/test/reference/pooling/sweep.R", cases = out), auto_unbox = TRUE, digits = NA, dataframe = "columns"), file = "sweep.json")
