# Reference values of win statistics and one-sample log-rank tests. Win statistics are the published definitions on the full matrix of
# pairs (outer), a different way of computing from ours; one-sample tests are survival's survdiff and stats' poisson.test.
# Run: Rscript wins.R; writes wins.json beside this file.
suppressMessages({library(survival); library(jsonlite)})
here <- dirname(normalizePath(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)[1])))

pairs_of <- function(endpoints, a, b) {
  out <- matrix(0, length(a), length(b))
  for (e in endpoints) {
    h <- if (e$kind == "value") sign(outer(e$values[a], e$values[b], "-")) * (if (e$better == "higher") 1 else -1) else {
      ta <- e$times[a]; tb <- e$times[b]; ea <- e$events[a]; eb <- e$events[b]
      (outer(ta, tb, ">") * rep(eb, each = length(a)) - outer(ta, tb, "<") * rep(ea, times = length(b))) * (if (e$better == "later") 1 else -1)
    }
    out <- ifelse(out == 0, h, out)
  }
  out
}
wins <- function(endpoints, group, stratum, kind) {
  parts <- lapply(sort(unique(stratum)), function(s) {
    a <- which(stratum == s & group == 1); b <- which(stratum == s & group == 0)
    h <- pairs_of(endpoints, a, b); w <- h == 1; l <- h == -1; m <- length(a); n <- length(b)
    v <- cov(cbind(rowMeans(w), rowMeans(l))) / m + cov(cbind(colMeans(w), colMeans(l))) / n
    list(p = c(mean(w), mean(l)), v = v, weight = switch(kind, mantelHaenszel = m * n / (m + n), size = m + n, equal = 1), counts = c(sum(w), sum(l), sum(h == 0)))
  })
  o <- sapply(parts, `[[`, "weight"); o <- o / sum(o)
  p <- Reduce(`+`, Map(function(x, w) x$p * w, parts, o)); v <- Reduce(`+`, Map(function(x, w) x$v * w^2, parts, o))
  nb <- sqrt(v[1, 1] + v[2, 2] - 2 * v[1, 2]); theta <- 0.5 + (p[1] - p[2]) / 2
  list(kind = kind, counts = Reduce(`+`, lapply(parts, `[[`, "counts")), winRatio = c(p[1] / p[2], sqrt(v[1, 1] / p[1]^2 + v[2, 2] / p[2]^2 - 2 * v[1, 2] / p[1] / p[2])),
    netBenefit = c(p[1] - p[2], nb), winOdds = c(theta / (1 - theta), nb / 2 / theta / (1 - theta)))
}
set <- function(name, endpoints, group, stratum) {
  list(name = name, endpoints = endpoints, groups = as.integer(group), strata = as.integer(stratum), plain = wins(endpoints, group, rep(1, length(group)), "mantelHaenszel"),
    stratified = lapply(c("mantelHaenszel", "size", "equal"), function(k) wins(endpoints, group, stratum, k)))
}
wide <- merge(colon[colon$etype == 2, c("id", "rx", "time", "status", "sex", "nodes")], colon[colon$etype == 1, c("id", "time", "status")], by = "id")
wide <- wide[wide$rx != "Lev" & !is.na(wide$nodes), ]
l <- lung[complete.cases(lung[, c("time", "status", "sex", "ph.ecog", "ph.karno")]) & lung$ph.ecog < 3, ]
sets <- list(
  set("colon: death, recurrence, nodes", list(list(kind = "time", times = wide$time.x, events = as.integer(wide$status.x), better = "later"),
    list(kind = "time", times = wide$time.y, events = as.integer(wide$status.y), better = "later"), list(kind = "value", values = wide$nodes, better = "lower")),
    wide$rx == "Lev+5FU", wide$sex),
  set("lung: death, karno", list(list(kind = "time", times = l$time, events = as.integer(l$status == 2), better = "later"), list(kind = "value", values = l$ph.karno, better = "higher")), l$sex == 2, l$ph.ecog),
  set("veteran: time of death sooner", list(list(kind = "time", times = veteran$time, events = veteran$status, better = "earlier")), veteran$trt == 2, as.integer(veteran$celltype)))

one <- function(name, time, event, hazard) {
  s <- survdiff(Surv(time, event) ~ offset(exp(-hazard))); ci <- poisson.test(sum(event), sum(hazard))$conf.int
  list(name = name, times = time, events = as.integer(event), hazards = hazard, observed = s$obs, expected = s$exp, chiSquared = s$chisq, ratioInterval = as.numeric(ci))
}
ones <- list(one("lung", lung$time, lung$status == 2, lung$time / 450), one("aml", aml$time, aml$status == 1, (aml$time / 40)^1.3), one("ovarian", ovarian$futime, ovarian$fustat == 1, ovarian$age / 60 * ovarian$futime / 900))
out <- list(tool = paste0("R ", getRversion(), ", survival ", packageVersion("survival")), generator = "wins.R", sets = sets, oneSample = ones)
write(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), file.path(here, "wins.json"))
