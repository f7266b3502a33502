# Designs that spend alpha and beta, planned by rpact. Run: Rscript beta-spending.R (writes beta-spending.json beside this file).
suppressMessages({ library(rpact); library(jsonlite) })
set.seed(20260829)
pick <- function(x) x[sample.int(length(x), 1)]
one <- function(i) {
  k <- sample(2:5, 1); t <- if (runif(1) < 0.5) (1:k) / k else sort(c(sample(seq(0.2, 0.9, 0.05), k - 1), 1))
  alpha <- pick(c(0.0125, 0.025, 0.05)); beta <- pick(c(0.1, 0.15, 0.2)); binding <- runif(1) < 0.5
  type <- pick(c("asOF", "asP", "asKD", "asHSD")); btype <- pick(c("bsOF", "bsP", "bsKD", "bsHSD"))
  args <- list(kMax = k, alpha = alpha, beta = beta, informationRates = t, typeOfDesign = type, typeBetaSpending = btype, bindingFutility = binding)
  gA <- NULL; gB <- NULL
  if (type == "asKD") { gA <- pick(c(1, 2, 3)); args$gammaA <- gA }; if (type == "asHSD") { gA <- pick(c(-4, -2, 1)); args$gammaA <- gA }
  if (btype == "bsKD") { gB <- pick(c(1.5, 2, 3)); args$gammaB <- gB }; if (btype == "bsHSD") { gB <- pick(c(-4, -2, -1)); args$gammaB <- gB }
  d <- tryCatch(suppressWarnings(do.call(getDesignGroupSequential, args)), error = function(e) NULL)
  if (is.null(d) || any(is.na(d$futilityBounds)) || any(d$futilityBounds <= -5.9)) return(NULL)
  c <- suppressWarnings(getDesignCharacteristics(d))
  list(alpha = alpha, beta = beta, informationRates = t, type = type, gammaA = gA, betaType = btype, gammaB = gB, binding = binding,
       criticalValues = d$criticalValues, futilityBounds = I(d$futilityBounds), inflation = c$inflationFactor, shift = c$shift)
}
found <- Filter(Negate(is.null), lapply(1:90, one))
writeLines(toJSON(list(tool = paste("rpact", packageVersion("rpact"), R.version.string), designs = found), digits = NA, auto_unbox = TRUE, null = "null"), "beta-spending.json")
cat(length(found), "designs\n")
