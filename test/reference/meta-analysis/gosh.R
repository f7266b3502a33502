# Reference values for GOSH: metafor, every subset.
# Run: Rscript test/reference/meta-analysis/gosh.R > test/reference/meta-analysis/gosh.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
sets <- list(
  bcg = escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg[1:8, ]),
  restoration = escalc(measure = "PLO", xi = c(12, 6, 6, 5, 7, 20, 6), ni = c(20, 10, 10, 6, 20, 21, 10)),
  hine1989 = escalc(measure = "RD", n1i = n1i, n2i = n2i, ai = ai, ci = ci, data = dat.hine1989)
)
one <- function(e) {
  f <- function(m) {
    g <- gosh(rma(yi, vi, data = e, method = m, control = tight), progbar = FALSE)
    size <- rowSums(g$incl)
    keep <- size > 1
    list(members = as.integer(g$incl[keep, ] %*% 2^(seq_len(nrow(e)) - 1)), estimate = g$res[keep, "estimate"], Q = g$res[keep, "QE"], I2 = g$res[keep, "I2"] / 100,
      tau2 = if (m == "FE") NULL else g$res[keep, "tau2"])
  }
  list(yi = c(e$yi), vi = c(e$vi), methods = lapply(setNames(nm = c("REML", "DL", "FE")), f))
}
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/gosh.R", sets = lapply(sets, one)), auto_unbox = TRUE, digits = I(14), na = "null", null = "null"))
