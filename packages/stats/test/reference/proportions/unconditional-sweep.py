"""A randomised sweep of unconditional tests: one-sided by scipy, two-sided by exact fractions on a grid of 200,001 common proportions.

Run: python3 unconditional-sweep.py; writes unconditional-sweep.json. scipy's two-sided barnard_exact is not used: it misses tables that tie
with the observed one, as 8/12 against 1/1, where it gives 0.877 for 0.927.
"""
import json, os, random, sys, warnings
from fractions import Fraction as F
from math import comb
import numpy as np, scipy, scipy.stats as ss
warnings.simplefilter("ignore"); random.seed(20261124)

def square(n1, n2, i, j, pooled):
    gap = F(i, n1) - F(j, n2)
    if gap == 0: return F(0)
    if pooled: p = F(i + j, n1 + n2); v = p * (1 - p) * (F(1, n1) + F(1, n2))
    else: v = F(i * (n1 - i), n1 ** 3) + F(j * (n2 - j), n2 ** 3)
    return F(10) ** 12 if v == 0 else gap * gap / v

def two_sided(x1, n1, x2, n2, pooled):
    observed = square(n1, n2, x1, x2, pooled); c = [0] * (n1 + n2 + 1)
    for i in range(n1 + 1):
        for j in range(n2 + 1):
            if square(n1, n2, i, j, pooled) >= observed: c[i + j] += comb(n1, i) * comb(n2, j)
    g = np.linspace(0, 1, 200001); return float(max(sum(float(k) * g ** s * (1 - g) ** (n1 + n2 - s) for s, k in enumerate(c))))

rows = []
for _ in range(60):
    n1, n2 = random.choice([1, 2, 3, 5, 8, 12, 20, 40]), random.choice([1, 2, 4, 7, 11, 25, 60]); x1, x2 = random.choice([0, n1, random.randint(0, n1), random.randint(0, n1)]), random.choice([0, n2, random.randint(0, n2), random.randint(0, n2)])
    t = [[x1, x2], [n1 - x1, n2 - x2]]; row = dict(x1=x1, n1=n1, x2=x2, n2=n2)
    for a in ("greater", "less"):
        row[a] = dict(zPooled=ss.barnard_exact(t, alternative=a, pooled=True, n=64).pvalue, zUnpooled=ss.barnard_exact(t, alternative=a, pooled=False, n=64).pvalue, boschloo=ss.boschloo_exact(t, alternative=a, n=64).pvalue)
    row["twoSided"] = dict(zPooled=two_sided(x1, n1, x2, n2, True), zUnpooled=two_sided(x1, n1, x2, n2, False))
    rows.append(row)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "unconditional-sweep.json"), "w") as f: f.write(json.dumps(dict(generator="unconditional-sweep.py", tool=f"Python {sys.version.split()[0]}, scipy {scipy.__version__}, numpy {np.__version__}", rows=rows), separators=(",", ":")).replace('{"x1"', '\n{"x1"') + "\n")
