# Rank tests by R's stats and coin, the proportional odds model by MASS.
# Run: Rscript generate.R; writes ranks.json and ordinal.json beside this file.
suppressMessages({library(coin); library(MASS); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
sets <- list(
  airquality = with(airquality[complete.cases(airquality[, c("Ozone", "Month")]), ], list(x = Ozone[Month == 8], y = Ozone[Month == 5])),
  sleep = list(x = sleep$extra[sleep$group == 2], y = sleep$extra[sleep$group == 1]),
  plants = list(x = PlantGrowth$weight[PlantGrowth$group == "trt2"], y = PlantGrowth$weight[PlantGrowth$group == "trt1"]),
  depression = list(x = c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30), y = c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)),
  permeability = list(x = c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), y = c(1.15, 0.88, 0.90, 0.74, 1.21)),
  pain = list(x = c(0, 1, 1, 2, 2, 3, 3, 3), y = c(0, 0, 0, 1, 1, 1, 2)),
  chicks = list(x = chickwts$weight[chickwts$feed == "casein"], y = chickwts$weight[chickwts$feed == "soybean"]))
rank_set <- function(s) {
  x <- s$x; y <- s$y; tied <- length(unique(c(x, y))) < length(c(x, y))
  w <- function(alternative, correct) suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = correct, alternative = alternative))
  d <- data.frame(value = c(x, y), arm = factor(rep(c("a", "b"), c(length(x), length(y)))))
  co <- function(alternative) pvalue(wilcox_test(value ~ arm, data = d, distribution = "exact", alternative = alternative))
  out <- list(x = x, y = y, u = unname(w("two.sided", FALSE)$statistic),
    normal = list(two = w("two.sided", FALSE)$p.value, upper = w("greater", FALSE)$p.value, lower = w("less", FALSE)$p.value),
    normalCc = list(two = w("two.sided", TRUE)$p.value, upper = w("greater", TRUE)$p.value, lower = w("less", TRUE)$p.value),
    z = as.numeric(statistic(wilcox_test(value ~ arm, data = d))),
    coin = list(two = as.numeric(co("two.sided")), upper = as.numeric(co("greater")), lower = as.numeric(co("less"))))
  if (!tied) { e <- wilcox.test(x, y, exact = TRUE, conf.int = TRUE); out$exact <- list(two = e$p.value, estimate = unname(e$estimate), lower = e$conf.int[1], upper = e$conf.int[2]) }
  out
}
write(toJSON(list(tool = paste0("R ", getRversion(), ", coin ", packageVersion("coin")), generator = "generate.R", sets = lapply(sets, rank_set)), digits = I(17), auto_unbox = TRUE), file.path(here, "ranks.json"))

tight <- list(reltol = 1e-16, maxit = 10000)
fit <- function(y, x, n) {
  f <- as.formula(paste("y ~", paste(names(x), collapse = "+"))); d <- cbind(data.frame(y = ordered(y), n = n), x)
  m <- polr(f, data = d, weights = n, Hess = TRUE, control = tight)
  list(categories = as.integer(ordered(y)), covariates = unname(as.list(x)), counts = n, coefficients = unname(coef(m)), thresholds = unname(m$zeta),
       standardErrors = unname(sqrt(diag(vcov(m))))[seq_along(coef(m))], logLikelihood = as.numeric(logLik(m)))
}
h <- housing; mm <- as.data.frame(model.matrix(~ Infl + Type + Cont, h))[, -1]; names(mm) <- paste0("v", seq_along(mm))
set.seed(1); n <- 40
ord <- list(housing = fit(as.integer(h$Sat), mm, h$Freq),
  twoArms = fit(rep(1:4, 2), data.frame(arm = rep(0:1, each = 4)), c(20, 50, 20, 10, 11, 40, 27, 22)),
  sleepy = fit(cut(sleep$extra, c(-Inf, 0, 1, 2, Inf), labels = FALSE), data.frame(arm = as.integer(sleep$group) - 1), rep(1, 20)),
  esoph = fit(as.integer(esoph$agegp), data.frame(a = as.integer(esoph$alcgp), t = as.integer(esoph$tobgp)), esoph$ncases + 1))
write(toJSON(list(tool = paste0("R ", getRversion(), ", MASS ", packageVersion("MASS")), generator = "generate.R", fits = ord), digits = I(17), auto_unbox = FALSE), file.path(here, "ordinal.json"))
