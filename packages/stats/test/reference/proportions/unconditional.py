"""Exact unconditional p-values of two proportions by exact integers and mpmath, and CSM regions by exhaustive growth.

Run: python3 unconditional.py; writes unconditional.json. Tables are ordered by exact fractions; the polynomial of the common proportion has
integer coefficients and is maximised on 4,001 points, every local maximum being refined by mpmath's root of the derivative (30 digits).
"""
import json, os, sys
from fractions import Fraction as F
from math import comb
import mpmath as mp
import numpy as np

mp.mp.dps = 30

def tables(n1, n2):
    return [(i, j) for i in range(n1 + 1) for j in range(n2 + 1)]

def z_key(pooled):
    def key(n1, n2, i, j):
        gap = F(i, n1) - F(j, n2)
        if gap == 0: return F(0)
        if pooled:
            p = F(i + j, n1 + n2); v = p * (1 - p) * (F(1, n1) + F(1, n2))
        else:
            v = F(i * (n1 - i), n1 ** 3) + F(j * (n2 - j), n2 ** 3)
        if v == 0: return F(10) ** 12 * (1 if gap > 0 else -1)
        return gap * abs(gap) / v
    return key

def fisher_upper(n1, n2, i, j):
    s = i + j
    return F(sum(comb(n1, k) * comb(n2, s - k) for k in range(i, min(n1, s) + 1)), comb(n1 + n2, s))

def fisher_two(n1, n2, i, j):
    s = i + j; me = comb(n1, i) * comb(n2, j)
    ks = range(max(0, s - n2), min(n1, s) + 1)
    return F(sum(comb(n1, k) * comb(n2, s - k) for k in ks if comb(n1, k) * comb(n2, s - k) <= me), comb(n1 + n2, s))

def coefficients(n1, n2, region):
    c = [0] * (n1 + n2 + 1)
    for i, j in region: c[i + j] += comb(n1, i) * comb(n2, j)
    return c

def evaluate(c, p):
    n = len(c) - 1
    return mp.fsum(c[s] * p ** s * (1 - p) ** (n - s) for s in range(n + 1))

def slope(c, p):
    n = len(c) - 1
    return mp.fsum(c[s] * ((s * p ** (s - 1) if s else 0) * (1 - p) ** (n - s) - ((n - s) * (1 - p) ** (n - s - 1) if s < n else 0) * p ** s)
                   for s in range(n + 1))

GRID = np.sin(np.linspace(0, np.pi / 2, 4001)) ** 2

def on_grid(c):
    n = len(c) - 1
    out = np.zeros_like(GRID)
    with np.errstate(divide="ignore", invalid="ignore"):
        for s in range(n + 1):
            if c[s]: out += np.exp(float(mp.log(c[s])) + s * np.log(GRID) + (n - s) * np.log1p(-GRID)) if 0 < s < n else float(c[s]) * (GRID ** s if s else (1 - GRID) ** n)
    out[0], out[-1] = float(c[0]), float(c[n])
    return np.nan_to_num(out)

def peaks(v, share):
    """The highest points of the grid that are above their neighbours; a plateau has rounding for peaks, so only three."""
    found = [g for g in range(1, len(v) - 1) if v[g] >= v[g - 1] and v[g] > v[g + 1] and v[g] > v.max() * (1 - share)]
    return sorted(found, key=lambda g: -v[g])[:3]

def maximum(c):
    v = on_grid(c)
    best = max(mp.mpf(c[0]), mp.mpf(c[-1]))
    if best >= 1: return best
    for g in peaks(v, 1e-3):
        a, b = mp.mpf(GRID[g - 1]), mp.mpf(GRID[g + 1])
        for _ in range(50):
            m = (a + b) / 2
            if slope(c, m) > 0: a = m
            else: b = m
        best = max(best, evaluate(c, (a + b) / 2))
    return best

def p_value(kind, alternative, n1, n2, x1, x2):
    if alternative == "less": return p_value(kind, "greater", n2, n1, x2, x1)
    two = alternative == "twoSided"
    if kind == "boschloo":
        f = fisher_two if two else fisher_upper
        limit = f(n1, n2, x1, x2)
        region = [t for t in tables(n1, n2) if f(n1, n2, *t) <= limit]
    elif kind == "csm":
        region = csm(n1, n2, x1, x2, two)
    else:
        key = z_key(kind == "zPooled")
        k = (lambda *a: abs(key(*a))) if two else key
        limit = k(n1, n2, x1, x2)
        region = [t for t in tables(n1, n2) if k(n1, n2, *t) >= limit]
    return maximum(coefficients(n1, n2, region))

def fine_maximum(v, c):
    """Double precision: grid, then golden sections around every near-maximum."""
    n = len(c) - 1
    logs = [(s, float(mp.log(c[s]))) for s in range(n + 1) if c[s]]
    def f(p): return sum(np.exp(l + s * np.log(p) + (n - s) * np.log1p(-p)) for s, l in logs)
    best = max(float(c[0]), float(c[-1]))
    for g in peaks(v, 1e-4):
        a, b = max(GRID[g - 1], 1e-15), min(GRID[g + 1], 1 - 1e-15)
        r = (5 ** 0.5 - 1) / 2
        for _ in range(60):
            u, w = b - r * (b - a), a + r * (b - a)
            if f(u) > f(w): b = w
            else: a = u
        best = max(best, f((a + b) / 2))
    return best

