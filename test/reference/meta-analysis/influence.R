# Reference values for influence diagnostics, Baujat plots, leave-one-out and cumulative meta-analysis: metafor.
# Run: Rscript test/reference/meta-analysis/influence.R > test/reference/meta-analysis/influence.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
es <- function(e) { e <- data.frame(e); e[!is.na(e$yi) & !is.na(e$vi), ] }
head12 <- function(d) d[seq_len(min(14, nrow(d))), ]
sets <- list(
  bcg = es(escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)),
  pritz1997 = es(escalc(measure = "PLO", xi = xi, ni = ni, data = dat.pritz1997)),
  restoration = es(escalc(measure = "PLO", xi = c(12, 6, 6, 5, 7, 20, 6, 11, 22, 19), ni = c(20, 10, 10, 6, 20, 21, 10, 28, 25, 33), data = data.frame(id = 1:10))),
  debruin2009 = es(escalc(measure = "PLO", xi = xi, ni = ni, data = dat.debruin2009)),
  hine1989 = es(escalc(measure = "RD", n1i = n1i, n2i = n2i, ai = ai, ci = ci, data = dat.hine1989)),
  yusuf1985 = head12(es(escalc(measure = "PETO", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = subset(dat.yusuf1985, table == "6")))),
  nielweise2007 = es(escalc(measure = "OR", ai = ai, ci = ci, n1i = n1i, n2i = n2i, data = dat.nielweise2007)),
  collins1985b = es(escalc(measure = "OR", ai = pre.xti, n1i = pre.nti, ci = pre.xci, n2i = pre.nci, data = dat.collins1985b)),
  normand1999 = es(escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)),
  nielweise2008 = es(escalc(measure = "IRR", x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i, data = dat.nielweise2008)),
  raudenbush1985 = head12(dat.raudenbush1985),
  mcdaniel1994 = head12(es(escalc(measure = "ZCOR", ri = ri, ni = ni, data = dat.mcdaniel1994)))
)
columns <- function(i) list(rstudent = i$rstudent, dffits = i$dffits, cook = i$cook.d, cov = i$cov.r, tau2 = i$tau2.del, QE = i$QE.del, hat = i$hat, weight = i$weight / 100)
diagnose <- function(r) {
  i <- influence(r)
  pdf(NULL); b <- baujat(r); dev.off()
  c(columns(i$inf), list(dfbetas = unname(lapply(seq_len(r$p), function(j) as.numeric(i$dfbs[[j]]))), influential = as.vector(i$is.infl), baujatX = b$x, baujatY = b$y))
}
repeated <- function(l) list(estimate = l$estimate, se = l$se, p = l$pval, lower = l$ci.lb, upper = l$ci.ub, Q = l$Q, Qp = l$Qp, tau2 = l$tau2, I2 = l$I2 / 100)
one <- function(name) {
  es <- sets[[name]]
  f <- function(m) {
    r <- rma(yi, vi, data = es, method = m, control = tight)
    c(diagnose(r), list(without = repeated(leave1out(r)), cumulative = repeated(cumul(r))))
  }
  methods <- c("REML", "DL", if (name %in% c("bcg", "pritz1997", "hine1989")) c("PM", "ML"))
  list(yi = c(es$yi), vi = c(es$vi), methods = lapply(setNames(nm = methods), function(m) tryCatch(f(m), error = function(e) NULL)))
}
regression <- function(es, mods) {
  f <- function(m) diagnose(rma(es$yi, es$vi, mods = as.matrix(mods), method = m, control = tight))
  list(yi = c(es$yi), vi = c(es$vi), moderators = as.list(mods), methods = lapply(setNames(nm = c("REML", "DL")), f))
}
regressions <- list(
  "bcg by latitude and year" = regression(sets$bcg, data.frame(latitude = dat.bcg$ablat, year = dat.bcg$year)),
  "raudenbush1985 by weeks" = regression(sets$raudenbush1985, data.frame(weeks = sets$raudenbush1985$weeks)),
  "collins1985b by size" = regression(sets$collins1985b, data.frame(size = sets$collins1985b$pre.nti))
)
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/influence.R", sets = lapply(setNames(nm = names(sets)), one), regressions = regressions), auto_unbox = TRUE, digits = I(14), na = "null"))
