# Weighted log-rank tests and tests for trend on the data of <data set>.json beside this file.
# Hypergeometric: weights, scores and covariances from their definition, in R, on counts made by comparing every pair of patient and
# time; rho 0 and 1 agree with survdiff (checked here). Permutation: coin's logrank_trafo and independence_test.
# Run: Rscript weights.R; writes weights.json beside this file.
suppressMessages({library(survival); library(coin); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
weight <- list(
  logRank = function(n, d) rep(1, length(n)), gehanBreslow = function(n, d) n, taroneWare = function(n, d) sqrt(n),
  petoPeto = function(n, d) c(1, head(cumprod(1 - d / n), -1)), prenticeMarek = function(n, d) cumprod(1 - d / (n + 1)),
  modifiedPetoPeto = function(n, d) c(1, head(cumprod(1 - d / (n + 1)), -1)) * n / (n + 1))
type <- c(logRank = "logrank", gehanBreslow = "Gehan-Breslow", taroneWare = "Tarone-Ware", petoPeto = "Peto-Peto", prenticeMarek = "Prentice-Marek", modifiedPetoPeto = "Andersen-Borgan-Gill-Keiding")

byDefinition <- function(t, e, g, s, w) {
  k <- max(g) + 1; u <- numeric(k); V <- matrix(0, k, k)
  for (b in sort(unique(s))) {
    m <- s == b; at <- sort(unique(t[m & e])); if (length(at) == 0) next
    risk <- outer(t[m], at, ">="); dead <- outer(t[m], at, "==") & e[m]
    n <- colSums(risk); d <- colSums(dead); wt <- w(n, d)
    N <- sapply(0:(k - 1), function(j) colSums(risk[g[m] == j, , drop = FALSE])); D <- sapply(0:(k - 1), function(j) colSums(dead[g[m] == j, , drop = FALSE]))
    N <- matrix(N, ncol = k); D <- matrix(D, ncol = k)
    u <- u + colSums(wt * (D - d * N / n))
    v <- ifelse(n > 1, wt^2 * d * (n - d) / pmax(n - 1, 1), 0)
    for (i in 1:k) for (j in 1:k) V[i, j] <- V[i, j] + sum(v * N[, i] / n * ((i == j) - N[, j] / n))
  }
  list(u = u, V = V)
}
form <- function(u, V) { i <- -1; drop(u[i] %*% solve(V[i, i], u[i])) }
byPermutation <- function(t, e, g, s, kind, scores) {
  d <- data.frame(y = I(Surv(t, e)), g = factor(g), s = factor(s))
  y <- function(data) trafo(data, surv_trafo = function(y) logrank_trafo(y, type = type[[kind]]), block = if (nlevels(d$s) > 1) d$s)
  f <- if (nlevels(d$s) > 1) y ~ g | s else y ~ g
  a <- independence_test(f, d, ytrafo = y, teststat = "quadratic")
  b <- independence_test(f, d, ytrafo = y, teststat = "scalar", xtrafo = function(data) trafo(data, factor_trafo = function(x) matrix(scores[as.integer(x)], ncol = 1)))
  list(chiSquared = unname(statistic(a)), trend = unname(statistic(b)))
}
run <- function(name, by = "groups") {
  x <- fromJSON(file.path(here, paste0(name, ".json"))); t <- x$times; e <- x$events == 1
  g <- x[[by]]; g <- g - min(g)
  cases <- list(list(FALSE, rep(1, length(t)))); if (by == "groups" && !is.null(x$strata)) cases <- c(cases, list(list(TRUE, x$strata)))
  scores <- c(0, 1, 2.5, 4)[seq_len(max(g) + 1)]
  tests <- list()
  for (case in cases) for (kind in names(weight)) {
    s <- case[[2]]; a <- byDefinition(t, e, g, s, weight[[kind]]); p <- byPermutation(t, e, g, s, kind, scores)
    if (kind %in% c("logRank", "petoPeto")) {
      f <- if (case[[1]]) survdiff(Surv(t, e) ~ g + strata(s), rho = kind == "petoPeto") else survdiff(Surv(t, e) ~ g, rho = kind == "petoPeto")
      stopifnot(abs(f$chisq / form(a$u, a$V) - 1) < 1e-11, abs(f$var / a$V - 1) < 1e-10)
    }
    tests <- c(tests, list(list(weight = kind, stratified = case[[1]], scores = a$u, covariance = a$V, chiSquared = form(a$u, a$V),
      trendZ = sum(scores * a$u) / sqrt(drop(scores %*% a$V %*% scores)), permutation = p$chiSquared, permutationTrendZ = p$trend)))
  }
  list(data = name, by = by, trend = scores, tests = tests)
}
sets <- c(lapply(c("lung", "veteran", "aml", "ovarian", "colon", "leukaemia"), run), list(run("veteran", "strata"), run("colon", "strata")))
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival"), ", coin ", packageVersion("coin")), generator = "weights.R", sets = sets)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null"), file.path(here, "weights.json"))
