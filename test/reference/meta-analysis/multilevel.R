# Reference values for arms within studies: metafor's rma.mv (tightened) with robust(), its profile-likelihood intervals, and clubSandwich's
# CR2 with Satterthwaite degrees of freedom.
# Run: Rscript test/reference/meta-analysis/multilevel.R > test/reference/meta-analysis/multilevel.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(clubSandwich); library(jsonlite)})
set.seed(21)
made <- function(m, t1, t2, most = 4) {
  study <- rep(seq_len(m), sample(1:most, m, TRUE)); k <- length(study); v <- runif(k, 0.02, 0.4)
  data.frame(study = paste0("s", study), y = rnorm(m, 0.3, sqrt(t1))[study] + rnorm(k, 0, sqrt(t2)) + rnorm(k, 0, sqrt(v)), v = v, x = round(rnorm(k), 2))
}
kon <- with(dat.konstantopoulos2011, data.frame(study = paste0("d", district), y = yi, v = vi, x = year - 1990))
sets <- list(konstantopoulos2011 = kon, a = made(6, 0.3, 0.1), b = made(12, 0, 0.3), c = made(9, 0.4, 0), d = made(25, 0.2, 0.2), e = made(4, 0.5, 0.2, 3))
one <- function(d) {
  d$arm <- seq_len(nrow(d))
  f <- function(method, mods) rma.mv(y, v, mods = mods, random = ~ 1 | study/arm, data = d, method = method, sparse = FALSE, 
    control = list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-16, maxit = 20000))
  describe <- function(r, ci) {
    cr2 <- coef_test(r, vcov = "CR2", cluster = d$study, test = "Satterthwaite")
    out <- list(beta = c(r$beta), se = r$se, sigma2 = r$sigma2, logLik = c(logLik(r)),
      CR0 = robust(r, d$study, adjust = FALSE)$se, CR1 = robust(r, d$study)$se, CR2 = cr2$SE, df = cr2$df_Satt)
    if (ci) out$limits <- lapply(1:2, function(i) { q <- confint(r, sigma2 = i, control = list(tol = 1e-10)); unname(q$random[1, 2:3]) })
    out
  }
  list(study = d$study, y = d$y, v = d$v, x = d$x, REML = describe(f("REML", ~ 1), TRUE), ML = describe(f("ML", ~ 1), TRUE), moderated = describe(f("REML", ~ x), FALSE))
}
cat(toJSON(list(source = "metafor and clubSandwich", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), clubSandwich = as.character(packageVersion("clubSandwich")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/multilevel.R", sets = lapply(sets, one)), auto_unbox = TRUE, digits = NA))
