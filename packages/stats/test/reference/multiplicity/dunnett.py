"""Many-to-one tail probabilities from their definition, small and large: normal by mpmath, t in doubles; and critical values of equal arms.
Run: python3 dunnett.py (about two minutes); writes dunnett-mpmath.json beside this file."""
import json, os
import numpy as np
import scipy
from scipy.special import gammaln, ndtr
from mpmath import mp, mpf, quad, sqrt, npdf, log, erfc, findroot, __version__

mp.dps = 20
sf = lambda x: erfc(x / sqrt(mpf(2))) / 2


def normal_union(limits, n0, n, sided):
    """1 - P(all within), as the integral over the control's deviate of the chance that some arm is beyond."""
    lam = [sqrt(mpf(a) / (a + n0)) for a in n]
    rest = [sqrt(mpf(n0) / (a + n0)) for a in n]

    def f(z):
        within, beyond = mpf(1), mpf(0)
        for c, l, r in zip(limits, lam, rest):
            out = sf((c - l * z) / r)
            if sided == 2:
                out += sf((c + l * z) / r)
            beyond += within * out
            within *= 1 - out
        return npdf(z) * beyond

    m = max(mpf(0), max(limits))
    size = sf(m)  # the quadrature's tolerance is absolute
    centre = max(lam) * m
    ends = [-14 - (centre if sided == 2 else 0)] + [-6, -2, 2, 6] + [centre + d for d in (8, 16)]
    for l, r in zip(lam, rest):
        for d in (-3, 0, 3):
            ends += [l * m + d * r] + ([-l * m + d * r] if sided == 2 else [])
    if sided == 2:
        ends = [mpf(0)] + [e for e in ends if e > 0]
    ends = sorted(set(e for e in ends if e >= ends[0] and e <= centre + 16))
    return (2 if sided == 2 else 1) * size * quad(lambda z: f(z) / size, ends, maxdegree=6)


def t_union(c, n0, n, sided, df):
    """The same over the scale of the variance, in doubles: Gauss-Legendre with 400 by 1200 nodes."""
    lam = np.sqrt(np.array(n) / (np.array(n) + n0))
    rest = np.sqrt(n0 / (np.array(n) + n0))
    x, w = np.polynomial.legendre.leggauss(400)
    centre = -0.5 * np.log1p(max(c, 0.0) ** 2 / df)
    low, high = centre - min(12 / np.sqrt(2 * df) + 50 / df, 60), centre + 10 / np.sqrt(2 * df)
    u = (low + high) / 2 + (high - low) / 2 * x
    logdens = np.log(2) + df / 2 * np.log(df / 2) - gammaln(df / 2) + df * u - df * np.exp(2 * u) / 2
    z, v = np.polynomial.legendre.leggauss(1200)
    total = 0.0
    for ui, wi, di in zip(u, w, logdens):
        top = min(c * np.exp(ui), 45.0)
        a, b = (-10 - (top if sided == 2 else 0), 10 + max(top, 0))
        zz = (a + b) / 2 + (b - a) / 2 * z
        within = np.zeros_like(zz)
        for l, r in zip(lam, rest):
            out = ndtr(-(c * np.exp(ui) - l * zz) / r) + (ndtr(-(c * np.exp(ui) + l * zz) / r) if sided == 2 else 0)
            within += np.log1p(-np.minimum(out, 1 - 1e-16))
        total += wi * np.exp(di) * np.sum(v * np.exp(-zz * zz / 2) * -np.expm1(within)) * (b - a) / 2 / np.sqrt(2 * np.pi)
    return total * (high - low) / 2


tails = []
for n0, n in ((30, [30, 30]), (20, [10, 25, 40]), (50, [8, 8, 8, 120]), (5, [100, 90, 80, 70, 60])):
    for sided in (1, 2):
        for c in (0.3, 2.2, 6, 12, 25):
            tails.append(dict(n=dict(control=n0, arms=n), df=0, t=c, sided=sided, p=mp.nstr(normal_union([mpf(c)] * len(n), n0, n, sided), 20)))
    tails.append(dict(n=dict(control=n0, arms=n), df=0, t=-0.8, sided=1, p=mp.nstr(normal_union([mpf(-0.8)] * len(n), n0, n, 1), 20)))
for n0, n, sided, df, c in ((30, [30, 30], 1, 5, 2.5), (30, [30, 30], 2, 12, 9), (20, [10, 25, 40], 1, 30, 6), (20, [10, 25, 40], 2, 3, 40), (9, [4, 6], 2, 1, 3), (9, [4, 6, 30], 1, 200, 8), (12, [12, 12], 1, 10, -0.5)):
    tails.append(dict(n=dict(control=n0, arms=n), df=df, t=c, sided=sided, p=t_union(c, n0, n, sided, df)))
critical = []
for alpha in ("0.025", "0.05"):
    for k in (2, 3, 4, 5):
        root = findroot(lambda c: log(normal_union([c] * k, 1, [1] * k, 1) / mpf(alpha)), (mpf(2), mpf("2.4")), tol=1e-20)
        critical.append(dict(alpha=float(alpha), k=k, value=mp.nstr(root, 18)))
here = os.path.dirname(os.path.abspath(__file__))
out = dict(tool="mpmath " + __version__ + "; t by numpy " + np.__version__ + " and scipy " + scipy.__version__, generator="dunnett.py", tails=tails, critical=critical)
for row in tails:
    row["p"] = float(row["p"])
for row in critical:
    row["value"] = float(row["value"])
json.dump(out, open(os.path.join(here, "dunnett-mpmath.json"), "w"), indent=0)
