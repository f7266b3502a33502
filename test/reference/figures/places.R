# Places of points in metafor's own figures of dat.bcg, for test/figures/places.test.ts.
# Run: Rscript test/reference/figures/places.R > test/reference/figures/places.json
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
pdf(NULL)
dat <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
fit <- rma(yi, vi, data = dat, method = "REML", control = list(threshold = 1e-12, maxiter = 1000))
columns <- function(frame) list(x = as.numeric(frame$x), y = as.numeric(frame$y))
regression <- rma(yi, vi, mods = ~ ablat, data = dat, method = "REML", test = "knha", control = list(threshold = 1e-12, maxiter = 1000))
bubbles <- regplot(regression, pred = FALSE)
line <- predict(regression, newmods = c(13, 33, 55))
rates <- rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
lab <- labbe(rates)
filled <- trimfill(fit)
out <- list(
  versions = list(R = paste(R.version$major, R.version$minor, sep = "."), metafor = as.character(packageVersion("metafor"))),
  mean = as.numeric(fit$b), tau2 = fit$tau2, knappHartung = rma(yi, vi, data = dat, method = "REML", test = "knha")$se,
  funnel = columns(funnel(fit)),
  radial = columns(radial(fit)),
  baujat = columns(baujat(fit)),
  labbe = list(x = as.numeric(lab$x), y = as.numeric(lab$y)),
  bubble = list(x = as.numeric(bubbles$xi), y = as.numeric(bubbles$yi)),
  line = list(value = as.numeric(line$pred), lower = as.numeric(line$ci.lb), upper = as.numeric(line$ci.ub)),
  filled = list(x = as.numeric(filled$yi[filled$fill]), y = sqrt(as.numeric(filled$vi[filled$fill]))),
  leaveOneOut = as.numeric(leave1out(fit)$estimate)
)
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE))
