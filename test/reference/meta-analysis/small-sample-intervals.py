"""Reference values: Biggerstaff-Tweedie and Jackson limits of tau2 by Imhof's integral over eigenvalues; Kenward-Roger variance and degrees of
freedom from the matrix definitions by numerical differentiation (mpmath); Nagashima's prediction limits by numerical integration instead of
draws. Run: python3 test/reference/meta-analysis/small-sample-intervals.py > test/reference/meta-analysis/small-sample-intervals.json"""
import json, math, sys
import mpmath as mp
import numpy as np
import scipy
from scipy import integrate, optimize, stats

def eigen(v, w, tau2):
    A = np.diag(w) - np.outer(w, w) / w.sum()
    r = np.sqrt(v + tau2)
    e = np.linalg.eigvalsh(r[:, None] * A * r[None, :])
    return e[1:]

def cdf(q, lam):
    # Imhof (1961), with the variable changed so that the oscillation of the tail is integrated period by period
    theta = lambda u: 0.5 * np.sum(np.arctan(lam * u)) - 0.5 * q * u
    rho = lambda u: np.exp(0.25 * np.sum(np.log1p((lam * u) ** 2)))
    f = lambda u: math.sin(theta(u)) / (u * rho(u))
    period = 4 * math.pi / q
    total, edge, step = 0.0, 0.0, period / 8
    parts = []
    for i in range(4000):
        part = integrate.quad(f, edge, edge + step, epsabs=1e-14, epsrel=1e-12, limit=200)[0]
        total += part; edge += step; parts.append(total)
        step = min(step * 1.3, period / 2)
        if 1 / (edge * rho(edge)) * step < 1e-12: break
    return 0.5 - total / math.pi

def limits(y, v, w):
    mu = (w * y).sum() / w.sum(); q = (w * (y - mu) ** 2).sum()
    F = lambda t: cdf(q, eigen(v, w, t))
    if F(0) < 0.025: return None
    hi = 1.0
    while F(hi) > 0.02: hi *= 2
    up = optimize.brentq(lambda t: F(t) - 0.025, 0, hi, xtol=1e-13)
    lo = 0.0 if F(0) <= 0.975 else optimize.brentq(lambda t: F(t) - 0.975, 0, hi, xtol=1e-13)
    return [lo, up]

def reml(y, v):
    y = [mp.mpf(x) for x in y]; v = [mp.mpf(x) for x in v]
    def score(t):
        w = [1 / (a + t) for a in v]; s = sum(w); mu = sum(a * b for a, b in zip(w, y)) / s
        return sum((a * (b - mu)) ** 2 for a, b in zip(w, y)) - s + sum(a * a for a in w) / s
    grid = [mp.mpf(0)] + [mp.mpf(10) ** (mp.mpf(i) / 8) for i in range(-40, 24)]
    if score(mp.mpf(0)) <= 0: return mp.mpf(0)
    for a, b in zip(grid, grid[1:]):
        if score(a) > 0 >= score(b): return mp.findroot(score, (a, b), solver="anderson", tol=1e-40)

def kenward_roger(y, v):
    t = reml(y, v); k = len(y); v = [mp.mpf(x) for x in v]
    X = mp.matrix([1] * k)
    V = lambda t: mp.diag([a + t for a in v])
    phi = lambda t: (X.T * V(t) ** -1 * X)[0] ** -1
    inv = lambda t: V(t) ** -1
    step = mp.mpf(10) ** -8
    dInv = (inv(t + step) - inv(t - step)) / (2 * step)  # of V^-1, by differences
    P = (X.T * dInv * X)[0]
    Qm = (X.T * dInv * V(t) * dInv * X)[0]
    proj = inv(t) - inv(t) * X * phi(t) * X.T * inv(t)
    info = sum((proj * proj)[i, i] for i in range(k)) / 2
    W = 1 / info
    adjusted = phi(t) + 2 * phi(t) * W * (Qm - P * phi(t) * P) * phi(t)
    dPhi = (phi(t + step) - phi(t - step)) / (2 * step)
    df = 2 * phi(t) ** 2 / (dPhi ** 2 * W)  # Satterthwaite's, which is Kenward and Roger's for one contrast
    return {"tau2": float(t), "se": float(mp.sqrt(adjusted)), "df": float(df)}

def nagashima(y, v, alpha=0.05):
    w0 = 1 / v; k = len(y); mu = (w0 * y).sum() / w0.sum(); q = (w0 * (y - mu) ** 2).sum()
    F = lambda t: cdf(q, eigen(v, w0, t))
    at_zero = 1 - F(0)
    far = 1.0
    while F(far) > 1e-5: far *= 2
    taus = np.concatenate([np.linspace(0, 0.1, 20), np.geomspace(0.1, math.sqrt(far), 220)[1:]])
    H = np.array([1 - F(s * s) for s in taus])
    def part(x, s):
        w = 1 / (v + s * s); m = (w * y).sum() / w.sum(); e = math.sqrt((w * (y - m) ** 2).sum() / ((k - 1) * w.sum()))
        if s == 0: return stats.t.cdf((x - m) / e, k - 1)
        g = np.linspace(-9, 9, 721)
        return (stats.t.cdf((x - m - s * g) / e, k - 1) * stats.norm.pdf(g)).sum() * (g[1] - g[0])
    def G(x):
        p = np.array([part(x, s) for s in taus])
        return at_zero * part(x, 0.0) + ((p[1:] + p[:-1]) / 2 * np.diff(H)).sum() + p[-1] * (1 - H[-1])
    c = y.mean(); r = 20 * (y.std() + math.sqrt(v.mean()))
    return [optimize.brentq(lambda x: G(x) - p, c - r, c + r, xtol=1e-7) for p in (alpha / 2, 1 - alpha / 2)]

mp.mp.dps = 40
rng = np.random.default_rng(11)
sets = {"bcg": ([-0.8893113339202054, -1.5853886572014306, -1.348073148299693, -1.4415511900213054, -0.2175473222112957, -0.786115585818864, -1.6208982235983924, 0.011952333523841173, -0.4694176487381487, -1.3713448034727846, -0.33935882833839015, 0.4459134005713783, -0.017313948216879493],
    [0.3255847650039614, 0.19458112139814387, 0.41536796536796533, 0.02001003043154624, 0.05121017216963086, 0.0069056184559087575, 0.22301724757231517, 0.003961579297773353, 0.056434210463248966, 0.07302479361302891, 0.01241221397155972, 0.5325058452001528, 0.0714046596839863])}
for i, (k, t) in enumerate([(3, 0.3), (4, 1.0), (5, 0.0), (7, 0.5), (10, 0.2), (16, 0.8)]):
    v = rng.uniform(0.02, 0.8, k); sets["random%d" % (i + 1)] = (list(rng.normal(0.4, np.sqrt(v + t))), list(v))
out = {}
for name, (y, v) in sets.items():
    y, v = np.array(y), np.array(v)
    out[name] = {"y": list(y), "v": list(v), "biggerstaffTweedie": limits(y, v, 1 / v), "jackson": limits(y, v, 1 / np.sqrt(v)), "kenwardRoger": kenward_roger(y, v)}
    if name in ("bcg", "random2", "random4"): out[name]["nagashima"] = nagashima(y, v)
print(json.dumps({"source": "Imhof's integral, matrix definitions and numerical integration", "versions": {"python": sys.version.split()[0], "mpmath": mp.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
    "generator": "test/reference/meta-analysis/small-sample-intervals.py", "sets": out}))
