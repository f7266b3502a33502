# Reference values for meta-regression: metafor.
# Run: Rscript test/reference/meta-analysis/regression.R > test/reference/meta-analysis/regression.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
rest <- escalc(measure = "PLO", xi = c(12, 6, 6, 5, 7, 20, 6, 11, 22, 19), ni = c(20, 10, 10, 6, 20, 21, 10, 28, 25, 33))
sets <- list(
  bcgLatitude = list(d = bcg, f = ~ ablat, m = list(latitude = bcg$ablat)),
  bcgAllocation = list(d = bcg, f = ~ relevel(factor(alloc), ref = bcg$alloc[1]), m = list(allocation = bcg$alloc)),
  bcgBoth = list(d = bcg, f = ~ ablat + year, m = list(latitude = bcg$ablat, year = bcg$year)),
  lipseyWilson = list(d = data.frame(yi = c(-.33, .32, .39, .31, .17, .64, -.33, .15, -.02, 0), vi = c(.084, .035, .017, .034, .072, .117, .102, .093, .012, .067),
    r = c(0, 0, 0, 0, 0, 0, 1, 1, 1, 1), i = c(7, 3, 7, 5, 7, 7, 4, 4, 5, 6)), f = ~ r + i, m = list(random = c(0, 0, 0, 0, 0, 0, 1, 1, 1, 1), intensity = c(7, 3, 7, 5, 7, 7, 4, 4, 5, 6))),
  raudenbush1985 = list(d = within(data.frame(yi = c(.03, .12, -.14, 1.18, .26, -.06, -.02, -.32, .27, .80, .54, .18, -.02, .23, -.18, -.06, .30, .07, -.07),
    vi = c(.0156, .0216, .0279, .1391, .1362, .0106, .0106, .0484, .0269, .0630, .0912, .0497, .0835, .0841, .0253, .0279, .0193, .0088, .0303)), w <- pmin(dat.raudenbush1985$weeks, 3)),
    f = ~ w, m = list(weeks = pmin(dat.raudenbush1985$weeks, 3))),
  restorationDrugDays = list(d = cbind(rest, t = c(35, 42, 35, 35, 24, 42, 42, 28, 35, 30)), f = ~ t, m = list(days = c(35, 42, 35, 35, 24, 42, 42, 28, 35, 30)))
)
one <- function(s) {
  f <- function(m, test) {
    r <- tryCatch(suppressWarnings(rma(yi, vi, mods = s$f, data = s$d, method = m, test = test, control = tight)), error = function(e) NULL)
    if (is.null(r)) return(NULL)
    list(b = c(r$beta), se = r$se, lower = r$ci.lb, upper = r$ci.ub, p = r$pval, QM = r$QM, QMp = r$QMp, QE = r$QE, QEp = r$QEp, tau2 = r$tau2, seTau2 = r$se.tau2, R2 = if (!is.null(r$R2)) r$R2 / 100, I2 = r$I2 / 100)
  }
  list(yi = c(s$d$yi), vi = c(s$d$vi), moderators = s$m, fits = lapply(setNames(nm = c("REML", "DL", "PM", "ML", "HE", "SJ", "HS")), function(m) list(wald = f(m, "z"), hartungKnapp = f(m, "knha"), modifiedHartungKnapp = f(m, "adhoc"))))
}
p <- local({ set.seed(1); suppressWarnings(permutest(rma(yi, vi, mods = ~ ablat, data = bcg, test = "knha"), iter = 20000, progbar = FALSE)) })
cat(toJSON(list(source = "metafor; permutest with 20,000 deals, seed 1", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/regression.R", sets = lapply(sets, one), permutation = list(p = p$pval, QMp = p$QMp)), auto_unbox = TRUE, digits = NA, null = "null", na = "null"))
