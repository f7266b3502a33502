# Many-to-one comparisons: tail probabilities of the largest statistic by mvtnorm, and a data set by multcomp.
# Run: Rscript dunnett.R (a few minutes); writes dunnett-r.json beside this file.
suppressMessages({library(mvtnorm); library(multcomp); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20261124)
correlation <- function(n0, n) { l <- sqrt(n / (n + n0)); r <- outer(l, l); diag(r) <- 1; r }
sizes <- function(k) list(control = sample(4:120, 1), arms = sample(4:120, k, replace = TRUE))
# One-sided, two and three arms: TVPACK is deterministic.
exact <- lapply(1:130, function(i) {
  k <- sample(2:3, 1); s <- sizes(k); df <- sample(c(0, 1, 2, 3, 5, 12, 40, 200, 1000), 1); t <- round(runif(1, -1.5, 4.5), 3)
  p <- 1 - pmvt(lower = rep(-Inf, k), upper = rep(t, k), df = df, corr = correlation(s$control, s$arms), algorithm = TVPACK(abseps = 1e-14))
  list(n = list(control = s$control, arms = I(s$arms)), df = df, t = t, sided = 1, p = as.numeric(p), error = 1e-9)
})
lattice <- lapply(1:45, function(i) {
  k <- sample(2:7, 1); s <- sizes(k); sided <- sample(1:2, 1); df <- sample(c(0, 3, 7, 20, 100), 1); t <- round(runif(1, 1, 4), 3)
  p <- pmvt(lower = rep(if (sided == 2) -t else -Inf, k), upper = rep(t, k), df = df, corr = correlation(s$control, s$arms), algorithm = GenzBretz(maxpts = 1e6, abseps = 1e-8))
  list(n = list(control = s$control, arms = I(s$arms)), df = df, t = t, sided = sided, p = 1 - as.numeric(p), error = attr(p, "error"))
})
# Critical values for two and three arms, by bisection of the deterministic probability.
critical <- lapply(1:40, function(i) {
  k <- sample(2:3, 1); s <- sizes(k); df <- sample(c(0, 2, 5, 12, 40, 200), 1); alpha <- sample(c(0.001, 0.01, 0.025, 0.05, 0.2), 1)
  r <- correlation(s$control, s$arms)
  f <- function(c) 1 - pmvt(lower = rep(-Inf, k), upper = rep(c, k), df = df, corr = r, algorithm = TVPACK(abseps = 1e-14)) - alpha
  list(n = list(control = s$control, arms = I(s$arms)), df = df, alpha = alpha, value = uniroot(f, c(0, 80), tol = 1e-13)$root)
})
# Minutes until recovery under four blankets (multcomp's data set): three against the first, which has most patients.
fit <- aov(minutes ~ blanket, data = recovery)
g <- glht(fit, linfct = mcp(blanket = "Dunnett")); g1 <- glht(fit, linfct = mcp(blanket = "Dunnett"), alternative = "less")
algorithm <- GenzBretz(maxpts = 3e6, abseps = 1e-8)
p <- function(g, type) as.numeric(summary(g, test = adjusted(type, algorithm = algorithm))$test$pvalues)
n <- table(recovery$blanket)
blankets <- list(statistics = as.numeric(summary(g)$test$tstat), n = list(control = n[[1]], arms = as.integer(n[-1])), df = fit$df.residual,
  twoSided = list(singleStep = p(g, "single-step"), stepDown = p(g, "free")), less = list(singleStep = p(g1, "single-step"), stepDown = p(g1, "free")))
write(toJSON(list(tool = paste0("R ", getRversion(), ", mvtnorm ", packageVersion("mvtnorm"), ", multcomp ", packageVersion("multcomp")), generator = "dunnett.R",
  exact = exact, lattice = lattice, critical = critical, blankets = blankets), digits = I(17), auto_unbox = TRUE), file.path(here, "dunnett-r.json"))
