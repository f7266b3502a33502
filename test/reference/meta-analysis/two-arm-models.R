# Reference values for the four two-arm models of Stijnen, Hamza and Ozdemir (2010): a second program in base R from their definitions.
# Integrals are plain trapezoidal sums over z on a fine fixed grid, maximised by nlminb and polished by Newton steps on numDeriv's
# derivatives. Beside them metafor at its default quadrature where it runs (its CM.EL needs a package that was not at hand), and at 99 points.
# Run: Rscript test/reference/meta-analysis/two-arm-models.R > test/reference/meta-analysis/two-arm-models.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(numDeriv); library(jsonlite)})
z1 <- seq(-8.5, 8.5, by = 0.01); w1 <- dnorm(z1, log = TRUE) + log(0.01)
z2 <- seq(-8, 8, by = 0.1); g <- expand.grid(u = z2, v = z2); w2 <- dnorm(g$u, log = TRUE) + dnorm(g$v, log = TRUE) + 2 * log(0.1)
lse <- function(x) { m <- max(x); m + log(sum(exp(x - m))) }
lb <- function(x, n, eta) lchoose(n, x) + x * plogis(eta, log.p = TRUE) + (n - x) * plogis(-eta, log.p = TRUE)
nch <- function(a, n1, n2, t, eta) {
  k <- max(0, t - n2):min(n1, t); lw <- lchoose(n1, k) + lchoose(n2, t - k)
  sapply(eta, function(e) { v <- lw + k * e; v[k == a] - lse(v) })
}
models <- list(
  UM.FS = function(s) function(par) sum(mapply(function(a, n1, c, n2) {
    f <- function(al) lse(w1 + lb(a, n1, al + par[1] + par[2] * z1 / 2) + lb(c, n2, al - par[2] * z1 / 2))
    optimize(f, qlogis((c + a + 0.5) / (n2 + n1 + 1)) + c(-8, 8), maximum = TRUE, tol = 1e-10)$objective }, s$a, s$n1, s$c, s$n2)),
  CM.EL = function(s) function(par) sum(mapply(function(a, n1, c, n2) lse(w1 + nch(a, n1, n2, a + c, par[1] + par[2] * z1)), s$a, s$n1, s$c, s$n2)),
  CM.AL = function(s) function(par) sum(mapply(function(a, n1, c, n2) lse(w1 + lb(a, a + c, par[1] + log(n1 / n2) + par[2] * z1)), s$a, s$n1, s$c, s$n2)),
  UM.RS = function(s) function(par) sum(mapply(function(a, n1, c, n2)
    lse(w2 + lb(a, n1, par[3] + par[1] + par[4] * g$v + par[2] * g$u / 2) + lb(c, n2, par[3] + par[4] * g$v - par[2] * g$u / 2)), s$a, s$n1, s$c, s$n2)))
fit <- function(s, m, limits) {
  # the grid in two dimensions is too coarse for arms of thousands
  if (m == "UM.RS" && max(s$n1) > 500) stop("grid")
  if (m != "UM.RS") { keep <- s$a + s$c > 0 & s$a + s$c < s$n1 + s$n2; s <- lapply(s, function(v) v[keep]) }
  f <- models[[m]](s); nll <- function(p) -f(p)
  lower <- if (m == "UM.RS") c(-10, 0, -10, 0) else c(-10, 0)
  b0 <- qlogis(sum(s$a) / sum(s$n1)) - qlogis(sum(s$c) / sum(s$n2)); if (!is.finite(b0)) b0 <- 0
  r <- nlminb(if (m == "UM.RS") c(b0, 0.7, qlogis(sum(s$c) / sum(s$n2)), 0.8) else c(b0, 0.7), nll, lower = lower, control = list(rel.tol = 1e-14))
  p <- r$par; free <- if (m == "UM.RS") 1:4 else 1:2; if (p[2] < 1e-3) { p[2] <- 0; free <- setdiff(free, 2) }
  sub <- function(q) { x <- p; x[free] <- q; nll(x) }
  for (i in 1:3) { q <- p[free]; st <- solve(hessian(sub, q), grad(sub, q)); p[free] <- q - st }
  out <- list(beta = p[1], tau2 = p[2]^2, se = sqrt(solve(hessian(sub, p[free]))[1, 1]), logLikelihood = -sub(p[free]))
  if (m == "UM.RS") out$studyVariance <- p[4]^2
  if (limits && m != "UM.RS") {
    cut <- -out$logLikelihood + qchisq(0.95, 1) / 2
    pr <- function(b) optimize(function(t) nll(c(b, t)), c(0, 30), tol = 1e-9)$objective - cut
    out$limits <- c(uniroot(pr, c(p[1] - 4, p[1]), tol = 1e-9)$root, uniroot(pr, c(p[1], p[1] + 4), tol = 1e-9)$root)
  }
  mf <- function(q) tryCatch({ r <- suppressWarnings(rma.glmm(measure = "OR", ai = s$a, n1i = s$n1, ci = s$c, n2i = s$n2, model = m, nAGQ = q, drop00 = m != "UM.RS"))
    list(beta = c(r$beta), se = r$se, tau2 = r$tau2, lrt = r$QE.LRT, wald = r$QE.Wld) }, error = function(e) NULL)
  if (m != "CM.EL") { out$metafor <- mf(if (m == "UM.RS") 1 else 7); if (m != "UM.RS") out$metafor99 <- mf(99) }
  out
}
two <- function(d, a, n1, c, n2) list(a = d[[a]], n1 = d[[n1]], c = d[[c]], n2 = d[[n2]])
set.seed(9)
sets <- list(nielweise2007 = two(dat.nielweise2007, "ai", "n1i", "ci", "n2i"),
  collins1985 = two(dat.collins1985b, "pre.xti", "pre.nti", "pre.xci", "pre.nci"),
  zeroCells = list(a = c(0, 5, 10, 0, 3), n1 = c(10, 20, 10, 12, 40), c = c(2, 0, 7, 0, 6), n2 = c(11, 19, 10, 15, 38)))
for (i in 1:3) { k <- 5; n1 <- sample(8:60, k); n2 <- sample(8:60, k); al <- rnorm(k, -1, 0.7); be <- rnorm(k, 0.8, c(0, 0.6, 1.2)[i])
  sets[[paste0("random", i)]] <- list(a = rbinom(k, n1, plogis(al + be)), n1 = n1, c = rbinom(k, n2, plogis(al)), n2 = n2) }
res <- lapply(sets, function(s) { ok <- complete.cases(as.data.frame(s)); s <- lapply(s, function(v) as.numeric(v[ok]))
  c(s, list(models = lapply(setNames(nm = names(models)), function(m) tryCatch(fit(s, m, length(s$a) < 19), error = function(e) NULL)))) })
cat(toJSON(list(source = "base R and numDeriv; metafor beside them", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat")), lme4 = as.character(packageVersion("lme4"))),
  generator = "test/reference/meta-analysis/two-arm-models.R", sets = res), auto_unbox = TRUE, digits = NA, null = "null", na = "null"))
