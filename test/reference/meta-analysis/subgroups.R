# Reference values for subgroup tests: metafor (shared and separate tau2) and lme4 (binomial-normal, shared tau2, 25 points).
# Run: Rscript test/reference/meta-analysis/subgroups.R > test/reference/meta-analysis/subgroups.json
suppressPackageStartupMessages({library(metafor); library(lme4); library(jsonlite)})
sets <- list(
  restorationByGenotype = data.frame(
    g = c("BRAF", "RAS", "other", "BRAF", "BRAF", "BRAF", "BRAF", "other", "BRAF", "RAS", "unselected", "RAS", "BRAF", "RAS", "other"),
    x = c(4, 5, 3, 6, 6, 5, 2, 5, 20, 6, 11, 22, 7, 11, 1), n = c(9, 5, 6, 10, 10, 6, 6, 14, 21, 10, 28, 25, 18, 11, 4)),
  restorationOfTheEvidenceFile = data.frame(
    g = c("BRAF", "RAS", "other", "BRAF", "BRAF", "BRAF", "BRAF", "other", "BRAF", "RAS", "unselected", "RAS", "BRAF", "RAS", "other", "other"),
    x = c(4, 5, 3, 6, 6, 5, 2, 5, 20, 6, 11, 22, 7, 11, 1, 0), n = c(9, 5, 6, 10, 10, 6, 6, 14, 21, 10, 28, 25, 18, 11, 3, 1)),
  twoGroups = data.frame(g = rep(c("a", "b"), c(5, 4)), x = c(3, 5, 2, 8, 1, 9, 12, 4, 15), n = c(20, 30, 11, 40, 15, 20, 22, 12, 31)),
  noSpread = data.frame(g = rep(c("a", "b", "c"), each = 3), x = c(2, 3, 4, 5, 6, 7, 8, 9, 10), n = c(10, 15, 20, 10, 12, 14, 10, 11, 12))
)
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
one <- function(d) {
  es <- escalc(measure = "PLO", xi = x, ni = n, data = d, add = .5, to = "only0")
  f <- function(m) {
    r <- rma(yi, vi, mods = ~ factor(g), data = es, method = m, control = tight)
    groups <- split(es, factor(d$g, levels = unique(d$g)))
    own <- lapply(groups, function(q) if (nrow(q) == 1) list(beta = q$yi, se = sqrt(q$vi)) else rma(yi, vi, data = q, method = m, control = tight))
    b <- sapply(own, function(o) c(o$beta)); w <- 1 / sapply(own, function(o) c(o$se))^2
    list(shared = list(QM = r$QM, p = r$QMp, tau2 = r$tau2), separate = list(QM = sum(w * (b - sum(w * b) / sum(w))^2)))
  }
  d$id <- factor(seq_len(nrow(d)))
  ctl <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-11, maxfun = 1e5))
  g1 <- glmer(cbind(x, n - x) ~ factor(g) + (1 | id), d, family = binomial, nAGQ = 25, control = ctl)
  g0 <- glmer(cbind(x, n - x) ~ 1 + (1 | id), d, family = binomial, nAGQ = 25, control = ctl)
  list(group = d$g, events = d$x, n = d$n, methods = lapply(setNames(nm = c("REML", "DL", "ML", "PM")), f),
    likelihoodRatio = 2 * (c(logLik(g1)) - c(logLik(g0))))
}
cat(toJSON(list(source = "metafor and lme4", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), lme4 = as.character(packageVersion("lme4"))),
  generator = "test/reference/meta-analysis/subgroups.R", sets = lapply(sets, one)), auto_unbox = TRUE, digits = NA, pretty = TRUE))
