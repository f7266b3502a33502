# Reference values for pooling single proportions: metafor (inverse variance) and lme4 (binomial-normal, many quadrature points).
# Run: Rscript test/reference/meta-analysis/proportions.R > test/reference/meta-analysis/proportions.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(lme4); library(jsonlite)})
sets <- list(
  catheterControl = list(x = dat.nielweise2007$ci, n = dat.nielweise2007$n2i),
  catheterTreated = list(x = dat.nielweise2007$ai, n = dat.nielweise2007$n1i),
  pritz1997 = list(x = dat.pritz1997$xi, n = dat.pritz1997$ni),
  metaprop = list(x = 4:1, n = c(10, 20, 30, 40)),
  stress = list(x = c(0, 3, 10, 5, 0, 12), n = c(8, 12, 10, 20, 15, 25)),
  twoStudies = list(x = c(5, 116), n = c(119, 170)),
  allZero = list(x = c(0, 0, 0), n = c(10, 12, 8)),
  miller1978 = list(x = c(3, 6, 10, 1), n = c(11, 17, 21, 6)),
  debruin2009 = list(x = dat.debruin2009$xi, n = dat.debruin2009$ni),
  hannum2020 = list(x = dat.hannum2020$xi, n = dat.hannum2020$ni),
  restoration = list(x = c(12, 6, 6, 5, 7, 20, 6, 11, 22, 19), n = c(20, 10, 10, 6, 20, 21, 10, 28, 25, 33)),
  restorationTierA = list(x = c(12, 6, 6, 5, 7, 20, 6, 22), n = c(20, 10, 10, 6, 20, 21, 10, 25)),
  responseAtSixMonths = list(x = c(2, 8, 2, 8), n = c(6, 21, 10, 25)),
  bestResponse = list(x = c(5, 2, 2, 1, 12, 2), n = c(20, 10, 10, 20, 21, 10)),
  wideSpread = list(x = c(1, 19, 3, 40, 0, 9), n = c(50, 20, 90, 45, 5, 9))
)
sets <- Filter(function(s) !any(is.na(s$x)) && length(s$x) > 1, sets)
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
one <- function(s) {
  out <- list(events = s$x, n = s$n)
  k <- length(s$x)
  es <- escalc(measure = "PLO", xi = s$x, ni = s$n, add = .5, to = "only0")
  out$yi <- c(es$yi); out$vi <- c(es$vi)
  # Every line of events and n is corrected by to = "only0" only where it holds a zero cell.
  out$methods <- lapply(setNames(nm = c("REML", "DL", "PM", "ML", "EB", "SJ", "HE", "HS", "EE")), function(m) {
    f <- function(test) tryCatch(rma(yi, vi, data = es, method = m, test = test, control = tight), error = function(e) NULL)
    z <- f("z"); if (is.null(z)) return(NULL)
    kh <- f("knha"); ah <- f("adhoc"); tt <- f("t")
    r <- list(mu = c(z$beta), se = z$se, tau2 = z$tau2, seTau2 = z$se.tau2, I2FromTau2 = z$I2 / 100, Q = z$QE, Qp = z$QEp,
      wald = c(z$ci.lb, z$ci.ub), t = c(tt$ci.lb, tt$ci.ub))
    if (!is.null(kh)) r <- c(r, list(hartungKnapp = c(kh$ci.lb, kh$ci.ub), seHartungKnapp = kh$se))
    if (!is.null(ah)) r <- c(r, list(modifiedHartungKnapp = c(ah$ci.lb, ah$ci.ub), seModified = ah$se))
    if (m != "EE") {
      p <- predict(z); r$predictionNormal <- c(p$pi.lb, p$pi.ub)
      p <- predict(ah); r$predictionModifiedTKMinus1 <- c(p$pi.lb, p$pi.ub)
    }
    r
  })
  q <- tryCatch(confint(rma(yi, vi, data = es, method = "REML", control = tight), control = list(tol = 1e-14, maxiter = 1e5, tau2.max = 1e6)), error = function(e) NULL)
  if (!is.null(q)) out$qProfile <- unname(q$random[1, 2:3])
  if (sum(s$x) > 0 && sum(s$x) < sum(s$n)) {
    d <- data.frame(x = s$x, n = s$n, id = factor(seq_len(k)))
    g <- tryCatch(glmer(cbind(x, n - x) ~ 1 + (1 | id), d, family = binomial, nAGQ = 99,
      control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))), error = function(e) NULL)
    if (!is.null(g)) out$lme4 <- list(mu = unname(fixef(g)), se = sqrt(vcov(g)[1, 1]), tau2 = unname(getME(g, "theta")^2))
    u <- suppressWarnings(rma.glmm(measure = "PLO", xi = s$x, ni = s$n))
    out$glmm <- list(mu = c(u$beta), se = u$se, tau2 = u$tau2, lrt = u$QE.LRT, wald = u$QE.Wld)
  }
  out
}
res <- lapply(sets, one)
cat(toJSON(list(
  source = "metafor and lme4 on the counts given in each set",
  versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), lme4 = as.character(packageVersion("lme4")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/proportions.R",
  sets = res), auto_unbox = TRUE, digits = NA, null = "null", na = "null", pretty = TRUE))
