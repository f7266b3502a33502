# A randomised sweep of tests of proportions by R's stats: sizes from 1 to 1e7, empty and full arms, extreme null proportions.
# Run: Rscript sweep.R; writes sweep-tests.json beside this file.
suppressMessages(library(jsonlite))
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20261124); N <- 45
q <- suppressWarnings; num <- function(x) format(as.numeric(x), digits = 17)
size <- function(hi) { u <- runif(1); if (u < .15) sample(1:5, 1) else floor(10^runif(1, .5, hi)) }
count <- function(n) { u <- runif(1); if (u < .1) 0 else if (u < .2) n else if (u < .3) min(n, 1) else if (u < .5) min(n, sample(0:12, 1)) else rbinom(1, n, runif(1)) }
binom <- lapply(1:N, function(i) { n <- size(sample(c(2, 4, 6.5), 1)); x <- count(n); p <- signif(min(1, max(0, sample(c(0, 1, .5, runif(1), x / n, min(1, (x + 1) / n * runif(1)), 10^-runif(1, 1, 9)), 1))), 12)
  g <- function(a) num(binom.test(x, n, p, a)$p.value); list(x = x, n = n, p = p, two = g("two.sided"), upper = g("greater"), lower = g("less")) })
fisher <- lapply(1:N, function(i) { h <- sample(c(1.5, 2.5, 3.5), 1); n1 <- size(h); n2 <- size(h); x1 <- count(n1); x2 <- count(n2); m <- matrix(c(x1, n1 - x1, x2, n2 - x2), 2); g <- function(a) num(fisher.test(m, alternative = a)$p.value)
  list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, two = g("two.sided"), upper = g("greater"), lower = g("less")) })
prop <- Filter(Negate(is.null), lapply(1:N, function(i) { n1 <- size(sample(c(2, 7), 1)); n2 <- size(sample(c(2, 7), 1)); x1 <- count(n1); x2 <- count(n2); if (x1 + x2 == 0 || x1 + x2 == n1 + n2) return(NULL)
  f <- function(k) { t <- q(prop.test(c(x1, x2), c(n1, n2), correct = k)); list(statistic = num(t$statistic), p = num(t$p.value)) }; w <- q(prop.test(c(x1, x2), c(n1, n2), correct = FALSE))$conf.int; list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, none = f(FALSE), yates = f(TRUE), lower = num(w[1]), upper = num(w[2])) }))
mcnemar <- lapply(1:30, function(i) { h <- sample(c(1, 2, 6), 1); b <- floor(10^runif(1, 0, h)) - 1; c <- floor(10^runif(1, 0, h)); m <- matrix(c(10, b, c, 20), 2, byrow = TRUE); list(b = b, c = c, asymptotic = num(q(mcnemar.test(m, correct = FALSE))$p.value), continuity = num(q(mcnemar.test(m))$p.value), exact = num(binom.test(b, b + c)$p.value)) })
trend <- Filter(Negate(is.null), lapply(1:30, function(i) { g <- sample(2:6, 1); n <- sapply(1:g, function(j) size(sample(c(1.5, 5), 1))); x <- sapply(n, count); s <- if (runif(1) < .5) seq_len(g) else round(rnorm(g), 3); t <- try(q(prop.trend.test(x, n, s)), silent = TRUE); if (inherits(t, "try-error") || !is.finite(t$p.value)) NULL else list(x = x, n = n, scores = s, statistic = num(t$statistic), p = num(t$p.value)) }))
strata <- Filter(Negate(is.null), lapply(1:30, function(i) { g <- sample(2:5, 1); r <- function() sapply(1:g, function(j) size(sample(c(1.5, 4), 1))); n1 <- r(); n2 <- r(); x1 <- sapply(n1, count); x2 <- sapply(n2, count); t <- try(q(mantelhaen.test(array(rbind(x1, x2, n1 - x1, n2 - x2), c(2, 2, g)), correct = FALSE)), silent = TRUE)
  if (inherits(t, "try-error") || !is.finite(t$p.value)) NULL else list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, statistic = num(t$statistic), p = num(t$p.value), oddsRatio = num(t$estimate), lower = num(t$conf.int[1]), upper = num(t$conf.int[2])) }))
write(gsub("(\\{\"x1?\":|\\{\"b\")", "\n\\1", toJSON(list(tool = paste0("R ", getRversion()), generator = "sweep.R", binom = binom, fisher = fisher, prop = prop, mcnemar = mcnemar, trend = trend, strata = strata), digits = NA, auto_unbox = TRUE)), file.path(here, "sweep-tests.json"))
