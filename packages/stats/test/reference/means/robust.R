# Analysis of covariance with robust standard errors and slopes per arm, by lm, sandwich's vcovHC and the matrix definition.
# Run: Rscript robust.R; writes robust.json beside this file. Both ways must agree to 1e-9, else it stops.
suppressMessages({library(jsonlite); library(MASS); library(sandwich)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
num <- function(x) format(as.numeric(x), digits = 17)
one <- function(y, g, x, slopes) {
  centred <- lapply(x, function(v) v - mean(v))
  X <- do.call(cbind, c(list(1, g), centred, if (slopes == "perArm") lapply(centred, function(v) v * g)))
  m <- lm(y ~ X - 1); n <- length(y); k <- ncol(X); e <- residuals(m); B <- solve(crossprod(X)); h <- diag(X %*% B %*% t(X))
  se <- sapply(c("ordinary", "HC0", "HC1", "HC2", "HC3"), function(kind) {
    v <- if (kind == "ordinary") vcov(m) else vcovHC(m, type = kind)
    w <- switch(kind, ordinary = rep(sum(e^2) / (n - k), n), HC0 = e^2, HC1 = e^2 * n / (n - k), HC2 = e^2 / (1 - h), HC3 = e^2 / (1 - h)^2)
    d <- B %*% t(X) %*% (w * X) %*% B
    stopifnot(max(abs(sqrt(diag(d)) / sqrt(diag(v)) - 1)) < 1e-9)
    num(sqrt(diag(v))[2]) })
  s <- sapply(seq_along(x), function(i) num(coef(m)[2 + i])); q <- sapply(seq_along(x), function(i) num(sqrt(diag(vcovHC(m, type = "HC3")))[2 + i]))
  list(outcomes = y, groups = g, covariates = unname(x), slopes = slopes, estimate = num(coef(m)[2]), standardErrors = as.list(se), df = n - k, control = num(coef(m)[1]),
       covariateSlopes = as.list(s), covariateErrorsHC3 = as.list(q), interactions = as.list(if (slopes == "perArm") sapply(seq_along(x), function(i) num(coef(m)[2 + length(x) + i])) else character()))
}
a <- anorexia[anorexia$Treat != "FT", ]
set.seed(20261124); n <- 25; z <- round(rexp(n), 3); g <- rep(0:1, length.out = n)
sets <- list(list(a$Postwt, as.integer(a$Treat == "CBT"), list(a$Prewt)), list(mtcars$mpg, mtcars$am, list(mtcars$wt, mtcars$hp)), list(round(g * z + z^2 * rnorm(n), 4), g, list(z)),
             list(mtcars$mpg, mtcars$am, list(mtcars$wt + 1000, mtcars$qsec, mtcars$vs)), list(sleep$extra, as.integer(sleep$group) - 1, list(as.numeric(sleep$ID))))
fits <- unlist(lapply(sets, function(s) lapply(c("common", "perArm"), function(k) one(s[[1]], s[[2]], s[[3]], k))), recursive = FALSE)
write(toJSON(list(tool = paste0("R ", getRversion(), ", sandwich ", packageVersion("sandwich")), generator = "robust.R", fits = fits), digits = NA, auto_unbox = TRUE), file.path(here, "robust.json"))
