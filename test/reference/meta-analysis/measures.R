# Reference values for the measures of single proportions other than the logit: metafor.
# Run: Rscript test/reference/meta-analysis/measures.R > test/reference/meta-analysis/measures.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
sets <- list(
  pritz1997 = list(x = dat.pritz1997$xi, n = dat.pritz1997$ni),
  metaprop = list(x = 4:1, n = c(10, 20, 30, 40)),
  stress = list(x = c(0, 3, 10, 5, 0, 12), n = c(8, 12, 10, 20, 15, 25)),
  miller1978 = list(x = c(3, 6, 10, 1), n = c(11, 17, 21, 6)),
  ends = list(x = c(0, 4, 9, 16, 20), n = c(10, 10, 15, 20, 20)),
  debruin2009 = list(x = dat.debruin2009$xi, n = dat.debruin2009$ni),
  restoration = list(x = c(12, 6, 6, 5, 7, 20, 6, 11, 22, 19), n = c(20, 10, 10, 6, 20, 21, 10, 28, 25, 33))
)
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
back <- function(m, n) switch(m, PR = identity, PLN = exp, PAS = function(x) transf.iarcsin(x), PFT = function(x) sapply(x, function(z) transf.ipft.hm(z, targs = list(ni = n))))
one <- function(s) {
  f <- function(m) {
    es <- escalc(measure = m, xi = s$x, ni = s$n)
    fits <- lapply(setNames(nm = c("REML", "DL", "EE")), function(method) {
      r <- rma(yi, vi, data = es, method = method, control = tight)
      b <- back(m, s$n)
      list(mu = c(r$beta), se = r$se, tau2 = r$tau2, Q = r$QE, natural = c(b(c(r$beta)), b(r$ci.lb), b(r$ci.ub)))
    })
    list(yi = c(es$yi), vi = c(es$vi), fits = fits)
  }
  list(events = s$x, n = s$n, measures = lapply(c(rawProportion = "PR", logProportion = "PLN", arcsineProportion = "PAS", freemanTukey = "PFT"), f))
}
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))),
  generator = "test/reference/meta-analysis/measures.R", sets = lapply(sets, one)), auto_unbox = TRUE, digits = NA, pretty = TRUE))
