# Reference values for the beta-binomial model: the density written out with lgamma in base R, maximised by nlminb from several starts
# and polished by Newton steps on numDeriv's derivatives; profile limits by uniroot.
# Run: Rscript test/reference/meta-analysis/beta-binomial.R > test/reference/meta-analysis/beta-binomial.json
suppressPackageStartupMessages({library(jsonlite); library(numDeriv); library(metadat)})
ll <- function(x, n, m, t) {
  theta <- t^2; p <- plogis(m); q <- plogis(-m)
  term <- function(base, count) if (count == 0) 0 else sum(log(base + (0:(count - 1)) * theta))
  sum(mapply(function(x, n) lchoose(n, x) + term(p, x) + term(q, n - x) - term(1, n), x, n))
}
fit <- function(x, n) {
  nll <- function(par) -ll(x, n, par[1], par[2])
  starts <- c(0.05, 0.3, 1)
  best <- NULL
  for (t in starts) {
    r <- nlminb(c(qlogis(sum(x) / sum(n)), t), nll, lower = c(-40, 0), control = list(rel.tol = 1e-15, eval.max = 2000, iter.max = 1000))
    if (is.null(best) || r$objective < best$objective) best <- r
  }
  par <- best$par
  inside <- par[2] > 1e-3
  if (inside) for (i in 1:5) par <- par - solve(hessian(nll, par), grad(nll, par)) else {
    par <- c(qlogis(sum(x) / sum(n)), 0)
  }
  top <- -nll(par)
  se <- if (inside) sqrt(solve(hessian(nll, par))[1, 1]) else sqrt(1 / sum(n * plogis(par[1]) * plogis(-par[1])))
  cut <- top - qchisq(0.95, 1) / 2
  profM <- function(m) -optimize(function(t) nll(c(m, t)), c(0, 4), tol = 1e-12)$objective
  profT <- function(t) -optimize(function(m) nll(c(m, t)), par[1] + c(-4, 4), tol = 1e-12)$objective
  root <- function(f, a, b) uniroot(function(v) f(v) - cut, c(a, b), tol = 1e-12)$root
  list(events = x, n = n, logit = par[1], se = se, rho = par[2]^2 / (1 + par[2]^2), logLikelihood = top,
    mean = plogis(c(root(profM, par[1] - 5, par[1]), root(profM, par[1], par[1] + 5))),
    rhoLimits = (function(v) v^2 / (1 + v^2))(c(if (profT(0) >= cut) 0 else root(profT, 0, par[2]), root(profT, par[2], 4))))
}
set.seed(4)
sets <- list(
  pritz1997 = list(dat.pritz1997$xi, dat.pritz1997$ni), debruin2009 = list(dat.debruin2009$xi, dat.debruin2009$ni),
  catheterControl = list(dat.nielweise2007$ci, dat.nielweise2007$n2i), catheterTreated = list(dat.nielweise2007$ai, dat.nielweise2007$n1i),
  alike = list(c(2, 3, 2), c(10, 12, 9)), twoStudies = list(c(5, 116), c(119, 170)), wide = list(c(1, 19, 3, 40, 0, 9), c(50, 20, 90, 45, 5, 9)),
  restoration = list(c(12, 6, 6, 5, 7, 20, 6, 11, 22, 19), c(20, 10, 10, 6, 20, 21, 10, 28, 25, 33)))
for (i in 1:12) {
  k <- sample(3:15, 1); n <- sample(2:80, k, TRUE); p <- rbeta(k, 2, 4)
  sets[[paste0("random", i)]] <- list(rbinom(k, n, p), n)
}
sets$large <- list(c(5200, 31, 8), c(20000, 90, 60))
cat(toJSON(list(source = "base R, numDeriv", versions = list(R = R.version.string, numDeriv = as.character(packageVersion("numDeriv")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/beta-binomial.R", sets = lapply(sets, function(s) fit(s[[1]], s[[2]]))), auto_unbox = TRUE, digits = NA))
