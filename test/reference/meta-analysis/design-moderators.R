# Reference values for regression on properties of designs: metafor with Knapp and Hartung's tests, and exact permutation tests.
# The counts are those of restoration over evaluable patients in scenarios/evidence/studies.yaml; the properties are of its fields.
# Run: Rscript test/reference/meta-analysis/design-moderators.R > test/reference/meta-analysis/design-moderators.json
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
d <- read.table(header = TRUE, na.strings = "NA", text = "
study               x  n  inhibition drugDays gate       activity   activityGBq progressionRequired
ho2013              12 20 single     35       lesionDose dosimetric NA          no
rothenberg2015      6  10 single     42       uptake     fixed      5.5         no
dunn2019            6  10 single     35       lesionDose dosimetric 9.36        no
tchekmedyian2022    5  6  dual       35       lesionDose dosimetric 8.73        no
weber2022           7  20 NA         24       uptake     dosimetric 11.1        no
leboulleux2023_braf 20 21 dual       42       none       fixed      5.5         yes
leboulleux2023_ras  6  10 single     42       none       fixed      5.5         yes
wadsley2023         11 28 single     28       uptake     fixed      5.5         yes
burman2022          22 25 single     NA       NA         NA         NA          NA
torotobon2024       19 33 NA         NA       NA         NA         NA          NA")
d <- escalc(measure = "PLO", xi = x, ni = n, data = d)
tight <- list(threshold = 1e-13, maxiter = 100000, tol = 1e-13)
one <- function(name) {
  v <- d[[name]]; known <- !is.na(v); q <- d[known, ]
  m <- if (is.numeric(v)) v[known] else factor(v[known], levels = unique(v[known]))
  X <- model.matrix(~ m)
  r <- rma(q$yi, q$vi, mods = X, intercept = FALSE, btt = seq(2, ncol(X)), method = "REML", test = "knha", control = tight)
  p <- suppressWarnings(permutest(r, exact = TRUE, progbar = FALSE))
  list(studies = q$study, coefficients = c(r$beta), se = r$se, pValue = r$pval, permutation = p$pval, QM = r$QM, QMp = r$QMp, tau2 = r$tau2)
}
names <- c("inhibition", "drugDays", "gate", "activity", "activityGBq", "progressionRequired")
cat(toJSON(list(source = "metafor", versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor"))),
  generator = "test/reference/meta-analysis/design-moderators.R", moderators = lapply(setNames(nm = names), one)), auto_unbox = TRUE, digits = NA, pretty = TRUE))
