"""A randomised sweep of the proportional odds model by mpmath (40 digits): offsets and scales of covariates, empty levels, weights, few patients.

Run: python3 ordinal-sweep.py; writes ordinal-sweep.json. Newton's steps, halved until the likelihood rises; data whose likelihood has no
maximum are left out when the steps do not come to rest.
"""
import json, os, random, sys
import mpmath as mp
mp.mp.dps = 40
random.seed(20261124)
F = lambda x: 1 / (1 + mp.e ** -x)

def terms_at(theta, data, p, K):
    g = mp.matrix(p + K - 1, 1); H = mp.matrix(p + K - 1, p + K - 1); value = mp.mpf(0)
    for k, x, w in data:
        eta = mp.fsum(theta[j] * x[j] for j in range(p)); a = F(theta[p + k] - eta) if k + 1 < K else mp.mpf(1); b = F(theta[p + k - 1] - eta) if k > 0 else mp.mpf(0)
        q = a - b
        if q <= 0: return None
        value += w * mp.log(q); size = p + K - 1; da = [mp.mpf(0)] * size; db = list(da)
        for j in range(p): da[j] = db[j] = -x[j]
        if k + 1 < K: da[p + k] = mp.mpf(1)
        if k > 0: db[p + k - 1] = mp.mpf(1)
        fa, fb = a * (1 - a), b * (1 - b); sa, sb = fa * (1 - 2 * a), fb * (1 - 2 * b); dq = [fa * da[i] - fb * db[i] for i in range(size)]
        for i in range(size):
            g[i] += w * dq[i] / q
            for j in range(size): H[i, j] += w * ((sa * da[i] * da[j] - sb * db[i] * db[j]) / q - dq[i] * dq[j] / q ** 2)
    return value, g, H

def fit(y, X, counts):
    levels = sorted(set(v for v, c in zip(y, counts) if c > 0)); K = len(levels); p = len(X)
    if K < 2: return None
    centre = [mp.fsum(x) / len(x) for x in X]; data = [(levels.index(v), [mp.mpf(X[j][i]) - centre[j] for j in range(p)], mp.mpf(counts[i])) for i, v in enumerate(y) if counts[i] > 0]
    total = mp.fsum(counts); below = mp.mpf(0); theta = [mp.mpf(0)] * p
    for k in range(K - 1): below += mp.fsum(w for l, _, w in data if l == k); theta.append(mp.log(below / (total - below)))
    for _ in range(80):
        value, g, H = terms_at(theta, data, p, K); step = mp.lu_solve(-H, g); h = mp.mpf(1)
        while True:
            new = [t + h * step[i] for i, t in enumerate(theta)]; there = terms_at(new, data, p, K)
            if there is not None and there[0] >= value - mp.mpf(10) ** -35: break
            h /= 2
            if h < mp.mpf(10) ** -12: return None
        theta = new
        if max(abs(step[i]) / (1 + abs(theta[i])) for i in range(len(theta))) < mp.mpf(10) ** -25: break
    else: return None
    value, g, H = terms_at(theta, data, p, K); V = (-H) ** -1; shift = mp.fsum(theta[j] * centre[j] for j in range(p))
    return dict(coefficients=[float(t) for t in theta[:p]], thresholds=[float(t + shift) for t in theta[p:]], standardErrors=[float(mp.sqrt(V[i, i])) for i in range(p)], logLikelihood=float(value))

rows = []
while len(rows) < 20:
    n = random.choice([6, 9, 15, 30]); K = random.choice([2, 3, 4, 6]); p = random.choice([1, 1, 2]); g = [float(i % 2) for i in range(n)]
    X = [g] + [[o + c * random.gauss(0, 1) for _ in range(n)] for o, c in [random.choice([(0, 1), (100, 1), (0, 1e-3), (1e4, 1e3), (-5, 1e-2)])] * (p - 1)]
    y = [float(random.choice([0, 0, 1]) + min(K - 1, max(0, round(random.gauss(K / 2 + .8 * gi, K / 3))))) for gi in g]; counts = [random.choice([1, 1, 2, 0, 0.5, 17]) for _ in range(n)] if random.random() < .5 else [1] * n
    try: f = fit(y, X, counts)
    except (ZeroDivisionError, ValueError): f = None
    if f and max(abs(v) for v in f["coefficients"][:1]) < 12: rows.append(dict(categories=y, covariates=X, counts=counts, **f))
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "ordinal-sweep.json"), "w") as f: f.write(json.dumps(dict(generator="ordinal-sweep.py", tool=f"Python {sys.version.split()[0]}, mpmath {mp.__version__}", fits=rows), separators=(",", ":")).replace('{"categories"', '\n{"categories"') + "\n")
