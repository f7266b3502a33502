# Reference values of cumulative hazards, weighted log-rank tests, MaxCombo, restricted means and milestones.
# R's survival where it has the quantity; else the definition written out in R from survival's counts (weights, covariances) and
# mvtnorm for the joint law. Run: Rscript comparisons.R; writes comparisons.json beside this file.
suppressMessages({library(survival); library(jsonlite); library(mvtnorm)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))

hazards <- function(time, event) {
  one <- function(ctype) { f <- survfit(Surv(time, event) ~ 1, ctype = ctype, timefix = FALSE); list(time = f$time, hazard = f$cumhaz, standardError = f$std.chaz) }
  list(nelsonAalen = one(1), flemingHarrington = one(2))
}

# score of group 1 (expected less observed), and pooled left-continuous curve, at each event time of each stratum
counts <- function(time, event, group, stratum) {
  out <- NULL
  for (s in sort(unique(stratum))) {
    k <- stratum == s; t <- time[k]; e <- event[k]; g <- group[k]
    f <- survfit(Surv(t, e) ~ 1, timefix = FALSE)
    at <- sort(unique(t[e]))
    before <- c(1, f$surv)[1 + sapply(at, function(x) sum(f$time < x))]
    upto <- function(x) c(1, f$surv)[1 + sum(f$time <= x)]
    n <- sapply(at, function(x) sum(t >= x)); n1 <- sapply(at, function(x) sum(t >= x & g == 1))
    d <- sapply(at, function(x) sum(t == x & e)); d1 <- sapply(at, function(x) sum(t == x & e & g == 1))
    out <- rbind(out, data.frame(s, at, before, n, n1, d, d1, m = length(t)))
  }
  out
}
weigh <- function(x, w) {
  if (w$kind == "logRank") return(rep(1, nrow(x)))
  if (w$kind == "flemingHarrington") return(x$before^w$rho * (1 - x$before)^w$gamma)
  ans <- numeric(nrow(x))
  for (s in unique(x$s)) {
    k <- x$s == s; y <- x[k, ]
    if (w$kind == "modest") {
      early <- y$at <= w$until
      floor <- if (any(early)) { i <- max(which(early)); y$before[i] * (1 - y$d[i] / y$n[i]) } else 1
    } else {
      early <- y$at <= w$delay & y$n1 > 0 & y$n1 < y$n
      floor <- if (any(early)) min(y$before[early]) else 1
    }
    ans[k] <- pmin(if (is.null(w$atMost)) Inf else w$atMost, 1 / pmax(y$before, floor))
  }
  ans
}
weighted <- function(time, event, group, stratum, weights, points) {
  x <- counts(time, event, group, stratum)
  w <- sapply(weights, function(one) weigh(x, one))
  gap <- x$d * x$n1 / x$n - x$d1
  v <- ifelse(x$n > 1, x$d * (x$n - x$d) / (x$n - 1) * x$n1 / x$n * (1 - x$n1 / x$n), 0)
  score <- colSums(w * gap); covariance <- t(w) %*% (w * v)
  z <- score / sqrt(diag(covariance)); r <- cov2cor(covariance)
  pick <- points; top <- max(z[pick]); both <- max(abs(z[pick])); k <- length(pick)
  p <- function(lower, upper) 1 - as.numeric(pmvnorm(rep(lower, k), rep(upper, k), corr = r[pick, pick], algorithm = TVPACK(1e-12)))
  set.seed(1)
  genz <- 1 - pmvnorm(rep(-both, k), rep(both, k), corr = r[pick, pick], algorithm = GenzBretz(2e6, 1e-8, 0))
  list(score = unname(score), covariance = unname(covariance), z = unname(z), combo = pick - 1, oneSided = p(-Inf, top), twoSided = as.numeric(genz))
}
weights <- list(list(kind = "logRank"), list(kind = "flemingHarrington", rho = 0, gamma = 0.5), list(kind = "flemingHarrington", rho = 0, gamma = 1),
  list(kind = "flemingHarrington", rho = 1, gamma = 0), list(kind = "flemingHarrington", rho = 1, gamma = 1))

rmean <- function(time, event, group, horizon, lost = FALSE) {
  tab <- function(g) unname(summary(survfit(Surv(time[group == g], event[group == g]) ~ 1, timefix = FALSE), rmean = horizon)$table[c("rmean", "se(rmean)")])
  list(horizon = horizon, control = tab(0), experimental = tab(1))
}
at <- function(time, event, group, when) {
  one <- function(g) { s <- summary(survfit(Surv(time[group == g], event[group == g]) ~ 1, timefix = FALSE), times = when); c(s$surv, s$std.err) }
  list(time = when, control = one(0), experimental = one(1))
}
set <- function(name, time, event, group, stratum, delay, horizon) {
  k <- !is.na(time) & !is.na(event) & !is.na(group) & !is.na(stratum)
  time <- as.numeric(time[k]); event <- event[k]; group <- group[k]; stratum <- as.integer(stratum[k])
  w <- c(weights, list(list(kind = "modest", until = delay), list(kind = "modest", until = delay, atMost = 1.2), list(kind = "modestDelay", delay = delay, atMost = 2),
    list(kind = "modestDelay", delay = 1e9, atMost = 2)))
  list(name = name, times = time, events = as.integer(event), groups = as.integer(group), strata = stratum, weights = w,
    hazards = hazards(time, event), plain = weighted(time, event, group, rep(1L, length(time)), w, c(1, 3, 4)),
    stratified = weighted(time, event, group, stratum, w, c(1, 3, 4)),
    restrictedMean = rmean(time, event, group, horizon), milestone = at(time, event, group, horizon))
}
d <- colon[colon$etype == 2 & colon$rx != "Lev", ]
p <- pbc[1:312, ]
sets <- list(
  set("lung", lung$time, lung$status == 2, lung$sex - 1, lung$ph.ecog, 180, 700),
  set("veteran", veteran$time, veteran$status == 1, veteran$trt - 1, as.integer(veteran$celltype), 60, 300),
  set("ovarian", ovarian$futime, ovarian$fustat == 1, ovarian$rx - 1, ovarian$resid.ds, 268, 600),
  set("aml", aml$time, aml$status == 1, as.integer(aml$x == "Maintained"), rep(1, nrow(aml)), 20, 30),
  set("colon", d$time, d$status == 1, as.integer(d$rx == "Lev+5FU"), d$differ, 365, 2000),
  set("pbc", p$time / 365.25, p$status == 2, as.integer(p$trt == 1), p$edema * 2, 1, 10))
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival"), ", mvtnorm ", packageVersion("mvtnorm")), generator = "comparisons.R", sets = sets)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), file.path(here, "comparisons.json"))
