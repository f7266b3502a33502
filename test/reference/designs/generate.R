# Designs drawn over the parameter space, planned by rpact. Run: Rscript generate.R (writes designs.json beside this file).
suppressMessages({ library(rpact); library(jsonlite) })
set.seed(20260824)
pick <- function(x) x[sample.int(length(x), 1)]
types <- c("asOF", "asP", "asKD", "asHSD", "asUser", "OF", "P", "WT", "HP")
rates <- function(k) {
  if (runif(1) < 0.4) return((1:k) / k)
  repeat { r <- sort(c(round(runif(k - 1, 0.1, 0.95), 3), 1)); if (k == 1 || min(diff(r)) > 0.03) return(r) }
}
one <- function(i) {
  k <- pick(c(1, 2, 2, 3, 3, 4, 5, 6, 8)); t <- rates(k)
  sided <- pick(c(1, 1, 2)); alpha <- pick(c(0.005, 0.01, 0.0125, 0.015, 0.025, 0.05, 0.1))
  type <- if (k == 1) "P" else types[(i - 1) %% length(types) + 1]
  args <- list(kMax = k, alpha = alpha, sided = sided, informationRates = t, typeOfDesign = type)
  par <- NULL
  if (type == "asKD") { par <- round(runif(1, 0.3, 6), 3); args$gammaA <- par }
  if (type == "asHSD") { par <- round(runif(1, -8, 4), 3); args$gammaA <- par }
  if (type == "WT") { par <- round(runif(1, 0, 0.6), 3); args$deltaWT <- par }
  if (type == "HP") { par <- pick(c(3, 3.29)); args$constantBoundsHP <- par }
  if (type == "asUser") { par <- alpha * sort(runif(k)); par[k] <- alpha; args$userAlphaSpending <- par }
  futility <- NULL; binding <- FALSE
  # Futility that comes close to efficacy makes some designs impossible; keep it low.
  if (k > 1 && sided == 1 && runif(1) < 0.4) {
    futility <- round(sort(runif(k - 1, -1.5, 0.7)), 3); binding <- runif(1) < 0.5
    if (type == "HP") binding <- FALSE
    args$futilityBounds <- futility; args$bindingFutility <- binding
  }
  d <- tryCatch(suppressWarnings(do.call(getDesignGroupSequential, args)), error = function(e) NULL)
  if (is.null(d) || any(is.na(d$criticalValues))) return(NULL)
  drift <- round(runif(1, 0, 4.5), 3)
  p <- suppressWarnings(getPowerAndAverageSampleNumber(d, theta = drift / 10, nMax = 100))
  list(type = type, parameter = par, alpha = alpha, sided = sided, informationRates = I(t),
       futility = if (is.null(futility)) NULL else I(futility), binding = binding,
       criticalValues = I(d$criticalValues), alphaSpent = I(d$alphaSpent), drift = drift,
       power = p$overallReject, expectedInformation = p$averageSampleNumber / 100,
       rejectPerStage = I(as.vector(p$rejectPerStage)),
       futilityPerStage = if (is.null(futility)) NULL else I(as.vector(p$futilityPerStage)))
}
found <- Filter(Negate(is.null), lapply(1:520, one))
writeLines(toJSON(list(tool = paste("rpact", packageVersion("rpact"), R.version.string), designs = found),
  digits = 15, auto_unbox = TRUE, null = "null", pretty = FALSE), "designs.json")
cat(length(found), "designs\n")