def csm(n1, n2, x1, x2, two):
    region = set()
    def add(t):
        region.add(t)
        if two: region.add((n1 - t[0], n2 - t[1]))
    add((n1, 0))
    while (x1, x2) not in region:
        candidates = [(i, j) for i, j in tables(n1, n2) if (i, j) not in region and (i == n1 or (i + 1, j) in region) and (j == 0 or (i, j - 1) in region)]
        scored = []
        for t in candidates:
            new = set(region); new.add(t)
            if two: new.add((n1 - t[0], n2 - t[1]))
            c = coefficients(n1, n2, new)
            scored.append((fine_maximum(on_grid(c), c), t))
        least = min(scored)[0]
        for m, t in scored:
            if m <= least * (1 + 1e-9): add(t)
    return region

def chan_zhang(n1, n2, x1, x2, alpha):
    """Lower limit in double precision: scan from -1 in steps of 1/400, then halving; FM variances by halving the likelihood's derivative."""
    I, J = np.meshgrid(np.arange(n1 + 1), np.arange(n2 + 1), indexing="ij")
    def p_value(d):
        lo, hi = np.full(I.shape, max(0.0, -d)), np.full(I.shape, min(1.0, 1 - d))
        for _ in range(60):
            p = (lo + hi) / 2
            with np.errstate(divide="ignore", invalid="ignore"):
                g = np.where(I > 0, I / (p + d), 0) - np.where(n1 - I > 0, (n1 - I) / (1 - p - d), 0) + np.where(J > 0, J / p, 0) - np.where(n2 - J > 0, (n2 - J) / (1 - p), 0)
            lo, hi = np.where(g > 0, p, lo), np.where(g > 0, hi, p)
        p2 = (lo + hi) / 2; p1 = p2 + d
        gap = I / n1 - J / n2 - d
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.where(np.abs(gap) < 1e-14, 0, gap / np.sqrt(np.maximum(0, p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)))
        region = z >= z[x1, x2] - 1e-7 * max(1, abs(min(1e6, z[x1, x2])))
        a, b = max(0.0, -d), min(1.0, 1 - d)
        best, width = (a + b) / 2, (b - a) / 2
        for points in (801, 201, 201):
            t = np.clip(np.linspace(best - width, best + width, points), a, b)
            m1 = np.array([float(comb(n1, i)) * np.clip(t + d, 0, 1) ** i * (1 - np.clip(t + d, 0, 1)) ** (n1 - i) for i in range(n1 + 1)])
            m2 = np.array([float(comb(n2, j)) * t ** j * (1 - t) ** (n2 - j) for j in range(n2 + 1)])
            v = np.einsum("ij,ig,jg->g", region.astype(float), m1, m2)
            best, width = t[v.argmax()], 2 * width / (points - 1)
        return v.max()
    d = -1.0
    while p_value(d + 1 / 400) <= alpha: d += 1 / 400
    lo, hi = d, d + 1 / 400
    for _ in range(36):
        m = (lo + hi) / 2
        if p_value(m) > alpha: hi = m
        else: lo = m
    return (lo + hi) / 2

CASES = [(3, 3, 0, 3), (6, 7, 2, 7), (1, 6, 5, 8), (12, 15, 7, 15), (7, 20, 2, 20), (9, 10, 3, 10), (10, 10, 0, 20), (0, 10, 0, 20), (5, 56, 0, 29),
         (8, 21, 3, 17), (4, 12, 9, 13), (14, 33, 21, 30)]
rows = []
for x1, n1, x2, n2 in CASES:
    for kind in ["zPooled", "zUnpooled", "boschloo", "csm"]:
        if kind == "csm" and n1 + n2 > 14: continue
        for alternative in ["greater", "less", "twoSided"]:
            p = p_value(kind, alternative, n1, n2, x1, x2)
            rows.append(dict(x1=x1, n1=n1, x2=x2, n2=n2, statistic=kind, alternative=alternative, pValue=mp.nstr(min(p, mp.mpf(1)), 20)))
    print(x1, n1, x2, n2, file=sys.stderr)
limits = [dict(x1=x1, n1=n1, x2=x2, n2=n2, level=0.95, lower=chan_zhang(n1, n2, x1, x2, 0.025), upper=-chan_zhang(n2, n1, x2, x1, 0.025))
          for x1, n1, x2, n2 in [(6, 7, 2, 7), (9, 10, 3, 10), (12, 15, 7, 15), (1, 6, 5, 8), (4, 12, 9, 13)]]
out = dict(generator="unconditional.py", tool=f"Python {sys.version.split()[0]}, mpmath {mp.__version__}", rows=rows, chanZhang=limits)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "unconditional.json"), "w") as f:
    f.write(json.dumps(out, indent=0) + "\n")
