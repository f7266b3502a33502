# Reference values for the data sets of metadat with counts that comparisons.R, proportions.R and two-arm-models.R leave out, compactly.
# A row of "fits" is estimate, error, tau2 of REML, DL, PM, ML, HE, SJ, HS, EE in turn; "sums" are of the effects, of the variances and
# of their product, and Q. A row of "glmm" is metafor's estimate, error, tau2 and likelihood-ratio statistic at its default quadrature, and the
# log-likelihood at that estimate as a plain sum over a fine grid, with which its optimiser can be judged.
# Run: Rscript test/reference/meta-analysis/metadat-counts.R > test/reference/meta-analysis/metadat-counts.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
methods <- c("REML", "DL", "PM", "ML", "HE", "SJ", "HS", "EE")
z <- seq(-8.5, 8.5, by = 0.002); lw <- dnorm(z, log = TRUE) + log(0.002)
lse <- function(x) { m <- max(x); m + log(sum(exp(x - m))) }
lb <- function(x, n, eta) lchoose(n, x) + x * plogis(eta, log.p = TRUE) + (n - x) * plogis(-eta, log.p = TRUE)
fits <- function(es) t(sapply(methods, function(m) {
  # metafor's scoring for REML goes round and round on gurusamy2011 Aprotonin, and comes to its end with half steps
  r <- tryCatch(suppressWarnings(rma(yi, vi, data = es, method = m, control = tight)), error = function(e) rma(yi, vi, data = es, method = m, control = c(tight, stepadj = 0.5)))
  c(r$beta, r$se, r$tau2)
}))
summaryOf <- function(es) list(sums = c(sum(es$yi), sum(es$vi), sum(es$yi * es$vi), rma(yi, vi, data = es, method = "EE")$QE), fits = unname(fits(es)))
glmmRow <- function(r, height) if (is.null(r)) NULL else c(r$beta, r$se, r$tau2, r$QE.LRT, height(c(r$beta), sqrt(r$tau2)))
try0 <- function(e) tryCatch(suppressMessages(suppressWarnings(e)), error = function(e) NULL)

comparisons <- function(d, a, n1, c, n2) { s <- list(a = d[[a]], n1 = d[[n1]], c = d[[c]], n2 = d[[n2]]); ok <- complete.cases(as.data.frame(s)); lapply(s, function(v) as.numeric(v[ok])) }
crossed <- function(d, a, b, c, e) { d$n1_ <- d[[a]] + d[[b]]; d$n2_ <- d[[c]] + d[[e]]; comparisons(d, a, "n1_", c, "n2_") }
y <- dat.yusuf1985; x85 <- dat.collins1985a; b85 <- dat.collins1985b; g <- dat.linde2015
two <- list(
  collins1985aBleeding = comparisons(x85, "b.xti", "nti", "b.xci", "nci"), collins1985aOperation = comparisons(x85, "o.xti", "nti", "o.xci", "nci"),
  collins1985aDeath = comparisons(x85, "d.xti", "nti", "d.xci", "nci"),
  collins1985bPerinatalDeath = comparisons(b85, "ped.xti", "fup.nti", "ped.xci", "fup.nci"), collins1985bStillbirth = comparisons(b85, "stb.xti", "fup.nti", "stb.xci", "fup.nci"),
  collins1985bNeonatalDeath = comparisons(b85, "ned.xti", "fup.nti", "ned.xci", "fup.nci"),
  cannon2006 = comparisons(dat.cannon2006, "ep1t", "nt", "ep1c", "nc"), damico2009 = comparisons(dat.damico2009, "xt", "nt", "xc", "nc"),
  vanhowe1999 = crossed(dat.vanhowe1999, "non.pos", "non.neg", "cir.pos", "cir.neg"), landenberger2005 = crossed(dat.landenberger2005, "n.cbt.rec", "n.cbt.non", "n.ctrl.rec", "n.ctrl.non"),
  bourassa1996 = crossed(dat.bourassa1996, "lh.le", "lh.re", "rh.le", "rh.re"), hart1999 = comparisons(dat.hart1999, "x1i", "n1i", "x2i", "n2i"),
  viechtbauer2021 = comparisons(dat.viechtbauer2021, "xTi", "nTi", "xCi", "nCi"), axfors2021 = comparisons(dat.axfors2021, "hcq_arm_event", "hcq_arm_total", "control_arm_event", "control_arm_total"),
  fine1993 = comparisons(dat.fine1993, "e1i", "nei", "c1i", "nci"), fine1993Last = comparisons(dat.fine1993, "e4i", "nei", "c4i", "nci"))
