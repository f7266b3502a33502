# NPMLE of interval-censored times by plain EM over all gaps between ends (no reduction to innermost intervals), and log-rank scores
# [S(L) g(L) - S(R) g(R)] / (S(L) - S(R)) with the permutation variance, from the definition. Gaps are merged where only one of them
# can hold mass, which EM shows by letting the others vanish. Run: Rscript interval-log-rank.R; writes interval-log-rank.json.
suppressMessages(library(jsonlite))
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))
# Finkelstein and Wolfe 1985, as CRAN's Icens (data/cosmesis.tab) and the sample library of SAS (ICLFTEX2) hold it.
cosmesis <- list(l = c(45,6,0,46,46,7,17,7,37,0,4,15,11,22,46,46,25,46,26,46,27,36,46,36,37,40,17,46,11,38,5,37,0,18,24,36,5,19,17,24,32,33,19,37,34,36,8,0,30,0,5,13,24,12,10,17,11,8,17,33,4,24,31,11,16,13,14,13,19,4,11,34,34,16,13,30,18,16,18,17,35,16,32,15,35,23,11,21,44,22,11,14,10,48),
  r = c(Inf,10,7,Inf,Inf,16,Inf,14,44,8,11,Inf,15,Inf,Inf,Inf,37,Inf,40,Inf,34,44,Inf,48,Inf,Inf,25,Inf,18,Inf,12,Inf,5,Inf,Inf,Inf,11,35,25,Inf,Inf,Inf,26,Inf,Inf,Inf,12,5,34,22,8,Inf,31,20,17,27,Inf,21,23,40,9,30,Inf,Inf,24,39,19,Inf,32,8,13,Inf,Inf,20,Inf,36,25,24,24,26,Inf,60,Inf,22,39,Inf,17,Inf,48,32,20,17,35,Inf), g = rep(0:1, c(46, 48)))
l <- cosmesis$l; r <- cosmesis$r; g <- cosmesis$g
ends <- sort(unique(c(0, l, r))); lo <- head(ends, -1); hi <- tail(ends, -1); n <- length(l)
A <- outer(l, lo, "<=") & outer(r, hi, ">="); p <- rep(1 / length(lo), length(lo))
for (i in 1:200000) { q <- p * colSums(A / as.vector(A %*% p)) / n; d <- max(abs(q - p)); p <- q; if (d < 1e-15) break }
S <- c(1, 1 - cumsum(p)); S[S < 1e-12] <- 0
at <- function(x) match(x, ends)
H <- c(0, cumsum(ifelse(head(S, -1) > 0, p / head(S, -1), 0)))
score <- function(kind) {
  G <- if (kind == "sun") -H else log(S); SG <- ifelse(S == 0, 0, S * G)
  u <- (SG[at(l)] - SG[at(r)]) / (S[at(l)] - S[at(r)]); u <- u - mean(u)
  s <- tapply(u, g, sum); m <- table(g); c(s, sum(s^2 / m) / (sum(u^2) / (n - 1)))
}
k <- p > 1e-9
out <- list(tool = paste0("R ", getRversion()), generator = "interval-log-rank.R", masses = unname(lapply(which(k), function(j) c(lo[j], if (is.finite(hi[j])) hi[j] else -1, p[j]))),
  logLikelihood = sum(log(A %*% p)), scores = list(sun = unname(score("sun")), finkelstein = unname(score("finkelstein"))))
write(toJSON(out, digits = I(17), auto_unbox = TRUE), file.path(here, "interval-log-rank.json"))
