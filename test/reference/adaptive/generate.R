# Adaptive designs and analyses by rpact. Run: Rscript generate.R > adaptive.json
suppressPackageStartupMessages({ library(rpact); library(jsonlite) })
setLogLevel("DISABLED")
fisher <- list()
set.seed(11)
for (k in 2:5) for (alpha in c(0.01, 0.025, 0.05)) for (method in c("equalAlpha", "fullAlpha")) for (futile in c(FALSE, TRUE)) {
  a0 <- if (futile) sort(round(runif(k - 1, 0.3, 0.9), 2)) else rep(1, k - 1)
  # rpact finds no fullAlpha design with futility limits for some requests.
  d <- tryCatch(suppressWarnings(getDesignFisher(kMax = k, alpha = alpha, method = method, alpha0Vec = a0, bindingFutility = TRUE)), error = function(e) NULL)
  if (is.null(d)) next
  fisher[[length(fisher) + 1]] <- list(stages = k, alpha = alpha, method = method, alpha0 = I(a0), criticalValues = d$criticalValues, alphaSpent = d$alphaSpent)
}
# Inverse normal analyses of means.
analyses <- list()
for (case in 1:12) {
  k <- sample(2:4, 1)
  type <- sample(c("asOF", "asP", "WT"), 1)
  seen <- sample(seq_len(k), 1)
  design <- if (type == "WT") getDesignInverseNormal(kMax = k, alpha = 0.025, typeOfDesign = "WT", deltaWT = 0.25) else getDesignInverseNormal(kMax = k, alpha = 0.025, typeOfDesign = type)
  n1 <- sample(10:40, seen, TRUE); n2 <- sample(10:40, seen, TRUE)
  m1 <- round(rnorm(seen, 1.5, 0.3), 2); m2 <- round(rnorm(seen, 1, 0.3), 2)
  s1 <- round(runif(seen, 0.8, 1.5), 2); s2 <- round(runif(seen, 0.8, 1.5), 2)
  data <- getDataset(n1 = n1, n2 = n2, means1 = m1, means2 = m2, stDevs1 = s1, stDevs2 = s2)
  r <- getAnalysisResults(design, data, stage = seen)
  analyses[[case]] <- list(stages = k, type = type, n1 = I(n1), n2 = I(n2), means1 = I(m1), means2 = I(m2), sd1 = I(s1), sd2 = I(s2),
    p = I(r$.stageResults$pValues[seq_len(seen)]), z = I(r$.stageResults$combInverseNormal[seq_len(seen)]),
    lower = I(r$repeatedConfidenceIntervalLowerBounds[seq_len(seen)]), upper = I(r$repeatedConfidenceIntervalUpperBounds[seq_len(seen)]),
    repeated = I(r$repeatedPValues[seq_len(seen)]))
}
# Conditional rejection probabilities of group-sequential plans.
crp <- list()
for (case in 1:10) {
  k <- sample(2:4, 1); z <- round(runif(1, -0.5, 2), 3); type <- sample(c("asOF", "asP"), 1)
  d <- getDesignGroupSequential(kMax = k, alpha = 0.025, typeOfDesign = type)
  n <- 50
  data <- getDataset(n1 = n, n2 = n, means1 = z * sqrt(2 / n), means2 = 0, stDevs1 = 1, stDevs2 = 1)
  r <- getAnalysisResults(d, data, stage = 1, normalApproximation = TRUE)
  crp[[case]] <- list(stages = k, type = type, z = z, value = r$conditionalRejectionProbabilities[1])
}
cat(toJSON(list(generator = "generate.R", versions = list(R = as.character(getRversion()), rpact = as.character(packageVersion("rpact"))), fisher = fisher, analyses = analyses, conditionalErrors = crp), auto_unbox = TRUE, digits = 14))