for (t in unique(y$table)) two[[paste0("yusuf1985Table", t)]] <- comparisons(y[y$table == t, ], "ai", "n1i", "ci", "n2i")
l <- g[g$treatment2 == "Placebo" & g$treatment1 == "SSRI", ]; two$linde2015 <- comparisons(l, "resp1", "n1", "resp2", "n2")
valid2 <- function(s) { ok <- s$n1 > 0 & s$n2 > 0 & s$a >= 0 & s$c >= 0 & s$a <= s$n1 & s$c <= s$n2; lapply(s, function(v) v[ok]) }
two <- Filter(function(s) length(s$a) > 1 && all(unlist(s) == round(unlist(s))), lapply(two, valid2))

pairOf <- function(s) {
  es <- function(m) try0(escalc(measure = m, ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2, to = if (m == "PETO") "none" else "only0"))
  measure <- function(m) { e <- es(m); if (is.null(e) || anyNA(e$yi) || any(e$vi <= 0)) NULL else try0(summaryOf(e)) }
  mh <- function(m) { r <- try0(rma.mh(measure = m, ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2)); if (is.null(r)) NULL else c(r$beta, r$se) }
  peto <- try0(rma.peto(ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2))
  keep <- s$a + s$c > 0 & s$a + s$c < s$n1 + s$n2; i <- lapply(s, function(v) v[keep])
  al <- function(b, t) sum(mapply(function(a, n1, c, n2) lse(lw + lb(a, a + c, b + log(n1 / n2) + t * z)), i$a, i$n1, i$c, i$n2))
  fs <- function(b, t) sum(mapply(function(a, n1, c, n2) optimize(function(u) lse(lw + lb(a, n1, u + b + t * z / 2) + lb(c, n2, u - t * z / 2)),
    qlogis((a + c + 0.5) / (n1 + n2 + 1)) + c(-8, 8), maximum = TRUE, tol = 1e-9)$objective, i$a, i$n1, i$c, i$n2))
  glmm <- function(m) if (length(s$a) > 22) NULL else try0(rma.glmm(measure = "OR", ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2, model = m))
  c(s, list(measures = Filter(Negate(is.null), lapply(c(logOddsRatio = "OR", logRiskRatio = "RR", riskDifference = "RD", petoLogOddsRatio = "PETO", arcsineDifference = "AS"), measure)),
    mantelHaenszel = Filter(Negate(is.null), lapply(c(oddsRatio = "OR", riskRatio = "RR", riskDifference = "RD"), mh)), peto = if (!is.null(peto)) c(peto$beta, peto$se, peto$QE),
    glmm = Filter(Negate(is.null), list(CM.AL = if (mean(s$c / s$n2) < 0.2) glmmRow(glmm("CM.AL"), al), UM.FS = glmmRow(glmm("UM.FS"), fs)))))
}

single <- function(d, x, n) { s <- list(events = as.numeric(d[[x]]), n = as.numeric(d[[n]])); ok <- complete.cases(as.data.frame(s)); lapply(s, function(v) v[ok]) }
arms <- function(name, d, by, x, n) { r <- lapply(split(d, as.character(d[[by]])), single, x, n); names(r) <- paste(name, names(r)); Filter(function(s) length(s$n) >= 5, r) }
rates <- c(arms("hasselblad1998", dat.hasselblad1998, "trt", "xi", "ni"), arms("pagliaro1992", dat.pagliaro1992, "trt", "xi", "ni"), arms("dong2013", dat.dong2013, "treatment", "death", "randomized"),
  arms("gurusamy2011", dat.gurusamy2011, "treatment", "death", "n"), arms("baker2009", dat.baker2009, "treatment", "exac", "total"), arms("dogliotti2014", dat.dogliotti2014, "treatment", "stroke", "total"))
for (n in names(two)[1:12]) rates[[paste(n, "control")]] <- list(events = two[[n]]$c, n = two[[n]]$n2)
rateOf <- function(s) {
  es <- escalc(measure = "PLO", xi = s$events, ni = s$n, add = 0.5, to = "only0")
  g <- try0(rma.glmm(measure = "PLO", xi = s$events, ni = s$n))
  c(s, list(logit = summaryOf(es), glmm = glmmRow(g, function(b, t) sum(mapply(function(x, n) lse(lw + lb(x, n, b + t * z)), s$events, s$n)))))
}
cat(toJSON(list(source = "metafor, and base R for log-likelihoods", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat")), lme4 = as.character(packageVersion("lme4"))),
  generator = "test/reference/meta-analysis/metadat-counts.R", comparisons = lapply(two, pairOf), rates = lapply(rates, rateOf)), auto_unbox = TRUE, digits = I(12), null = "null", na = "null"))
