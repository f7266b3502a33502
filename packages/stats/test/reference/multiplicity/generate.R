# Adjusted p-values by R's p.adjust, on published sets and on sets drawn with a fixed seed.
# Run: Rscript generate.R; writes adjusted.json beside this file.
suppressMessages(library(jsonlite))
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
set.seed(20260823)
sets <- c(list(c(.01, .02, .03, .005), c(.01, .02, .03, .005, .04), c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1)),
          lapply(c(1, 2, 3, 5, 8, 20, 50), function(m) round(rbeta(m, 0.4, 4), 4)), list(c(0.02, 0.02, 0.02, 0.5), c(0, 1, 0.5)))
adj <- function(p) list(p = p, bonferroni = p.adjust(p, "bonferroni"), holm = p.adjust(p, "holm"), hochberg = p.adjust(p, "hochberg"), hommel = p.adjust(p, "hommel"),
                        benjaminiHochberg = p.adjust(p, "BH"), benjaminiYekutieli = p.adjust(p, "BY"))
write(toJSON(list(tool = paste0("R ", getRversion()), generator = "generate.R", sets = lapply(sets, adj)), digits = I(17)), file.path(here, "adjusted.json"))
