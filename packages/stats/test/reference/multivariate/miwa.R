# General correlations by Miwa's recursion (mvtnorm), with the change when its grid is halved as the error.
# Run: Rscript miwa.R; writes miwa.json.
library(mvtnorm)
library(jsonlite)
set.seed(1965)
cases <- lapply(1:24, function(n) {
  size <- if (n <= 16) 4 else 5
  a <- matrix(rnorm(size * 3 * size), size)
  corr <- cov2cor(a %*% t(a))
  corr <- (corr + t(corr)) / 2
  diag(corr) <- 1
  lower <- runif(size, -3, -0.3)
  upper <- runif(size, 0.2, 3)
  steps <- if (size == 4) 1024 else 256
  fine <- pmvnorm(lower, upper, corr = corr, algorithm = Miwa(steps = steps))
  coarse <- pmvnorm(lower, upper, corr = corr, algorithm = Miwa(steps = steps / 2))
  list(lower = lower, upper = upper, correlation = corr, value = as.numeric(fine), error = abs(as.numeric(fine) - as.numeric(coarse)))
})
# Where its own grid is too coarse Miwa is no reference.
cases <- Filter(function(case) case$error < 2e-6, cases)
tool <- paste(R.version.string, "mvtnorm", packageVersion("mvtnorm"))
write(toJSON(list(tool = tool, generator = "miwa.R", cases = cases), digits = NA, auto_unbox = TRUE, pretty = TRUE), "miwa.json")
