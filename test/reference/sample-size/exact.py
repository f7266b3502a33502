"""Unconditional exact tests and t-test sizes by scipy and mpmath. Run: python3 exact.py (writes exact.json beside it).
p-values are maximised here on a grid of 20,001 rates with scipy's binomial law, since scipy's own optimiser stops early."""
import json, random, sys
import numpy as np, scipy
from scipy.stats import hypergeom, binom
import mpmath as mp

random.seed(20260827)
rates = np.sin(np.linspace(0, np.pi / 2, 20001)) ** 2

def statistic(n1, n0, test):
    x1, x0 = np.meshgrid(np.arange(n1 + 1), np.arange(n0 + 1), indexing="ij")
    if test == "boschloo": return hypergeom.sf(x1 - 1, n1 + n0, x1 + x0, n1)
    p = (x1 + x0) / (n1 + n0); v = p * (1 - p) * (1 / n1 + 1 / n0)
    return np.where(v > 0, (x0 / n0 - x1 / n1) / np.sqrt(np.where(v > 0, v, 1)), 0)

def size(region, n1, n0):
    total = np.zeros_like(rates)
    for x0 in range(n0 + 1):
        hit = np.flatnonzero(region[:, x0])
        if len(hit): total += binom.pmf(x0, n0, rates) * binom.sf(hit[0] - 1, n1, rates)
    return float(total.max())

tables = []
for _ in range(40):
    n1, n0 = random.randint(4, 40), random.randint(4, 40)
    x1, x0 = random.randint(0, n1), random.randint(0, n0)
    row = {"x1": x1, "n1": n1, "x0": x0, "n0": n0}
    for test in ("boschloo", "zPooled"):
        s = statistic(n1, n0, test); row[test] = size(s <= s[x1, x0] + 1e-10 * abs(s[x1, x0]), n1, n0)
    tables.append(row)

powers = []
for n1, n0, p1, p0, a in [(20, 20, .6, .2, .025), (30, 15, .5, .15, .05), (60, 60, .35, .15, .025), (12, 40, .7, .4, .025), (25, 25, .9, .6, .05), (8, 8, .9, .2, .025)]:
    row = {"n1": n1, "n0": n0, "p1": p1, "p0": p0, "alpha": a}
    for test in ("boschloo", "zPooled"):
        s = statistic(n1, n0, test); values = sorted({round(v, 12) for v in s.ravel()}); lo, hi = -1, len(values) - 1
        while lo < hi:
            m = (lo + hi + 1) // 2
            if size(s <= values[m] + 1e-10, n1, n0) <= a: lo = m
            else: hi = m - 1
        region = s <= values[lo] + 1e-10
        w = np.outer(binom.pmf(np.arange(n1 + 1), n1, p1), binom.pmf(np.arange(n0 + 1), n0, p0))
        row[test] = float(w[region].sum()); row[test + "Size"] = size(region, n1, n0)
    powers.append(row)

mp.mp.dps = 25
def t_size(delta, sd, a, power, r):
    """Control patients; scipy's non-central t errs by 1e-9, so mpmath integrates over the estimated standard deviation."""
    a, power, r, effect = mp.mpf(str(a)), mp.mpf(str(power)), mp.mpf(r), mp.mpf(str(delta)) / mp.mpf(str(sd))
    def excess(n):
        df = n * (1 + r) - 2; shift = effect / mp.sqrt(1 / n + 1 / (n * r))
        q = mp.findroot(lambda t: mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2 - a, 2)
        c = mp.log(2) + df / 2 * mp.log(df / 2) - mp.loggamma(df / 2)
        return mp.quad(lambda s: mp.exp(c + (df - 1) * mp.log(s) - df * s * s / 2) * mp.ncdf(shift - q * s), mp.linspace(mp.mpf("0.001"), 4, 40)) - power
    start = (1 + 1 / r) * ((mp.sqrt(2) * (mp.erfinv(1 - 2 * a) + mp.erfinv(2 * power - 1))) / effect) ** 2 + 1
    return float(mp.findroot(excess, (start, start + mp.mpf("0.3")), solver="secant", tol=1e-30))
means = [dict(difference=d, sd=s, alpha=a, power=w, ratio=r, control=t_size(d, s, a, w, r)) for d, s, a, w, r in
         [(1, 2, .025, .8, 1), (.5, 1, .025, .9, 2), (1, 1, .025, .9, 1), (1, 1, .05, .9, 1), (.8, 1.1, .005, .95, .5), (1.4, 1, .05, .7, 1)]]
json.dump({"tool": f"scipy {scipy.__version__}, mpmath {mp.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}", "tables": tables, "powers": powers, "means": means}, open("exact.json", "w"))
