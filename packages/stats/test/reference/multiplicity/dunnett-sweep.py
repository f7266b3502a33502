"""Many-to-one tail probabilities of drawn designs (2 to 8 arms, sizes 1 to 1000, df 1 to 10,000 or normal, up to 25 standard errors) from
their definition, in doubles by Gauss-Legendre pieces around every step of the integrand.
Run: python3 dunnett-sweep.py (half a minute); writes dunnett-sweep.json beside this file."""
import json
import os
import numpy as np
import scipy
from mpmath import mp
from scipy.special import ndtr
mp.dps = 30
rng = np.random.default_rng(7)


def inner(cs, lam, rest, sided):
    # Pieces around every step and every centre.
    top = min(cs, 45.0)
    lo, hi = (-10 - (max(top, 0) if sided == 2 else 0), 10 + max(top, 0))
    marks = [lo, hi, -3, 0, 3]
    for l, r in zip(lam, rest):
        for sg in [1, -1] if sided == 2 else [1]:
            for d in (-9, -3, -1, 0, 1, 3, 9):
                marks += [sg * (cs / l) + d * r / l, sg * l * cs + d * r]
    m = np.unique(np.clip(marks, lo, hi))
    x, w = np.polynomial.legendre.leggauss(16)
    a, b = (m[:-1], m[1:])
    z = ((a + b) / 2)[:, None] + ((b - a) / 2)[:, None] * x
    ww = ((b - a) / 2)[:, None] * w
    z = z.ravel()
    ww = ww.ravel()
    s = np.zeros_like(z)
    for l, r in zip(lam, rest):
        out = ndtr(-(cs - l * z) / r)
        if sided == 2:
            out = out + ndtr(-(cs + l * z) / r)
        s += np.log1p(-np.minimum(out, 1 - 1e-16))
    return np.sum(ww * np.exp(-z * z / 2) * -np.expm1(s)) / np.sqrt(2 * np.pi)


def union(c, n0, n, sided, df):
    n = np.array(n, float)
    lam = np.sqrt(n / (n + n0))
    rest = np.sqrt(n0 / (n + n0))
    if df == 0:
        return inner(c, lam, rest, sided)
    centre = -0.5 * np.log1p(max(c, 0) ** 2 / df)
    wd = 1 / np.sqrt(2 * df)
    edges = np.unique(centre + np.concatenate([-np.array([0, 0.5, 1, 2, 3, 5, 8, 12]) * wd - np.array([0, 0, 0, 0, 0, 0, 2, 50]) / df, np.array([0.5, 1, 2, 3, 5, 8]) * wd]))
    edges = np.unique(np.concatenate([edges, np.linspace(edges[0], edges[-1], 60)]))
    x, w = np.polynomial.legendre.leggauss(14)
    h = mp.mpf(df) / 2
    # Large terms that cancel.
    constant = float(mp.log(2) + h * mp.log(h) - mp.loggamma(h) - h)
    tot = 0.0
    for a, b in zip(edges[:-1], edges[1:]):
        u = (a + b) / 2 + (b - a) / 2 * x
        ld = constant + df * (u - np.expm1(2 * u) / 2)
        tot += (b - a) / 2 * np.sum(w * np.exp(ld) * np.array([inner(c * np.exp(ui), lam, rest, sided) for ui in u]))
    return tot


rows = []
for i in range(150):
    k = int(rng.integers(2, 9))
    n0 = float(np.round(10 ** rng.uniform(0, 3), 1))
    n = [float(np.round(10 ** rng.uniform(0, 3), 1)) for _ in range(k)]
    sided = int(rng.integers(1, 3))
    df = [0, 0, float(np.round(10 ** rng.uniform(0, 4), 1))][int(rng.integers(0, 3))]
    c = float(np.round(rng.uniform(-2 if sided == 1 else 0.05, 4) if rng.random() < 0.6 else rng.uniform(4, 25), 3))
    rows.append(dict(n=dict(control=n0, arms=n), df=df, t=c, sided=sided, p=float(union(c, n0, n, sided, df))))
here = os.path.dirname(os.path.abspath(__file__))
out = dict(tool='numpy ' + np.__version__ + ', scipy ' + scipy.__version__, generator='dunnett-sweep.py', tails=rows)
json.dump(out, open(os.path.join(here, 'dunnett-sweep.json'), 'w'), separators=(',', ':'))
