"""Posterior of the binomial-normal model on a fine grid of (mu, tau), Gauss-Hermite quadrature with 60 nodes inside: an independent check.

Run: python3 test/reference/meta-analysis/bayes.py > test/reference/meta-analysis/bayes.json
"""
import json
import numpy, scipy
import numpy as np
from scipy.special import roots_hermitenorm, expit
from scipy.stats import norm

z, w = roots_hermitenorm(60)
w = w / w.sum()
SETS = {
    # Ankylosing spondylitis, Baeten et al. 2013, as in RBesT
    "spondylitis": dict(x=[23, 12, 19, 9, 39, 6, 9, 10], n=[107, 44, 51, 39, 139, 20, 78, 35], sd=2.0, scale=1.0, top=5.0, low=-4.0, high=1.5),
    "allZero": dict(x=[0, 0, 0], n=[10, 12, 8], sd=2.0, scale=0.5, top=2.5, low=-12.0, high=2.0),
    "restoration": dict(x=[12, 6, 6, 5, 7, 20, 6, 11, 22, 19], n=[20, 10, 10, 6, 20, 21, 10, 28, 25, 33], sd=2.0, scale=1.0, top=5.0, low=-2.5, high=4.0),
}

def run(s):
    tau = (np.arange(1250) + 0.5) * (s["top"] / 1250)
    mu = np.arange(s["low"], s["high"], 0.01)
    eta = mu[None, :, None] + tau[:, None, None] * z[None, None, :]
    lp = np.zeros((len(tau), len(mu)))
    for x, n in zip(s["x"], s["n"]):
        for i in range(len(tau)):
            e = eta[i]
            ll = x * e - n * np.logaddexp(0, e)
            m = ll.max(1)
            lp[i] += m + np.log((np.exp(ll - m[:, None]) * w).sum(1))
    lp += norm.logpdf(mu, 0, s["sd"])[None, :] + norm.logpdf(tau, 0, s["scale"])[:, None]
    p = np.exp(lp - lp.max())
    p /= p.sum()
    pt, pm = p.sum(1), p.sum(0)
    ft, fm = np.cumsum(pt), np.cumsum(pm)
    qt = lambda a: float(np.interp(a, ft, tau + s["top"] / 2500))
    qm = lambda a: float(np.interp(a, fm, mu + 0.005))
    new1 = sum((p[i] * (expit(eta[i]) * w).sum(1)).sum() for i in range(len(tau)))
    new2 = sum((p[i] * (expit(eta[i]) ** 2 * w).sum(1)).sum() for i in range(len(tau)))
    def newcdf(x):
        return sum((p[i] * norm.cdf((x - mu) / tau[i])).sum() for i in range(len(tau)))
    xs = np.linspace(s["low"] - 4, s["high"] + 4, 400)
    fx = np.array([newcdf(x) for x in xs])
    qn = lambda a: float(expit(np.interp(a, fx, xs)))
    mt = float((pt * tau).sum())
    return dict(events=s["x"], n=s["n"], sd=s["sd"], scale=s["scale"],
        tau=dict(mean=mt, sd=float(np.sqrt((pt * tau**2).sum() - mt**2)), quantiles=[qt(a) for a in (0.025, 0.5, 0.975)]),
        rate=dict(mean=float((pm * expit(mu)).sum()), quantiles=[float(expit(qm(a))) for a in (0.025, 0.5, 0.975)]),
        newStudy=dict(mean=float(new1), sd=float(np.sqrt(new2 - new1**2)), quantiles=[qn(a) for a in (0.025, 0.5, 0.975)]))

print(json.dumps(dict(source="own numpy and scipy program", versions=dict(numpy=numpy.__version__, scipy=scipy.__version__),
    generator="test/reference/meta-analysis/bayes.py", sets={k: run(s) for k, s in SETS.items()}), indent=1))
