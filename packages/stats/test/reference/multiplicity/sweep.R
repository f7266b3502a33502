# Adjusted p-values by R's p.adjust over 400 drawn vectors of length 1 to 8: ties, zeros, ones, tiny and close values.
# Run: Rscript sweep.R; writes sweep.json beside this file.
suppressMessages(library(jsonlite))
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20261126)
vectors <- lapply(1:400, function(i) {
  m <- 1 + i %% 8
  p <- switch(1 + i %% 5, round(runif(m), 2), round(rbeta(m, 0.4, 4), 3), signif(10^runif(m, -12, 0), 3), sample(c(0, 1, 0.5, 0.01, 0.02, 0.03), m, replace = TRUE), round(runif(1) * 0.1 + runif(m, 0, 0.02), 4))
  p
})
adj <- function(p) { s <- function(method) I(signif(p.adjust(p, method), 15)); list(p = I(p), bonferroni = s("bonferroni"), holm = s("holm"), hochberg = s("hochberg"), hommel = s("hommel"), benjaminiHochberg = s("BH")) }
write(toJSON(list(tool = paste0("R ", getRversion()), generator = "sweep.R", sets = lapply(vectors, adj)), digits = I(15)), file.path(here, "sweep.json"))
