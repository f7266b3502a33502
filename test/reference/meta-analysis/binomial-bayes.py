"""Posteriors of the binomial-normal model with studies at 0 and 100 %: Gauss-Legendre panels in log(tau), trapezoidal rules in mu and in the
random effect, in numpy; the likelihood of three points is checked against mpmath at 25 digits.
Run: python3 test/reference/meta-analysis/binomial-bayes.py > test/reference/meta-analysis/binomial-bayes.json
"""
import json
import mpmath as mp
import numpy as np
from scipy.special import expit
from scipy.stats import lognorm

PI = np.pi
DATA = {
    "ends": dict(x=[0, 8, 3, 6], n=[10, 8, 9, 12]),
    "one": dict(x=[3], n=[10]),
    "full": dict(x=[5, 7], n=[5, 7]),
}
NORMAL2 = dict(kind="normal", mean=0, sd=2)
CASES = [
    ("ends", NORMAL2, dict(kind="halfNormal", scale=1), 11),
    ("ends", NORMAL2, dict(kind="logNormal", meanLog=-1, sdLog=0.5), 60),
    ("ends", dict(kind="flat"), dict(kind="uniform", upper=4), 4),
    ("ends", NORMAL2, dict(kind="exponential", rate=3), 14),
    ("one", NORMAL2, dict(kind="uniform", upper=2), 2),
    ("full", NORMAL2, dict(kind="halfNormal", scale=0.5), 6),
]


def prior(p, t):
    k = p["kind"]
    if k == "halfNormal":
        return np.sqrt(2 / PI) / p["scale"] * np.exp(-0.5 * (t / p["scale"]) ** 2)
    if k == "logNormal":
        return lognorm.pdf(t, p["sdLog"], scale=np.exp(p["meanLog"]))
    if k == "uniform":
        return np.full_like(t, 1 / p["upper"])
    if k == "exponential":
        return p["rate"] * np.exp(-p["rate"] * t)


def marginal(x, n, mu, t):
    """Relative log-likelihood of all studies for a column of mu."""
    h = min(0.25, 0.12 / t)
    z = np.arange(-round(9.5 / h), round(9.5 / h) + 1) * h
    w = np.exp(-0.5 * z * z) * h / np.sqrt(2 * PI)
    eta = mu[:, None] + t * z[None, :]
    soft = np.logaddexp(0, eta)
    total = np.zeros(len(mu))
    for a, b in zip(x, n):
        own = (a * np.log(a / b) if a else 0) + ((b - a) * np.log(1 - a / b) if b > a else 0)
        total += np.log(np.exp(a * eta - b * soft - own) @ w)
    rate = expit(eta)
    return total, rate @ w, rate**2 @ w


def check(x, n):
    mp.mp.dps = 25
    for mu, t in ((0.3, 0.7), (-1.5, 2.5), (2, 0.05)):
        exact = mp.mpf(0)
        for a, b in zip(x, n):
            own = (mp.mpf(a) / b) ** a * (1 - mp.mpf(a) / b) ** (b - a)
            f = lambda z: mp.npdf(z) * (1 / (1 + mp.exp(-(mu + t * z)))) ** a * (1 / (1 + mp.exp(mu + t * z))) ** (b - a) / own
            exact += mp.log(mp.quad(f, range(-12, 13)))
        assert abs(marginal(x, n, np.array([mu]), t)[0][0] - float(exact)) < 1e-12


def run(name, mean, tau, top):
    x, n = DATA[name]["x"], DATA[name]["n"]
    check(x, n)
    mu = np.arange(-24, 24.0001, 0.06)
    g, w = np.polynomial.legendre.leggauss(10)
    rows = []
    right = np.log(top)
    while right > -24:
        for a, b in zip(g, w):
            s = right - 0.25 + a * 0.25
            t = np.exp(s)
            value, m1, m2 = marginal(x, n, mu, t)
            if mean["kind"] == "normal":
                value = value - 0.5 * ((mu - mean["mean"]) / mean["sd"]) ** 2 - np.log(mean["sd"] * np.sqrt(2 * PI))
            masses = np.exp(value) * 0.06 * prior(tau, np.array([t]))[0] * t * b * 0.25
            rows.append((t, masses, (masses * m1).sum(), (masses * m2).sum()))
        right -= 0.5
    total = sum(r[1].sum() for r in rows)
    t = np.array([r[0] for r in rows])
    by = np.array([r[1] for r in rows]) / total
    byTau = by.sum(1)
    byMu = by.sum(0)
    f = float
    mean1, mean2 = (byMu * mu).sum(), (byMu * mu**2).sum()
    new1, new2 = sum(r[2] for r in rows) / total, sum(r[3] for r in rows) / total
    tau1, tau2 = (byTau * t).sum(), (byTau * t**2).sum()
    at = 0.5 + np.log(sum(x) + 0.5) - np.log(sum(n) - sum(x) + 0.5)
    # the density of mu at a lattice point
    j = int(np.argmin(np.abs(mu - at)))
    out = dict(set=name, events=x, n=n, mean=mean, tau=tau,
        logEvidence=f(np.log(total)),
        posterior=dict(logit=dict(mean=f(mean1), sd=f(np.sqrt(mean2 - mean1**2)), at=f(mu[j]), density=f(byMu[j] / 0.06)),
            tau=dict(mean=f(tau1), sd=f(np.sqrt(tau2 - tau1**2))),
            newStudy=dict(mean=f(new1), sd=f(np.sqrt(new2 - new1**2)))))
    if mean["kind"] == "flat":
        del out["logEvidence"]
    return out


print(json.dumps(dict(source="own numpy program, checked by mpmath", versions=dict(numpy=np.__version__, mpmath=mp.__version__),
    generator="test/reference/meta-analysis/binomial-bayes.py", cases=[run(*c) for c in CASES]), indent=1))
