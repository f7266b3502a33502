# Reference values for the bivariate binomial-normal model: the likelihood by product Gauss-Hermite rules of 60 x 60 points centred at each
# study's mode and scaled by its curvature, written out in base R and maximised by nlminb and Newton steps on numDeriv's derivatives.
# Beside it lme4 by Laplace's approximation, which is all it has for two random effects.
# Run: Rscript test/reference/meta-analysis/bivariate.R > test/reference/meta-analysis/bivariate.json
suppressPackageStartupMessages({library(lme4); library(numDeriv); library(jsonlite)})
rule <- local({ n <- 60; b <- sqrt(seq_len(n - 1)); J <- matrix(0, n, n); J[cbind(1:(n - 1), 2:n)] <- b; J[cbind(2:n, 1:(n - 1))] <- b
  e <- eigen(J, symmetric = TRUE); list(x = e$values, lw = 2 * log(abs(e$vectors[1, ]))) })
G <- expand.grid(i = 1:60, j = 1:60); X <- cbind(rule$x[G$i], rule$x[G$j]); LW <- rule$lw[G$i] + rule$lw[G$j]
lb <- function(x, n, eta) if (is.na(n)) 0 else lchoose(n, x) + x * plogis(eta, log.p = TRUE) + (n - x) * plogis(-eta, log.p = TRUE)
one <- function(par, x1, n1, x2, n2) {
  L <- matrix(c(par[3], par[4], 0, par[5]), 2)
  h <- function(z) lb(x1, n1, par[1] + L[1, 1] * z[1]) + lb(x2, n2, par[2] + L[2, 1] * z[1] + L[2, 2] * z[2]) - sum(z^2) / 2
  m <- c(0, 0)
  for (s in 1:50) {
    e1 <- par[1] + L[1, 1] * m[1]; e2 <- par[2] + sum(L[2, ] * m)
    r <- c(if (is.na(n1)) 0 else x1 - n1 * plogis(e1), if (is.na(n2)) 0 else x2 - n2 * plogis(e2))
    w <- c(if (is.na(n1)) 0 else n1 * plogis(e1) * plogis(-e1), if (is.na(n2)) 0 else n2 * plogis(e2) * plogis(-e2))
    g <- c(t(L) %*% r) - m; H <- t(L) %*% diag(w) %*% L + diag(2); m <- m + solve(H, g)
  }
  C <- t(chol(solve(H))); Z <- sweep(X %*% t(C), 2, m, "+")
  v <- lb(x1, n1, par[1] + L[1, 1] * Z[, 1]) + lb(x2, n2, par[2] + Z %*% L[2, ]) - rowSums(Z^2) / 2 + rowSums(X^2) / 2 + LW
  mx <- max(v); mx + log(sum(exp(v - mx))) + log(det(C))
}
fit <- function(d) {
  nll <- function(p) -sum(mapply(function(x1, n1, x2, n2) one(p, x1, n1, x2, n2), d$x1, d$n1, d$x2, d$n2))
  r <- nlminb(c(qlogis(sum(d$x1, na.rm = TRUE) / sum(d$n1, na.rm = TRUE)), qlogis(sum(d$x2, na.rm = TRUE) / sum(d$n2, na.rm = TRUE)), 0.6, 0.2, 0.6), nll, lower = c(-9, -9, 0, -9, 0), control = list(rel.tol = 1e-13))
  p <- r$par; for (i in 1:2) p <- p - solve(hessian(nll, p), grad(nll, p))
  se <- sqrt(diag(solve(hessian(nll, p))))
  long <- rbind(data.frame(s = seq_along(d$x1), o = "1", x = d$x1, n = d$n1), data.frame(s = seq_along(d$x2), o = "2", x = d$x2, n = d$n2)); long <- long[!is.na(long$n), ]
  g <- glmer(cbind(x, n - x) ~ 0 + o + (0 + o | s), long, family = binomial, control = glmerControl(check.nobs.vs.nRE = "ignore"))
  V <- VarCorr(g)[[1]]
  c(d, list(means = p[1:2], se = se[1:2], tau2 = c(p[3]^2, p[4]^2 + p[5]^2), correlation = p[4] / sqrt(p[4]^2 + p[5]^2), logLikelihood = -nll(p),
    lme4 = list(means = unname(fixef(g)), tau2 = unname(diag(V)), correlation = attr(V, "correlation")[1, 2])))
}
set.seed(31)
made <- function(k, t1, t2, rho, n = 15:80) { u <- rnorm(k); w <- rho * u + sqrt(1 - rho^2) * rnorm(k); n1 <- sample(n, k, TRUE); n2 <- pmax(5, n1 - sample(0:8, k, TRUE))
  list(x1 = rbinom(k, n1, plogis(0.3 + t1 * u)), n1 = n1, x2 = rbinom(k, n2, plogis(-0.6 + t2 * w)), n2 = n2) }
sets <- list(a = made(10, 0.9, 0.8, 0.6), b = made(14, 0.7, 1, -0.4), c = made(8, 1.4, 1, 0.3, 6:20))
gap <- made(12, 0.9, 0.9, 0.5); gap$x2[c(2, 7)] <- NA; gap$n2[c(2, 7)] <- NA; gap$x1[4] <- NA; gap$n1[4] <- NA; sets$gaps <- gap
cat(toJSON(list(source = "base R, numDeriv; lme4 beside", versions = list(R = R.version.string, lme4 = as.character(packageVersion("lme4")), numDeriv = as.character(packageVersion("numDeriv"))),
  generator = "test/reference/meta-analysis/bivariate.R", sets = lapply(sets, fit)), auto_unbox = TRUE, digits = NA, na = "null"))
