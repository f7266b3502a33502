# Cochran-Mantel-Haenszel beyond 2 x 2, exact trends, Newcombe's interval over strata.
# Run: Rscript stratified.R; writes stratified.json. coin and mantelhaen.test for the first two; the last from its definition (Yan and Su
# 2010) with prop.test's Wilson limits, on data whose result tern publishes as externally validated (0.2539; 0.0347 to 0.4454).
suppressMessages({library(coin); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20261124)
long <- function(a) { d <- as.data.frame(as.table(a)); d <- d[rep(seq_len(nrow(d)), d$Freq), 1:3]; names(d) <- c("row", "column", "stratum"); d }
tables <- function(a) lapply(seq_len(dim(a)[3]), function(h) { m <- a[, , h]; dimnames(m) <- NULL; unname(m) })
num <- function(x) format(as.numeric(x), digits = 17)
# Landis, Heyman and Koch's statistic with midranks / (N + 1), by matrices and MASS::ginv.
ridits <- function(a, scores) {
  R <- dim(a)[1]; G <- numeric(R); V <- matrix(0, R, R)
  for (h in seq_len(dim(a)[3])) { m <- a[, , h]; n <- sum(m); if (n < 2) next
    r <- rowSums(m); k <- colSums(m); s <- if (is.null(scores)) (cumsum(k) - k + (k + 1) / 2) / (n + 1) else scores
    e <- sum(k * s) / n; v <- sum(k * (s - e)^2) / (n - 1); G <- G + as.numeric(m %*% s) - r * e; V <- V + v * (diag(r) - r %o% r / n) }
  list(statistic = num(as.numeric(G %*% MASS::ginv(V) %*% G)), df = qr(V, tol = 1e-9)$rank)
}
cmh <- function(a) {
  d <- long(a); d$row <- factor(d$row); d$column <- factor(d$column)
  one <- function(...) { t <- cmh_test(row ~ column | stratum, data = d, ...); list(statistic = num(statistic(t)), df = t@statistic@df, pValue = num(pvalue(t))) }
  general <- if (dim(a)[3] > 1) mantelhaen.test(a, correct = FALSE) else list(statistic = NA, parameter = NA)
  cs <- seq_len(dim(a)[2]); rs <- seq_len(dim(a)[1])
  corr <- cmh_test(row ~ column | stratum, data = d, scores = list(column = cs, row = rs))
  mean <- { t <- cmh_test(row ~ column | stratum, data = d, scores = list(column = cs)); list(statistic = num(statistic(t)), pValue = num(pvalue(t))) }
  list(strata = tables(a), generalMantelhaen = num(general$statistic), generalDf = max(1, unname(general$parameter)), general = one(), mean = mean,
       meanDefinition = ridits(a, cs), ridit = ridits(a, NULL), correlation = list(statistic = num(statistic(corr)), pValue = num(pvalue(corr))))
}
random <- function(R, C, H, m) array(rpois(R * C * H, m), c(R, C, H))
sets <- list(unclass(HairEyeColor)[, , 1:2], aperm(unclass(UCBAdmissions), c(2, 1, 3)), random(2, 3, 4, 4), random(3, 4, 2, 3), random(2, 4, 5, 1.2), random(4, 3, 3, 6), random(3, 3, 1, 5))
sets <- Filter(function(a) all(apply(a, 3, sum) > 1), lapply(sets, function(a) { dimnames(a) <- list(row = LETTERS[seq_len(dim(a)[1])], column = letters[seq_len(dim(a)[2])], stratum = paste0("s", seq_len(dim(a)[3]))); a }))
trend <- function(x, n, s) {
  y <- unlist(Map(function(a, b) rep(1:0, c(a, b - a)), x, n)); g <- rep(s, n); d <- data.frame(s = g, y = factor(y, levels = 1:0))
  p <- function(a) num(pvalue(independence_test(s ~ y, data = d, distribution = "exact", alternative = a)))
  list(x = x, n = n, scores = s, two = p("two.sided"), upper = p("greater"), lower = p("less"))
}
trends <- list(trend(c(1, 3, 6), c(10, 10, 10), 0:2), trend(c(0, 2, 1, 5), c(7, 9, 4, 8), c(0, 1, 2, 5)), trend(c(5, 1), c(9, 12), 0:1), trend(c(3, 3, 4, 1), c(5, 8, 9, 12), c(0.5, 1, 2.5, 4)),
               trend(c(0, 0, 3), c(12, 12, 12), c(10, 30, 100)), trend(c(12, 9, 15), c(20, 20, 22), c(-1, 0, 2)), trend(c(2, 0, 1, 4, 3), c(3, 4, 5, 6, 7), c(3, 1, 2, 8, 4)))
wilson <- function(x, n, level) suppressWarnings(as.numeric(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int))
# Newcombe's method 4 in closed form (prop.test takes off less than 1/2 near its null proportion).
wilson_cc <- function(x, n, level) { z <- qnorm((1 + level) / 2); p <- x / n
  c(if (x == 0) 0 else max(0, (2 * x + z^2 - 1 - z * sqrt(max(0, z^2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1)))) / (2 * (n + z^2))), if (x == n) 1 else min(1, (2 * x + z^2 + 1 + z * sqrt(z^2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) / (2 * (n + z^2)))) }
newcombe <- function(x1, n1, x2, n2, level, correction = "none") {
  wilson <- if (correction == "none") wilson else wilson_cc
  z <- qnorm((1 + level) / 2); w <- n1 * n2 / (n1 + n2); w <- w / sum(w)
  arm <- function(x, n) { p <- x / n; v <- p * (1 - p) / n; if (all(v == 0)) v <- 1 / n; q <- z * sqrt(sum(w^2 * v)) / sum(w * sqrt(v)); l <- mapply(function(a, b) wilson(a, b, 2 * pnorm(q) - 1), x, n); list(p = sum(w * p), l = sum(w * l[1, ]), u = sum(w * l[2, ]), k = sum(w^2 / n)) }
  a <- arm(x1, n1); b <- arm(x2, n2); d <- a$p - b$p; s <- function(p) p * (1 - p)
  list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, level = level, correction = correction, estimate = num(d), lower = num(max(-1, d - z * sqrt(a$k * s(a$l) + b$k * s(b$u)))), upper = num(min(1, d + z * sqrt(a$k * s(a$u) + b$k * s(b$l)))))
}
set.seed(1)
rsp <- c(sample(c(TRUE, FALSE), size = 40, prob = c(3/4, 1/4), replace = TRUE), sample(c(TRUE, FALSE), size = 40, prob = c(1/2, 1/2), replace = TRUE))
grp <- rep(c("A", "B"), each = 40); st <- interaction(sample(c("a", "b"), 80, TRUE), sample(c("x", "y", "z"), 80, TRUE))
count <- function(g) list(x = as.integer(tapply(rsp[grp == g], st[grp == g], sum)), n = as.integer(table(st[grp == g])))
A <- count("A"); B <- count("B")
newcombes <- list(newcombe(A$x, A$n, B$x, B$n, 0.95), newcombe(c(8, 5, 0), c(20, 31, 7), c(3, 6, 2), c(19, 30, 9), 0.9), newcombe(c(0, 0), c(12, 5), c(3, 0), c(11, 6), 0.95), newcombe(c(56), c(70), c(48), c(80), 0.95), newcombe(c(10, 4), c(10, 4), c(0, 0), c(9, 5), 0.95), newcombe(A$x, A$n, B$x, B$n, 0.95, "continuity"), newcombe(c(0, 3), c(12, 5), c(3, 0), c(11, 6), 0.9, "continuity"))
write(toJSON(list(tool = paste0("R ", getRversion(), ", coin ", packageVersion("coin")), generator = "stratified.R", cmh = lapply(sets, cmh), trends = trends, newcombe = newcombes), digits = I(17), auto_unbox = TRUE), file.path(here, "stratified.json"))
