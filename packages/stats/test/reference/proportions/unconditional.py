"""Exact unconditional p-values of two proportions by exact integers and mpmath, and CSM regions by exhaustive growth.

Run: python3 unconditional.py; writes unconditional.json. Tables are ordered by exact fractions; the polynomial of the common proportion has
integer coefficients and is maximised on 4,001 points, every local maximum being refined by mpmath's root of the derivative (40 digits).
"""
import json, os, sys
from fractions import Fraction as F
from math import comb
import mpmath as mp
import numpy as np

mp.mp.dps = 40

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

def maximum(c):
    v = on_grid(c)
    best = max(mp.mpf(c[0]), mp.mpf(c[-1]))
    for g in range(1, len(GRID) - 1):
        if v[g] >= v[g - 1] and v[g] >= v[g + 1] and v[g] > v.max() * (1 - 1e-3):
            a, b = mp.mpf(GRID[g - 1]), mp.mpf(GRID[g + 1])
            for _ in range(110):
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
    for g in range(1, len(GRID) - 1):
        if v[g] >= v[g - 1] and v[g] >= v[g + 1] and v[g] > v.max() * (1 - 1e-4):
            a, b = GRID[g - 1], GRID[g + 1]
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

CASES = [(12, 15, 7, 15), (7, 15, 12, 15), (7, 20, 2, 20), (9, 10, 3, 10), (6, 7, 2, 7), (10, 10, 0, 20), (0, 10, 0, 20), (5, 56, 0, 29),
         (8, 21, 3, 17), (1, 6, 5, 8), (3, 3, 0, 3), (14, 33, 21, 30), (20, 47, 12, 51), (4, 12, 9, 13), (2, 5, 5, 14)]
rows = []
for x1, n1, x2, n2 in CASES:
    for kind in ["zPooled", "zUnpooled", "boschloo", "csm"]:
        if kind == "csm" and n1 + n2 > 30: continue
        for alternative in ["greater", "less", "twoSided"]:
            if kind == "csm" and n1 + n2 > 20 and alternative != "twoSided" and (x1 * n2 > x2 * n1) == (alternative == "less"): continue
            p = p_value(kind, alternative, n1, n2, x1, x2)
            rows.append(dict(x1=x1, n1=n1, x2=x2, n2=n2, statistic=kind, alternative=alternative, pValue=mp.nstr(min(p, mp.mpf(1)), 20)))
    print(x1, n1, x2, n2, file=sys.stderr)
out = dict(generator="unconditional.py", tool=f"Python {sys.version.split()[0]}, mpmath {mp.__version__}", rows=rows)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "unconditional.json"), "w") as f:
    f.write(json.dumps(out, indent=0) + "\n")
