"""t tests and analysis of covariance on random data with large offsets and tiny or huge scales, in exact fractions and mpmath.

Run: python3 sweep.py; writes sweep.json. Means, variances and normal equations are exact rational numbers of the doubles given.
"""
import json, os, random, sys
from fractions import Fraction as F
import mpmath as mp
mp.mp.dps = 40
def m(f): return mp.mpf(f.numerator) / f.denominator
def sqrt(f): return mp.sqrt(m(f))
def tail(t, df): # both tails
    x = df / (df + t * t); return mp.betainc(df / mp.mpf(2), mp.mpf(1) / 2, 0, x, regularized=True)
def s(v): return mp.nstr(v, 20)
def mean(v): return sum(v, F(0)) / len(v)
def var(v): c = mean(v); return sum((a - c) ** 2 for a in v) / (len(v) - 1)

def t_test(x, y, pooled):
    a, b = [F(v) for v in x], [F(v) for v in y]; n1, n2 = len(a), len(b); d = mean(a) - mean(b); v1, v2 = var(a), var(b)
    if pooled: df = F(n1 + n2 - 2); se2 = ((n1 - 1) * v1 + (n2 - 1) * v2) / df * (F(1, n1) + F(1, n2))
    else:
        p, q = v1 / n1, v2 / n2; se2 = p + q; df = se2 ** 2 / (p ** 2 / (n1 - 1) + q ** 2 / (n2 - 1))
    t = m(d) / sqrt(se2)
    return dict(estimate=s(m(d)), standardError=s(sqrt(se2)), df=s(m(df)), t=s(t), pTwoSided=s(tail(t, m(df))))

def solve(A, B):
    n = len(A); A = [row[:] + b[:] for row, b in zip(A, B)]
    for i in range(n):
        p = next(r for r in range(i, n) if A[r][i] != 0); A[i], A[p] = A[p], A[i]
        A[i] = [v / A[i][i] for v in A[i]]
        for r in range(n):
            if r != i and A[r][i] != 0: f = A[r][i]; A[r] = [v - f * w for v, w in zip(A[r], A[i])]
    return [row[n:] for row in A]

def ancova(y, g, xs):
    n = len(y); Y = [F(v) for v in y]; X = [[F(1), F(g[i])] + [F(x[i]) for x in xs] for i in range(n)]; k = len(X[0])
    XX = [[sum(r[a] * r[b] for r in X) for b in range(k)] for a in range(k)]
    inv = solve(XX, [[F(int(a == b)) for b in range(k)] for a in range(k)])
    beta = [sum(inv[a][b] * sum(X[i][b] * Y[i] for i in range(n)) for b in range(k)) for a in range(k)]
    e = [Y[i] - sum(X[i][a] * beta[a] for a in range(k)) for i in range(n)]; s2 = sum(v * v for v in e) / (n - k); se = sqrt(s2 * inv[1][1]); t = m(beta[1]) / se
    z = [sum(inv[1][b] * X[i][b] for b in range(k)) for i in range(n)]; h = [sum(X[i][a] * sum(inv[a][b] * X[i][b] for b in range(k)) for a in range(k)) for i in range(n)]
    hc3 = None if any(v == 1 for v in h) else s(sqrt(sum(z[i] ** 2 * e[i] ** 2 / (1 - h[i]) ** 2 for i in range(n))))
    return dict(estimate=s(m(beta[1])), standardError=s(se), pTwoSided=s(tail(t, n - k)), HC3=hc3)

random.seed(20261124); ts, ans = [], []
for i in range(40):
    off, sc = random.choice([0, 1e6, -1e9, 1e12, 3.7]), random.choice([1, 1e-3, 1e8, 1e-150])
    if off and sc < 1e-100: off = 0
    x = [off + sc * random.gauss(0, 1) for _ in range(random.choice([2, 3, 5, 9]))]; y = [off + sc * random.gauss(.5, 3) for _ in range(random.choice([2, 4, 8, 30]))]
    if len(set(x)) > 1 and len(set(y)) > 1: ts.append(dict(x=x, y=y, pooled=t_test(x, y, True), separate=t_test(x, y, False)))
for i in range(30):
    n = random.choice([6, 9, 20]); g = [i % 2 for i in range(n)]; k = random.choice([1, 1, 2])
    xs = []
    for _ in range(k):
        offset, scale = random.choice([0, 100, 1e5]), random.choice([1, 1e-2, 1e4]); xs.append([offset + scale * random.gauss(0, 1) for _ in range(n)])
    y = [1000 * (i % 3 == 0) + gi + random.gauss(0, 1) for gi in g]
    ans.append(dict(outcomes=y, groups=g, covariates=xs, **ancova(y, g, xs)))
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "sweep.json"), "w") as f: f.write(json.dumps(dict(generator="sweep.py", tool=f"Python {sys.version.split()[0]} fractions, mpmath {mp.__version__}", t=ts, ancova=ans), separators=(",", ":")).replace('{"x"', '\n{"x"').replace('{"out', '\n{"out') + "\n")
