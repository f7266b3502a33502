# Two-arm tests by R. Run: Rscript generate.R (writes endpoint-tests.json beside this file).
suppressMessages({ library(survival); library(jsonlite) })
set.seed(20260825)
set <- function(name, time, event, arm, stratum) {
  ok <- complete.cases(time, event, arm, stratum); time <- time[ok]; event <- event[ok]; arm <- arm[ok]; stratum <- stratum[ok]
  z <- function(fit) { o <- if (is.matrix(fit$obs)) rowSums(fit$obs) else fit$obs; e <- if (is.matrix(fit$exp)) rowSums(fit$exp) else fit$exp
    list(z = (e[2] - o[2]) / sqrt(fit$var[2, 2]), excess = o[2] - e[2], variance = fit$var[2, 2], chisq = fit$chisq) }
  list(name = name, time = time, event = event, arm = arm, stratum = stratum,
       plain = z(survdiff(Surv(time, event) ~ arm)), stratified = z(survdiff(Surv(time, event) ~ arm + strata(stratum))))
}
code <- function(x) as.integer(factor(x)) - 1L
sim <- function(n, digits, strata, hr) {
  s <- sample(0:(strata - 1), n, TRUE); a <- rbinom(n, 1, 0.5)
  t <- rexp(n, 0.1 * hr^a * (1 + s / 2)); c <- runif(n, 0, 25); x <- pmin(t, c)
  x <- if (is.na(digits)) x else pmax(0, round(x, digits))
  list(x, as.integer(t <= c), a, s)
}
sets <- list(
  set("lung by sex, performance status", lung$time, as.integer(lung$status == 2), code(lung$sex), code(lung$ph.ecog)),
  set("ovarian by treatment, residual disease", ovarian$futime, ovarian$fustat, code(ovarian$rx), code(ovarian$resid.ds)),
  set("veteran by treatment, cell type", veteran$time, veteran$status, code(veteran$trt), code(veteran$celltype)),
  set("leukemia maintenance", leukemia$time, leukemia$status, code(leukemia$x), rep(0L, nrow(leukemia))),
  set("pbc by treatment, sex", pbc$time, as.integer(pbc$status == 2), code(pbc$trt), code(pbc$sex)),
  set("bladder recurrences", bladder1$stop[bladder1$enum == 1], as.integer(bladder1$status[bladder1$enum == 1] == 1), as.integer(bladder1$treatment[bladder1$enum == 1] == "thiotepa"), pmin(3L, code(bladder1$number[bladder1$enum == 1]))))
for (case in list(list(20, NA, 1, 0.5), list(60, 0, 2, 0.6), list(60, 0, 3, 1), list(200, NA, 4, 0.7), list(200, 1, 2, 1.4), list(400, -1, 3, 0.8), list(500, 0, 5, 1), list(9, 0, 2, 1), list(1000, NA, 2, 0.9))) {
  x <- do.call(sim, case)
  sets <- c(sets, list(do.call(set, c(list(paste0("simulated, n = ", case[[1]], ", digits = ", case[[2]], ", strata = ", case[[3]])), x))))
}
tables <- lapply(1:120, function(i) {
  n1 <- sample(3:120, 1); n0 <- sample(3:120, 1); x1 <- rbinom(1, n1, runif(1)); x0 <- rbinom(1, n0, runif(1))
  m <- matrix(c(x1, n1 - x1, x0, n0 - x0), 2)
  p1 <- x1 / n1; p0 <- x0 / n0
  list(x1 = x1, n1 = n1, x0 = x0, n0 = n0,
       chisq = if (x1 + x0 > 0 && x1 + x0 < n1 + n0) suppressWarnings(unname(prop.test(c(x1, x0), c(n1, n0), correct = FALSE)$statistic)) else NULL,
       unpooled = (p1 - p0) / sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0),
       greater = fisher.test(m, alternative = "greater")$p.value, less = fisher.test(m, alternative = "less")$p.value,
       point = dhyper(x1, n1, n0, x1 + x0))
})
tables <- lapply(tables, function(t) { if (!is.finite(t$unpooled)) t$unpooled <- NULL; t })
strata <- lapply(1:40, function(i) {
  k <- sample(2:6, 1); n1 <- sample(2:40, k, TRUE); n0 <- sample(2:40, k, TRUE); x1 <- rbinom(k, n1, 0.45); x0 <- rbinom(k, n0, 0.35)
  a <- array(rbind(x1, n1 - x1, x0, n0 - x0), c(2, 2, k))
  list(x1 = x1, n1 = n1, x0 = x0, n0 = n0, chisq = unname(mantelhaen.test(a, correct = FALSE)$statistic),
       yates = unname(mantelhaen.test(a, correct = TRUE)$statistic),
       difference = sum((x1 * n0 - x0 * n1) / (n1 + n0)) / sum(n1 * n0 / (n1 + n0)))
})
out <- list(tool = paste("survival", packageVersion("survival"), R.version.string), survival = sets, tables = tables, strata = strata)
writeLines(toJSON(out, digits = NA, auto_unbox = TRUE, null = "null"), "endpoint-tests.json")
