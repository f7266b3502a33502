# Tests of tables and stratified estimates by R's stats and metafor.
# Run: Rscript tests.R; writes tests.json beside this file.
suppressMessages({library(metafor); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
quiet <- suppressWarnings # of small expected counts; the statistic is what is compared
table_test <- function(m, yates) { t <- quiet(chisq.test(m, correct = yates)); list(counts = m, correction = if (yates) "yates" else "none", statistic = unname(t$statistic), df = unname(t$parameter), pValue = t$p.value) }
chi <- list(table_test(matrix(c(7, 13, 2, 18), 2, byrow = TRUE), FALSE), table_test(matrix(c(7, 13, 2, 18), 2, byrow = TRUE), TRUE),
            table_test(matrix(c(10, 10, 11, 9), 2, byrow = TRUE), TRUE), table_test(unclass(HairEyeColor)[, , 1], FALSE), table_test(t(unclass(UCBAdmissions)[1, , ]), FALSE))
mc <- function(b, c) { m <- matrix(c(10, b, c, 20), 2, byrow = TRUE); a <- mcnemar.test(m, correct = FALSE); k <- mcnemar.test(m, correct = TRUE)
  list(b = b, c = c, asymptotic = unname(a$statistic), pAsymptotic = a$p.value, continuity = unname(k$statistic), pContinuity = k$p.value, pExact = binom.test(b, b + c)$p.value) }
mcnemar <- list(mc(7, 1), mc(150, 86), mc(3, 3), mc(12, 5), mc(0, 9), mc(4, 3))
tr <- function(x, n, s) { t <- prop.trend.test(x, n, s); list(x = x, n = n, scores = s, chiSquared = unname(t$statistic), pTwoSided = t$p.value) }
trend <- list(tr(c(83, 90, 129, 70), c(86, 93, 136, 82), 1:4), tr(c(83, 90, 129, 70), c(86, 93, 136, 82), c(0, 0, 0, 1)), tr(c(1, 3, 6), c(10, 10, 10), 0:2), tr(c(5, 2), c(20, 25), c(0, 1)))
st <- function(x1, n1, x2, n2) {
  a <- array(rbind(x1, x2, n1 - x1, n2 - x2), c(2, 2, length(x1)))
  m <- lapply(c(TRUE, FALSE), function(k) { t <- mantelhaen.test(a, correct = k); list(statistic = unname(t$statistic), pValue = t$p.value, oddsRatio = unname(t$estimate), lower = t$conf.int[1], upper = t$conf.int[2]) })
  e <- function(measure) { f <- rma.mh(ai = x1, n1i = n1, ci = x2, n2i = n2, measure = measure, add = 0, to = "none", drop00 = FALSE); list(estimate = as.numeric(f$beta), standardError = f$se, lower = f$ci.lb, upper = f$ci.ub) }
  list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, continuity = m[[1]], none = m[[2]], oddsRatio = e("OR"), ratio = e("RR"), difference = e("RD"))
}
b <- get(data(dat.bcg, package = "metadat"))
ucb <- unclass(UCBAdmissions)
strata <- list(st(b$tpos, b$tpos + b$tneg, b$cpos, b$cpos + b$cneg), st(ucb[1, 1, ], colSums(ucb[, 1, ]), ucb[1, 2, ], colSums(ucb[, 2, ])),
               st(c(8, 5, 0), c(20, 31, 7), c(3, 6, 2), c(19, 30, 9)), st(c(12, 3), c(40, 5), c(6, 1), c(41, 6)))
strata <- lapply(strata, function(s) { for (k in c("x1", "n1", "x2", "n2")) s[[k]] <- unname(s[[k]]); s })
fi <- function(x1, n1, x2, n2) list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, pValue = fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$p.value)
fisher <- list(fi(7, 20, 2, 20), fi(3, 9, 8, 11), fi(36, 154, 12, 77), fi(10, 10, 0, 20), fi(0, 10, 0, 20), fi(39, 500, 13, 500))
pt <- function(x1, n1, x2, n2, k) { t <- quiet(prop.test(c(x1, x2), c(n1, n2), correct = k)); list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, chiSquared = unname(t$statistic), correct = k, lower = t$conf.int[1], upper = t$conf.int[2]) }
prop <- list(pt(56, 70, 48, 80, FALSE), pt(7, 20, 2, 20, FALSE), pt(56, 70, 48, 80, TRUE), pt(39, 500, 13, 500, TRUE))
out <- list(tool = paste0("R ", getRversion(), ", metafor ", packageVersion("metafor")), generator = "tests.R", chiSquared = chi, mcnemar = mcnemar, trend = trend, strata = strata, fisher = fisher, proportions = prop)
write(toJSON(out, digits = I(17), auto_unbox = TRUE), file.path(here, "tests.json"))
