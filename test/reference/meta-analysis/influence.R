# Reference values for influence diagnostics and Baujat plots: metafor.
# Run: Rscript test/reference/meta-analysis/influence.R > test/reference/meta-analysis/influence.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
sets <- list(
  bcg = escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
  pritz1997 = escalc(measure = "PLO", xi = xi, ni = ni, data = dat.pritz1997),
  restoration = escalc(measure = "PLO", xi = c(12, 6, 6, 5, 7, 20, 6, 11, 22, 19), ni = c(20, 10, 10, 6, 20, 21, 10, 28, 25, 33))
)
one <- function(es) {
  f <- function(m) {
    r <- rma(yi, vi, data = es, method = m, control = tight)
    i <- influence(r)$inf
    pdf(NULL); b <- baujat(r); dev.off()
    list(rstudent = i$rstudent, dffits = i$dffits, cook = i$cook.d, cov = i$cov.r, tau2 = i$tau2.del, QE = i$QE.del, hat = i$hat, baujatX = b$x, baujatY = b$y)
  }
  list(yi = c(es$yi), vi = c(es$vi), methods = lapply(setNames(nm = c("REML", "DL", "PM")), f))
}
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/influence.R", sets = lapply(sets, one)), auto_unbox = TRUE, digits = NA))
