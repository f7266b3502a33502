"""Mixture priors by brute force: sizes by mpmath quadrature with numerical derivatives, updates and conflicts from scipy's laws.

Run: python3 test/reference/meta-analysis/mixture-priors.py > test/reference/meta-analysis/mixture-priors.json
"""
import json
import mpmath as mp
import numpy as np
import scipy.optimize
from scipy import stats
from scipy.integrate import quad

mp.mp.dps = 30


def pdf(family, p, q, x):
    if family == "beta":
        return x ** (p - 1) * (1 - x) ** (q - 1) / mp.beta(p, q)
    if family == "normal":
        return mp.npdf(x, p, q)
    return q**p * x ** (p - 1) * mp.exp(-q * x) / mp.gamma(p)


MIXTURES = {
    "robustBeta": ("beta", [(0.2, 1, 1), (0.8, 10, 2)]),
    "twoBetas": ("beta", [(0.5, 11, 32), (0.5, 3, 4.5)]),
    "normals": ("normal", [(0.5, 0, 2), (0.5, 3, 4)]),
    "apart": ("normal", [(0.7, -1, 0.3), (0.3, 4, 2)]),
    "gammas": ("gamma", [(0.3, 2, 4), (0.7, 20, 30)]),
    "oneGamma": ("gamma", [(1, 5, 7)]),
}
SIGMA = 10
SEEN = {
    "beta": [dict(kind="binomial", events=3, n=10), dict(kind="binomial", events=0, n=25)],
    "normal": [dict(kind="normal", mean=9, standardError=1), dict(kind="normal", mean=1.5, standardError=0.4)],
    "gamma": [dict(kind="poisson", events=9, exposure=4), dict(kind="poisson", events=0, exposure=10)],
}


def sizes(family, comps):
    f = lambda x: sum(w * pdf(family, mp.mpf(p), mp.mpf(q), x) for w, p, q in comps)
    def information(x):
        h = mp.mpf(10) ** -8 * (min(x, 1 - x) if family == "beta" else x if family == "gamma" else 1)
        a, b, c = mp.log(f(x - h)), mp.log(f(x)), mp.log(f(x + h))
        return -(a - 2 * b + c) / h**2
    if family == "beta":
        ends, unit = [mp.mpf(10) ** -12, 0.02, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97, 1 - mp.mpf(10) ** -12], lambda x: x * (1 - x)
        mean = sum(w * mp.mpf(p) / (p + q) for w, p, q in comps)
        second = sum(w * mp.mpf(p) * (p + 1) / ((p + q) * (p + q + 1)) for w, p, q in comps)
        moment = mean * (1 - mean) / (second - mean**2) - 1
        morita = (information(mean) + 1 / mean**2 + 1 / (1 - mean) ** 2) * mean * (1 - mean)
    elif family == "normal":
        low, high = min(p - 12 * q for _, p, q in comps), max(p + 12 * q for _, p, q in comps)
        ends, unit = [mp.mpf(low) + (high - low) * mp.mpf(i) / 60 for i in range(61)], lambda x: mp.mpf(SIGMA) ** 2
        mean = sum(w * mp.mpf(p) for w, p, q in comps)
        second = sum(w * (mp.mpf(p) ** 2 + mp.mpf(q) ** 2) for w, p, q in comps)
        moment = SIGMA**2 / (second - mean**2)
        morita = information(mean) * SIGMA**2
    else:
        ends, unit = [mp.mpf(10) ** -10, 0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 8, 15], lambda x: x
        mean = sum(w * mp.mpf(p) / q for w, p, q in comps)
        second = sum(w * mp.mpf(p) * (p + 1) / mp.mpf(q) ** 2 for w, p, q in comps)
        moment = mean / (second - mean**2)
        morita = information(mean) * mean + 1 / mean
    elir = mp.quad(lambda x: f(x) * information(x) * unit(x), ends, maxdegree=5)
    return dict(ELIR=float(elir), moment=float(moment), morita=float(morita))


def integral(values, grid):
    return values.sum() * (grid[1] - grid[0])


def law(family, p, q):
    return {"beta": lambda: stats.beta(p, q), "normal": lambda: stats.norm(p, q), "gamma": lambda: stats.gamma(p, scale=1 / q)}[family]()


def likelihood(data, theta):
    if data["kind"] == "binomial":
        return stats.binom.pmf(data["events"], data["n"], theta)
    if data["kind"] == "normal":
        return stats.norm.pdf(data["mean"], theta, data["standardError"])
    return stats.poisson.pmf(data["events"], theta * data["exposure"])


def evidence(family, p, q, data):
    """The likelihood integrated over the component, numerically."""
    d = law(family, p, q)
    if family == "normal":
        grid = np.linspace(p - 14 * q, p + 14 * q, 200001)
        return integral(d.pdf(grid) * likelihood(data, grid), grid)
    low, high = (0, 1) if family == "beta" else (0, d.isf(1e-18))
    return quad(lambda x: d.pdf(x) * likelihood(data, x), low, high, epsabs=1e-15, epsrel=1e-12, limit=400)[0]


def conflict(family, comps, data):
    ev = lambda y: sum(w * evidence(family, p, q, y) for w, p, q in comps)
    own = ev(data)
    if family == "normal":
        s = [(w, p, np.hypot(q, data["standardError"])) for w, p, q in comps]
        grid = np.linspace(-60, 60, 2400001)
        d = sum(w * stats.norm.pdf(grid, p, q) for w, p, q in s)
        at = sum(w * stats.norm.pdf(data["mean"], p, q) for w, p, q in s)
        below = sum(w * stats.norm.cdf(data["mean"], p, q) for w, p, q in s)
        return dict(box=float(integral(np.where(d <= at, d, 0), grid)), tail=float(2 * min(below, 1 - below)))
    last = data["n"] if family == "beta" else 120
    probabilities = np.array([ev({**data, "events": y}) for y in range(last + 1)])
    tails = probabilities[: data["events"] + 1].sum(), 1 - probabilities[: data["events"]].sum()
    return dict(box=float(probabilities[probabilities <= own * (1 + 1e-9)].sum()), tail=float(min(1, 2 * min(tails))))


out = []
for name, (family, comps) in MIXTURES.items():
    updates = []
    for data in SEEN[family]:
        each = [w * evidence(family, p, q, data) for w, p, q in comps]
        updates.append(dict(data=data, logEvidence=float(np.log(sum(each))), weights=[float(e / sum(each)) for e in each], **conflict(family, comps, data)))
    cdf = lambda x: sum(w * law(family, p, q).cdf(x) for w, p, q in comps)
    quantiles = []
    for pr in (0.025, 0.5, 0.975):
        ends = [law(family, p, q).ppf(pr) for _, p, q in comps]
        quantiles.append(float(scipy.optimize.brentq(lambda x: cdf(x) - pr, min(ends) - 1e-9, max(ends) + 1e-9, xtol=1e-14)))
    out.append(dict(name=name, family=family, components=comps, sigma=SIGMA, sizes=sizes(family, comps), updates=updates, quantiles=quantiles))
print(json.dumps(dict(source="own mpmath and scipy program", versions=dict(mpmath=mp.__version__, scipy=scipy.__version__),
    generator="test/reference/meta-analysis/mixture-priors.py", mixtures=out), indent=1))
