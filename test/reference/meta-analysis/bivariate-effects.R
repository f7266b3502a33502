# Run: Rscript test/reference/meta-analysis/bivariate-effects.R > test/reference/meta-analysis/bivariate-effects.json
suppressMessages({library(metafor); library(jsonlite)})
out <- list()
one <- function(name, d, V, method) {
  r <- rma.mv(yi, V, mods=~outcome-1, random=~outcome|trial, struct="UN", data=d, method=method, control=list(optimizer="optim", optmethod="BFGS", reltol=1e-15, maxit=5000))
  list(name=name, method=method, trial=d$trial, outcome=as.character(d$outcome), yi=d$yi, vi=diag(V), cov=sapply(unique(d$trial), function(t){i<-which(d$trial==t); if(length(i)==2) V[i[1],i[2]] else 0}),
    beta=c(r$beta), se=r$se, tau2=r$tau2, rho=r$rho, ll=c(logLik(r)), ci.lb=r$ci.lb, ci.ub=r$ci.ub)
}
d <- dat.berkey1998; d$outcome <- factor(d$outcome, levels=c("PD","AL"))
V <- vcalc(vi=1, cluster=author, rvars=c(v1i, v2i), data=d)
res <- list(one("berkey1998", d, V, "REML"), one("berkey1998", d, V, "ML"))
V0 <- diag(diag(V)); res <- c(res, list(one("berkey1998, independent", d, V0, "REML")))
# two-arm logits: van Houwelingen's BCG trials
b <- dat.colditz1994
long <- rbind(data.frame(trial=b$trial, outcome="first", xi=b$tpos, ni=b$tpos+b$tneg), data.frame(trial=b$trial, outcome="second", xi=b$cpos, ni=b$cpos+b$cneg))
long <- long[order(long$trial, long$outcome),]
long$yi <- log(long$xi/(long$ni-long$xi)); long$vi <- 1/long$xi + 1/(long$ni-long$xi); long$outcome <- factor(long$outcome)
res <- c(res, list(one("bcg", long, diag(long$vi), "ML"), one("bcg", long, diag(long$vi), "REML")))
miss <- long[-c(3, 8, 14, 19),]
res <- c(res, list(one("bcg, outcomes missing", miss, diag(miss$vi), "REML")))
cat(toJSON(list(source="metafor rma.mv, struct = \"UN\"", versions=list(R=as.character(getRversion()), metafor=as.character(packageVersion("metafor"))), generator="test/reference/meta-analysis/bivariate-effects.R", cases=res), digits=15, auto_unbox=TRUE, pretty=1))
