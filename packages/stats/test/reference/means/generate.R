# t tests and analysis of covariance by R's stats on its own data sets.
# Run: Rscript generate.R; writes means.json beside this file.
suppressMessages({library(jsonlite); library(MASS)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
tt <- function(x, y, pooled, mu = 0) {
  t <- t.test(x, y, var.equal = pooled, mu = mu)
  list(x = x, y = y, variance = if (pooled) "pooled" else "separate", difference = mu, t = unname(t$statistic), df = unname(t$parameter), pTwoSided = t$p.value,
       pUpper = t.test(x, y, var.equal = pooled, mu = mu, alternative = "greater")$p.value, lower = t$conf.int[1], upper = t$conf.int[2], standardError = t$stderr)
}
sl <- split(sleep$extra, sleep$group); pg <- split(PlantGrowth$weight, PlantGrowth$group); cw <- split(chickwts$weight, chickwts$feed)
pairs <- list(list(sl[[2]], sl[[1]]), list(pg$trt2, pg$ctrl), list(cw$casein, cw$horsebean), list(mtcars$mpg[mtcars$am == 1], mtcars$mpg[mtcars$am == 0]))
two <- unlist(lapply(pairs, function(p) list(tt(p[[1]], p[[2]], TRUE), tt(p[[1]], p[[2]], FALSE), tt(p[[1]], p[[2]], FALSE, 0.7))), recursive = FALSE)
o <- t.test(sl[[2]] - sl[[1]], mu = 0.5)
one <- list(values = sl[[2]] - sl[[1]], mean = 0.5, t = unname(o$statistic), pTwoSided = o$p.value, lower = o$conf.int[1] - 0.5, upper = o$conf.int[2] - 0.5)
an <- function(y, g, x) {
  d <- data.frame(y = y, g = g, do.call(cbind, x)); m <- lm(y ~ ., data = d); s <- summary(m)$coefficients; ci <- confint(m)
  list(outcomes = y, groups = g, covariates = unname(x), estimate = s["g", 1], standardError = s["g", 2], t = s["g", 3], pTwoSided = s["g", 4], df = m$df.residual,
       lower = ci["g", 1], upper = ci["g", 2], sigma = summary(m)$sigma, slopes = unname(s[-(1:2), 1]), slopeErrors = unname(s[-(1:2), 2]))
}
a <- anorexia[anorexia$Treat != "FT", ]
ancova <- list(an(a$Postwt, as.integer(a$Treat == "CBT"), list(a = a$Prewt)), an(mtcars$mpg, mtcars$am, list(a = mtcars$wt, b = mtcars$hp)),
               an(sleep$extra, as.integer(sleep$group) - 1, list(a = as.numeric(sleep$ID))), an(mtcars$mpg, mtcars$am, list(a = mtcars$wt + 1e6, b = mtcars$hp, c = mtcars$qsec, d = mtcars$cyl)))
write(toJSON(list(tool = paste0("R ", getRversion(), ", MASS ", packageVersion("MASS")), generator = "generate.R", two = two, one = one, ancova = ancova), digits = I(17), auto_unbox = TRUE), file.path(here, "means.json"))
