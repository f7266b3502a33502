# Stratified rank-sum tests and exact rank-sum tests of small random samples, by coin.
# Run: Rscript stratified.R; writes stratified.json beside this file.
suppressMessages({library(coin); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20261124)
num <- function(x) format(as.numeric(x), digits = 17)
strata <- function(H, values, sizes) lapply(seq_len(H), function(h) { r <- function() values(sample(sizes, 1)); list(x = I(r()), y = I(r())) })
sets <- list(strata(3, function(n) round(rnorm(n), 2), 2:8), strata(4, function(n) sample(0:3, n, TRUE), 1:9), strata(2, function(n) rpois(n, 1), 5:12), strata(1, function(n) sample(1:4, n, TRUE), 9), strata(6, function(n) round(rexp(n), 1), 1:4))
fit <- function(s) {
  d <- do.call(rbind, lapply(seq_along(s), function(h) data.frame(v = c(s[[h]]$x, s[[h]]$y), g = rep(c("a", "b"), c(length(s[[h]]$x), length(s[[h]]$y))), b = h))); d$g <- factor(d$g); d$b <- factor(d$b)
  z <- function(f) num(statistic(independence_test(if (length(s) > 1) v ~ g | b else v ~ g, data = d, ytrafo = function(data) trafo(data, numeric_trafo = f, block = if (length(s) > 1) d$b))))
  list(strata = s, vanElteren = z(function(y) rank(y) / (length(y) + 1)), equal = z(rank))
}
exact <- function(i) {
  k <- sample(3, 1); r <- function(n) switch(k, round(rnorm(n), 2), sample(0:3, n, TRUE), rpois(n, 1)); x <- r(sample(1:9, 1)) + sample(c(0, 0, 1), 1); y <- r(sample(1:9, 1))
  if (length(unique(c(x, y))) < 2 || length(c(x, y)) < 3) return(NULL)
  d <- data.frame(v = c(x, y), g = factor(rep(c("a", "b"), c(length(x), length(y))))); p <- function(a) num(pvalue(wilcox_test(v ~ g, d, distribution = "exact", alternative = a)))
  n <- function(correct) num(suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = correct)$p.value))
  list(x = I(x), y = I(y), two = p("two.sided"), upper = p("greater"), lower = p("less"), normal = n(FALSE), normalCc = n(TRUE))
}
write(toJSON(list(tool = paste0("R ", getRversion(), ", coin ", packageVersion("coin")), generator = "stratified.R", sets = lapply(sets, fit), exact = Filter(Negate(is.null), lapply(1:50, exact))), digits = NA, auto_unbox = TRUE), file.path(here, "stratified.json"))
