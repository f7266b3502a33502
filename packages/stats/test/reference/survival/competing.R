# Reference values of competing risks by cmprsk and survival. Run: Rscript competing.R; writes competing.json beside this file.
suppressMessages({library(cmprsk); library(survival); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))

set <- function(name, time, cause, group, stratum) {
  k <- !is.na(time) & !is.na(cause) & !is.na(group) & !is.na(stratum)
  time <- as.numeric(time[k]); cause <- as.integer(cause[k]); group <- as.integer(group[k]); stratum <- as.integer(stratum[k])
  grid <- as.numeric(quantile(time, c(0.05, 0.2, 0.4, 0.6, 0.8, 0.95), type = 1))
  one <- cuminc(time, cause); at <- timepoints(one, grid)
  s <- summary(survfit(Surv(time, factor(cause)) ~ 1, timefix = FALSE), times = grid)
  tests <- list()
  for (rho in c(0, 1, 0.5)) for (stratified in c(FALSE, TRUE)) {
    a <- if (stratified) cuminc(time, cause, group, stratum, rho = rho) else cuminc(time, cause, group, rho = rho)
    tests <- c(tests, list(list(rho = rho, stratified = stratified, chiSquared = unname(a$Tests[, "stat"]), df = unname(a$Tests[, "df"]))))
  }
  list(name = name, times = time, causes = cause, groups = group, strata = stratum, grid = grid,
    incidence = unname(at$est), variance = unname(at$var), aalenJohansen = unname(s$pstate), tests = tests)
}
m <- mgus2; mt <- with(m, ifelse(pstat == 0, futime, ptime)); mc <- with(m, ifelse(pstat == 0, 2 * death, 1))
set.seed(7); noise <- runif(nrow(m)) / 4
t2 <- transplant
sets <- list(
  set("mgus2", mt, mc, as.integer(m$sex == "M"), as.integer(m$age > 72)),
  set("mgus2 without ties, first 150", (mt + noise)[1:150], mc[1:150], as.integer(m$sex == "M")[1:150], as.integer(m$age > 72)[1:150]),
  set("transplant", t2$futime, as.integer(t2$event) - 1, as.integer(t2$abo) - 1, as.integer(t2$sex)),
  set("pbc", pbc$time[1:312], pbc$status[1:312], pbc$trt[1:312] - 1, pbc$stage[1:312]),
  set("MASS::Melanoma", MASS::Melanoma$time, c(1, 0, 2)[MASS::Melanoma$status], MASS::Melanoma$ulcer, MASS::Melanoma$sex))
out <- list(tool = paste0("R ", getRversion(), ", cmprsk ", packageVersion("cmprsk"), ", survival ", packageVersion("survival")), generator = "competing.R", sets = sets)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), file.path(here, "competing.json"))
