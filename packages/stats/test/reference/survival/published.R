# The columns of lung and ovarian that the published numbers in published.test.ts need; no results. Run: Rscript published.R; writes
# published.json beside this file. Data: R's survival (LGPL >= 2).
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival")), generator = "published.R",
  lung = with(lung, list(times = time, events = as.integer(status == 2), sex = sex, age = age, ecog = ph.ecog, institution = inst)),
  ovarian = with(ovarian, list(times = futime, events = fustat, age = age, rx = rx)))
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null"), file.path(here, "published.json"))
