# Graphical tests from their definition: every intersection's weights by removing the others in a drawn order, its p-value group by
# group with mvtnorm's deterministic TVPACK (two and three statistics) or GenzBretz (four), its local levels by uniroot.
# Run: Rscript graphs.R (under a minute); writes graphs.json beside this file.
suppressMessages({library(mvtnorm); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20261125)
weightsOf <- function(w, g, J) {
  left <- rep(TRUE, length(w))
  out <- setdiff(seq_along(w), J); if (length(out) > 1) out <- sample(out)
  for (j in out) {
    left[j] <- FALSE
    old <- g
    for (l in which(left)) w[l] <- w[l] + w[j] * old[j, l]
    w[j] <- 0
    for (l in which(left)) for (k in which(left)) {
      loop <- old[l, j] * old[j, l]
      g[l, k] <- if (l != k && loop < 1) (old[l, k] + old[l, j] * old[j, k]) / (1 - loop) else 0
    }
  }
  w
}
union <- function(levels, r, df) {
  if (any(levels >= 1)) return(1)
  keep <- levels > 0; levels <- levels[keep]; r <- r[keep, keep, drop = FALSE]
  if (!length(levels)) return(0)
  if (length(levels) == 1) return(levels)
  z <- if (df == 0) qnorm(levels, lower.tail = FALSE) else qt(levels, df, lower.tail = FALSE)
  algorithm <- if (length(z) <= 3) TVPACK(abseps = 1e-14) else GenzBretz(maxpts = 1e6, abseps = 1e-7)
  1 - as.numeric(pmvt(lower = rep(-Inf, length(z)), upper = z, df = df, corr = r, algorithm = algorithm))
}
# groups: list(kind, members, correlation, df); every hypothesis is in one.
pOf <- function(w, J, p, groups, common) {
  parts <- lapply(groups, function(gr) gr$members[gr$members %in% J & w[gr$members] > 0])
  q <- sapply(parts, function(m) if (length(m)) min(p[m] / w[m]) else Inf)
  if (all(is.infinite(q))) return(1)
  spent <- function(i, q) { m <- parts[[i]]; gr <- groups[[i]]; at <- match(m, gr$members)
    if (!length(m)) 0 else if (gr$kind == "parametric") union(pmin(1, q * w[m]), gr$correlation[at, at, drop = FALSE], gr$df) else q * sum(w[m]) }
  total <- sapply(parts, function(m) sum(w[m]))
  if (common) return(min(1, sum(sapply(seq_along(groups), spent, q = min(q))) / sum(total)))
  simes <- function(m) min(sapply(m, function(j) p[j] / sum(w[m][p[m] <= p[j]])))
  min(1, sapply(which(total > 0), function(i) switch(groups[[i]]$kind, parametric = spent(i, q[i]) / total[i], simes = simes(parts[[i]]), bonferroni = q[i])))
}
levelsOf <- function(w, J, alpha, groups, common) {
  out <- w * alpha
  solve <- function(which) {
    m <- unlist(lapply(groups[which], function(gr) gr$members[gr$members %in% J & w[gr$members] > 0])); if (length(m) < 2) return()
    f <- function(c) sum(sapply(groups[which], function(gr) { l <- ifelse(gr$members %in% J, c * alpha * w[gr$members], 0)
      if (gr$kind == "parametric") union(pmin(1, l), gr$correlation, gr$df) else sum(l) })) - alpha * sum(w[m])
    top <- sum(w[m]) / max(w[m]); if (f(1) > -1e-12) return()
    out[m] <<- uniroot(f, c(1, top * (1 + 1e-6)), tol = 1e-12)$root * w[m] * alpha
  }
  if (common) solve(seq_along(groups)) else for (i in seq_along(groups)) if (groups[[i]]$kind == "parametric") solve(i)
  out
}
draw <- function(i) {
  m <- sample(2:5, 1)
  w <- rgamma(m, 1) * rbinom(m, 1, 0.7); if (sum(w) == 0) w[1] <- 1
  w <- round(w / sum(w) * sample(c(1, 1, 0.8), 1), 4); w <- w * min(1, 1 / sum(w))
  g <- matrix(rgamma(m * m, 0.5) * rbinom(m * m, 1, 0.7), m); diag(g) <- 0
  g <- round(g / pmax(rowSums(g), 1e-9) * sample(c(1, 0.999), 1), 3); g <- g / pmax(1, rowSums(g))
  common <- i %% 4 == 0
  of <- split(sample(m), sample(1:2, m, replace = TRUE))
  groups <- lapply(of, function(members) {
    kind <- if (common) sample(c("parametric", "bonferroni"), 1, prob = c(3, 1)) else sample(c("parametric", "simes", "bonferroni"), 1, prob = c(4, 1, 1))
    k <- length(members); df <- sample(c(0, 0, 4, 25), 1)
    r <- switch(sample(3, 1), { l <- sqrt(runif(k)); outer(l, l) }, matrix(0.5, k, k), cov2cor(crossprod(matrix(rnorm(k * (k + 1)), k + 1))))
    diag(r) <- 1; list(kind = kind, members = members, correlation = (r + t(r)) / 2, df = df)
  })
  p <- signif(10^runif(m, -3.5, -0.3), 3); if (i %% 7 == 0) p[1] <- p[m]
  sets <- lapply(1:(2^m - 1), function(s) which(bitwAnd(s, 2^(0:(m - 1))) > 0))
  pJ <- sapply(sets, function(J) pOf(weightsOf(w, g, J), J, p, groups, common))
  adjusted <- sapply(1:m, function(j) max(pJ[sapply(sets, function(J) j %in% J)]))
  hasSimes <- any(sapply(groups, function(gr) gr$kind == "simes"))
  J <- sets[[2^m - 1]]
  levels <- if (hasSimes) NULL else lapply(sets, function(J) I(levelsOf(weightsOf(w, g, J), J, 0.025, groups, common)[J]))
  list(weights = I(w), transitions = g, scaling = if (common) "common" else "perGroup", pValues = I(p), adjusted = I(adjusted),
    groups = unname(lapply(groups, function(gr) list(kind = gr$kind, hypotheses = I(gr$members - 1), correlation = gr$correlation, df = gr$df))), levels = levels)
}
graphs <- lapply(1:120, draw)
write(toJSON(list(tool = paste0("R ", getRversion(), ", mvtnorm ", packageVersion("mvtnorm")), generator = "graphs.R", graphs = graphs), digits = I(15), auto_unbox = TRUE, null = "null"), file.path(here, "graphs.json"))
