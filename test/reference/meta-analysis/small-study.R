# Reference values for small-study effects: metafor (regtest, ranktest, trimfill, selmodel, fsn), and lm for the tests of odds ratios and
# for PET-PEESE, written from their definitions.
# Run: Rscript test/reference/meta-analysis/small-study.R > test/reference/meta-analysis/small-study.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
climb <- list(rel.tol = 1e-15, x.tol = 1e-10, iter.max = 10000, eval.max = 20000)
finite <- function(e) { e <- data.frame(e); e[!is.na(e$yi) & !is.na(e$vi), ] }
two <- function(d, a, n1, c, n2) { x <- data.frame(a = d[[a]], n1 = d[[n1]], c = d[[c]], n2 = d[[n2]]); x[rowSums(is.na(x)) == 0, ] }
num <- function(t) as.data.frame(lapply(t, as.numeric))
tables <- lapply(list(
  egger2001 = two(dat.egger2001, "ai", "n1i", "ci", "n2i"),
  bcg = with(dat.bcg, data.frame(a = tpos, n1 = tpos + tneg, c = cpos, n2 = cpos + cneg)),
  collins1985b = two(dat.collins1985b, "pre.xti", "pre.nti", "pre.xci", "pre.nci"),
  nielweise2007 = two(dat.nielweise2007, "ai", "n1i", "ci", "n2i"),
  hine1989 = two(dat.hine1989, "ai", "n1i", "ci", "n2i"),
  dorn2007 = two(dat.dorn2007, "x.a", "n.a", "x.p", "n.p")
), num)
odds <- function(t) finite(escalc(measure = "OR", ai = a, n1i = n1, ci = c, n2i = n2, data = t))
effects <- c(lapply(tables, function(t) { e <- odds(t); e$ni <- e$n1 + e$n2; e }), list(
  pritz1997 = finite(escalc(measure = "PLO", xi = xi, ni = ni, data = dat.pritz1997)),
  debruin2009 = finite(escalc(measure = "PLO", xi = xi, ni = ni, data = dat.debruin2009)),
  raudenbush1985 = within(finite(dat.raudenbush1985), ni <- n1i + n2i),
  bangertdrowns2004 = finite(dat.bangertdrowns2004),
  hackshaw1998 = within(finite(dat.hackshaw1998), ni <- cases)
))
line <- function(y, x, w) {
  s <- summary(lm(y ~ x, weights = w)); b <- coef(s)
  list(slope = b[2, 1], se = b[2, 2], t = b[2, 3], p = b[2, 4], intercept = b[1, 1], interceptSe = b[1, 2], interceptP = b[1, 4], df = s$df[2])
}
counts <- function(t) {
  e <- odds(t); N <- t$n1 + t$n2; E <- t$a + t$c
  V <- t$n1 * t$n2 * E * (N - E) / (N^2 * (N - 1)); Z <- t$a - E * t$n1 / N; ok <- V > 0; ess <- 4 * t$n1 * t$n2 / N; w <- E * (N - E) / N
  # Harbord as printed: Z / sqrt(V) on sqrt(V), unweighted; its intercept is the slope of the weighted form.
  h <- coef(summary(lm((Z / sqrt(V))[ok] ~ sqrt(V)[ok])))
  list(harbord = list(slope = h[1, 1], se = h[1, 2], t = h[1, 3], p = h[1, 4], intercept = h[2, 1]),
    peters = line(e$yi[ok], 1 / N[ok], w[ok]), macaskill = line(e$yi[ok], N[ok], w[ok]), deeks = line(e$yi, 1 / sqrt(ess), ess))
}
one <- function(e) {
  yi <- c(e$yi); vi <- c(e$vi); ni <- c(e$ni)
  fits <- lapply(setNames(nm = c("REML", "DL", "FE")), function(m) rma(yi, vi, ni = ni, method = m, control = tight))
  reg <- list()
  for (p in c("sei", "vi", "ni", "ninv", "sqrtni", "sqrtninv")) for (m in c("lm", "REML", "DL", "knha")) {
    r <- if (m == "knha") rma(yi, vi, ni = ni, test = "knha", control = tight) else if (m == "lm") fits$REML else fits[[m]]
    t <- regtest(r, model = if (m == "lm") "lm" else "rma", predictor = p)
    reg[[p]][[m]] <- list(statistic = t$zval, p = t$pval, limit = t$est, lower = t$ci.lb, upper = t$ci.ub)
  }
  rank <- ranktest(yi, vi)
  fill <- function(m, est, side) {
    t <- if (side == "chosen") trimfill(fits[[m]], estimator = est) else trimfill(fits[[m]], estimator = est, side = side)
    again <- rma(c(t$yi), c(t$vi), method = m, control = tight)
    c(list(k0 = t$k0, se = if (is.nan(t$se.k0)) NULL else t$se.k0, side = t$side, mean = as.numeric(again$beta), meanSe = again$se, tau2 = again$tau2), if (est == "R0") list(p = t$p.k0))
  }
  quiet <- function(x) tryCatch(suppressWarnings(x), error = function(e) NULL)
  fills <- list()
  for (m in names(fits)) for (est in c("L0", "R0", "Q0")) for (side in c("chosen", "left", "right")) fills[[m]][[est]][[side]] <- quiet(fill(m, est, side))
  fsn1 <- fsn(yi, vi); fsn2 <- fsn(yi, vi, type = "Rosenberg"); target <- sign(mean(yi)) * 0.1
  list(yi = yi, vi = vi, ni = ni, regression = reg, rank = list(tau = rank$tau, p = rank$pval), fills = fills,
    failSafe = list(rosenthal = fsn1$fsnum, rosenthalP = fsn1$pval, rosenberg = fsn2$fsnum, rosenbergP = fsn2$pval, orwin = fsn(yi, vi, type = "Orwin", target = target)$fsnum, target = target),
    pet = line(yi, sqrt(vi), 1 / vi), peese = line(yi, vi, 1 / vi))
}
# The likelihood from its definition, climbed from 99 starts: metafor stops at a local maximum on egger2001.
highest <- function(yi, vi, step) {
  w <- pnorm(yi / sqrt(vi), lower.tail = FALSE) <= step; cut <- qnorm(step, lower.tail = FALSE) * sqrt(vi)
  minus <- function(x) { s <- sqrt(vi + exp(x[2])); above <- pnorm((cut - x[1]) / s, lower.tail = FALSE)
    -sum(ifelse(w, 0, x[3]) + dnorm(yi, x[1], s, log = TRUE) - log(above + exp(x[3]) * (1 - above))) }
  best <- Inf
  for (m in seq(-4, 1, 0.5)) for (t in c(-3, -1, 1)) for (d in c(-6, -3, 0)) best <- min(best, optim(c(m, t, d), minus, control = list(maxit = 5000, reltol = 1e-15))$value)
  -best
}
step <- function(name, steps, alternative, delta = NULL, method = "ML") {
  e <- effects[[name]]; r <- rma(c(e$yi), c(e$vi), method = method)
  s <- if (is.null(delta)) selmodel(r, type = "stepfun", steps = steps, alternative = alternative, control = climb)
    else selmodel(r, type = "stepfun", steps = steps, alternative = alternative, delta = delta, control = climb)
  list(set = name, steps = I(steps), alternative = alternative, weights = delta, method = method, mean = as.numeric(s$beta), se = s$se, p = s$pval, tau2 = s$tau2,
    tau2Se = if (method == "ML") s$se.tau2, delta = s$delta, deltaSe = s$se.delta, logLikelihood = s$ll, highest = if (length(steps) == 1 && is.null(delta) && method == "ML") highest(if (alternative == "less") -c(e$yi) else c(e$yi), c(e$vi), steps), LRT = s$LRT, LRTp = s$LRTp, heterogeneity = s$LRT.tau2)
}
selection <- list(
  step("hackshaw1998", 0.025, "greater"), step("hackshaw1998", c(0.025, 0.5), "greater"), step("hackshaw1998", c(0.05, 0.5), "greater", c(1, 0.7, 0.3)),
  step("bangertdrowns2004", 0.025, "greater"), step("bangertdrowns2004", c(0.05, 0.1, 0.5), "two.sided"), step("raudenbush1985", 0.1, "greater"),
  step("egger2001", 0.025, "less"), step("egger2001", c(0.05, 0.5), "less", c(1, 0.5, 0.2)), step("dorn2007", 0.5, "greater"), step("bcg", 0.025, "less"),
  step("hackshaw1998", 0.025, "greater", NULL, "FE"), step("bangertdrowns2004", c(0.025, 0.5), "greater", NULL, "FE"), step("nielweise2007", 0.1, "less")
)
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  generator = "test/reference/meta-analysis/small-study.R", tables = lapply(tables, as.list), counts = lapply(tables, counts), sets = lapply(effects, one), selection = selection), auto_unbox = TRUE, digits = I(14), na = "null", null = "null"))
