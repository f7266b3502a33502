# Reference values for two-arm effects and their pooling: metafor on every two-by-two data set of metadat, and the published examples.
# Run: Rscript test/reference/meta-analysis/comparisons.R > test/reference/meta-analysis/comparisons.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
two <- function(d) {
  if (all(c("tpos", "tneg") %in% names(d))) list(a = d$tpos, n1 = d$tpos + d$tneg, c = d$cpos, n2 = d$cpos + d$cneg)
  else if (all(c("ai", "n1i", "ci", "n2i") %in% names(d))) list(a = d$ai, n1 = d$n1i, c = d$ci, n2 = d$n2i)
  else list(a = d$ai, n1 = d$ai + d$bi, c = d$ci, n2 = d$ci + d$di)
}
names2 <- c("dat.bcg", "dat.anand1999", "dat.egger2001", "dat.gibson2002", "dat.graves2010", "dat.hahn2001", "dat.hine1989", "dat.laopaiboon2015", "dat.lau1992", "dat.lee2004", "dat.li2007", "dat.linde2005", "dat.nielweise2007", "dat.collins1985b")
sets <- list()
for (n in names2) {
  d <- get(n)
  if (n == "dat.collins1985b") s <- list(a = d$pre.xti, n1 = d$pre.nti, c = d$pre.xci, n2 = d$pre.nci) else s <- two(d)
  ok <- complete.cases(as.data.frame(s))
  sets[[sub("dat.", "", n, fixed = TRUE)]] <- lapply(s, function(x) as.numeric(x[ok]))
}
sets$zeroCells <- list(a = c(0, 5, 10, 0, 3), n1 = c(10, 20, 10, 12, 40), c = c(2, 0, 7, 0, 6), n2 = c(11, 19, 10, 15, 38))
sets <- Filter(function(s) length(s$a) > 1 && all(s$n1 > 0 & s$n2 > 0 & s$a >= 0 & s$a <= s$n1 & s$c >= 0 & s$c <= s$n2) && all(unlist(s) == round(unlist(s))), sets)
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
kinds <- c(logOddsRatio = "OR", logRiskRatio = "RR", riskDifference = "RD", petoLogOddsRatio = "PETO", arcsineDifference = "AS")
one <- function(s) {
  f <- function(m) {
    # Peto's method needs no correction of empty cells; metafor's escalc makes one unless told not to.
    es <- suppressWarnings(escalc(measure = m, ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2, to = if (m == "PETO") "none" else "only0"))
    if (anyNA(es$yi)) return(NULL)
    fits <- lapply(setNames(nm = c("REML", "DL", "PM", "ML", "HE", "SJ", "HS", "EE")), function(method) {
      r <- tryCatch(suppressWarnings(rma(yi, vi, data = es, method = method, control = tight)), error = function(e) NULL)
      if (is.null(r)) return(NULL)
      k <- if (method != "EE") tryCatch(suppressWarnings(rma(yi, vi, data = es, method = method, test = "knha", control = tight)), error = function(e) NULL)
      list(mu = c(r$beta), se = r$se, tau2 = r$tau2, Q = r$QE, Qp = r$QEp, z = r$zval, p = r$pval, knha = if (!is.null(k)) c(k$ci.lb, k$ci.ub, k$zval, k$pval))
    })
    list(yi = c(es$yi), vi = c(es$vi), fits = fits)
  }
  mh <- function(m) {
    r <- tryCatch(suppressWarnings(rma.mh(measure = m, ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2)), error = function(e) NULL)
    if (is.null(r)) NULL else list(estimate = c(r$beta), se = r$se, Q = r$QE, cmh = if (m == "OR") r$MH, cmhP = if (m == "OR") r$MHp, tarone = if (m == "OR") r$TA, taroneP = if (m == "OR") r$TAp)
  }
  peto <- tryCatch(suppressWarnings(rma.peto(ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2)), error = function(e) NULL)
  list(a = s$a, n1 = s$n1, c = s$c, n2 = s$n2, measures = lapply(kinds, f),
    mantelHaenszel = list(oddsRatio = mh("OR"), riskRatio = mh("RR"), riskDifference = mh("RD")),
    peto = if (!is.null(peto)) list(estimate = c(peto$beta), se = peto$se, Q = peto$QE))
}
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/comparisons.R", sets = lapply(sets, one)), auto_unbox = TRUE, digits = NA, null = "null", na = "null"))
