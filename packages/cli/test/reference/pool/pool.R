# CSV files of data sets of metadat and what metafor finds in them, for `rekindle pool`.
# Run in this folder: Rscript pool.R
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
sets <- c("dat.bcg", "dat.pritz1997", "dat.normand1999", "dat.hart1999", "dat.nielweise2007", "dat.raudenbush1985")
for (name in sets) write.csv(get(name), paste0(sub("dat.", "", name), ".csv"), row.names = FALSE)
said <- function(m, transf = NULL) {
  p <- predict(m, transf = transf)
  list(k = m$k, estimate = c(m$beta), se = c(m$se), statistic = c(m$zval), pValue = c(m$pval), lower = c(m$ci.lb), upper = c(m$ci.ub),
    tau2 = m$tau2, I2FromTau2 = m$I2 / 100, Q = m$QE, QP = m$QEp, QM = m$QM, QMp = m$QMp,
    natural = if (m$p == 1) list(estimate = p$pred, lower = p$ci.lb, upper = p$ci.ub))
}
between <- function(es, g, m, ...) {
  own <- lapply(split(es, g), function(q) rma(yi, vi, data = q, method = m, control = tight, ...))
  b <- sapply(own, function(o) c(o$beta)); w <- 1 / sapply(own, function(o) c(o$se))^2
  list(estimate = as.list(b), Q = sum(w * (b - sum(w * b) / sum(w))^2))
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
pritz <- escalc(measure = "PLO", xi = xi, ni = ni, data = dat.pritz1997, add = .5, to = "only0")
normand <- escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
hart <- escalc(measure = "IRR", x1i = x1i, x2i = x2i, t1i = t1i, t2i = t2i, data = dat.hart1999)
niel <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.nielweise2007, add = .5, to = "only0")
mh <- rma.mh(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.nielweise2007, add = 0, to = "none", drop00 = TRUE, correct = TRUE)
glmm <- rma.glmm(measure = "PLO", xi = xi, ni = ni, data = dat.pritz1997, nAGQ = 25)
raud <- dat.raudenbush1985
full <- rma(yi, vi, data = bcg, method = "REML", test = "z", control = tight)
left <- leave1out(full); byYear <- cumul(full, order = bcg$year)
egger <- regtest(full, model = "lm", predictor = "sei"); begg <- suppressWarnings(ranktest(full))
trim <- trimfill(full, side = "right", estimator = "L0")
inf <- influence(full)$inf
multi <- rma.mv(yi, vi, random = ~ 1 | alloc/trial, data = bcg, method = "REML", control = list(rel.tol = 1e-12))
mhGroups <- lapply(split(dat.bcg, dat.bcg$alloc), function(q) rma.mh(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = q, measure = "RR"))
mhBeta <- sapply(mhGroups, function(r) c(r$beta)); mhWeight <- 1 / sapply(mhGroups, function(r) r$se)^2
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))),
  generator = "packages/cli/test/reference/pool/pool.R",
  bcg = said(rma(yi, vi, data = bcg, method = "REML", test = "knha", control = tight), exp),
  bcgSubgroups = between(bcg, bcg$alloc, "REML"),
  bcgRegression = said(rma(yi, vi, mods = ~ ablat + relevel(factor(alloc), "random"), data = bcg, method = "REML", test = "knha", control = tight)),
  bcgMantelHaenszel = list(estimate = as.list(setNames(exp(unname(mhBeta)), names(mhGroups))), Q = sum(mhWeight * (mhBeta - sum(mhWeight * mhBeta) / sum(mhWeight))^2)),
  explored = list(leaveOneOut = left$estimate, leaveOneOutTau2 = left$tau2, cumulative = byYear$estimate,
    eggerSlope = unname(coef(lm(bcg$yi ~ sqrt(bcg$vi), weights = 1 / bcg$vi))[2]), eggerP = egger$pval, beggTau = unname(begg$tau), beggP = begg$pval,
    missing = trim$k0, rstudent = inf$rstudent, cook = inf$cook.d, hat = hatvalues(full), multilevel = c(multi$beta), sigma2 = multi$sigma2),
  pritz = said(rma(yi, vi, data = pritz, method = "DL", test = "z", control = tight), transf.ilogit),
  pritzGlmm = list(estimate = c(transf.ilogit(glmm$beta)), tau2 = glmm$tau2),
  normand = said(rma(yi, vi, data = normand, method = "PM", test = "z", control = tight)),
  hart = said(rma(yi, vi, data = hart, method = "ML", test = "t", control = tight), exp),
  nielweise = said(rma(yi, vi, data = niel, method = "EE", control = tight), exp),
  nielweiseMh = list(estimate = c(exp(mh$beta)), lower = exp(mh$ci.lb), upper = exp(mh$ci.ub), se = mh$se, MH = mh$MH, MHp = mh$MHp, TA = mh$TA, TAp = mh$TAp),
  raudenbush = said(rma(yi, vi, mods = ~ weeks, data = raud, method = "REML", test = "knha", control = tight))
), auto_unbox = TRUE, digits = NA, pretty = TRUE), file = "pool.json")
