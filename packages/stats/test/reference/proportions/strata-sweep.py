"""A randomised sweep of stratified scores, Mantel-Haenszel estimates, trends and McNemar's mid-P by mpmath and exact fractions.

Run: python3 strata-sweep.py; writes strata-sweep.json. Sizes from 1 to 1e9, empty and full arms, single-patient strata, huge scores.
"""
import json, os, random, sys
from fractions import Fraction as F
import mpmath as mp
mp.mp.dps = 60
mpf = mp.mpf
random.seed(20261124)
def m(f): return mpf(f.numerator) / f.denominator
def s(v): return mp.nstr(v, 20)
def size():
    u = random.random(); return random.choice([1, 2, 3, 5]) if u < .3 else int(10 ** random.uniform(.5, 2)) if u < .8 else int(10 ** random.uniform(2, 9))
def count(n):
    u = random.random(); return 0 if u < .15 else n if u < .25 else min(n, random.randint(0, 9)) if u < .55 else random.randint(0, n)

def null(x1, n1, x2, n2, d):
    """(p1, q1, p2, q2) of largest likelihood with p1 - p2 = d: the derivative falls, so it is halved."""
    lo, hi = max(mpf(0), -d), min(mpf(1), 1 - d)
    g = lambda p: (x1 / (p + d) if x1 else 0) - ((n1 - x1) / (1 - p - d) if n1 - x1 else 0) + (x2 / p if x2 else 0) - ((n2 - x2) / (1 - p) if n2 - x2 else 0)
    a, b = lo, hi
    for _ in range(190):
        c = (a + b) / 2
        if g(c) > 0: a = c
        else: b = c
    p = (a + b) / 2; return p + d, 1 - p - d, p, 1 - p

def score(strata, d, equal):
    top = bottom = mpf(0)
    for x1, n1, x2, n2 in strata:
        p1, q1, p2, q2 = null(x1, n1, x2, n2, d); w = mpf(1) if equal else mpf(n1) * n2 / (n1 + n2)
        top += w * (mpf(x1) / n1 - mpf(x2) / n2 - d); bottom += w * w * (p1 * q1 / n1 + p2 * q2 / n2) * mpf(n1 + n2) / (n1 + n2 - 1)
    return top / mp.sqrt(bottom)

def halve(f, a, b, n=75):
    a, b = mpf(a), mpf(b)
    for _ in range(n):
        c = (a + b) / 2
        if f(c) > 0: a = c
        else: b = c
    return (a + b) / 2

def stratified(strata, equal, level):
    z = mp.sqrt(2) * mp.erfinv(mpf(level)); e = mpf(10) ** -16
    return dict(weights="equal" if equal else "mantelHaenszel", level=level, z=s(score(strata, mpf(-0.07), equal)), lower=s(halve(lambda d: score(strata, d, equal) - z, -1 + e, 1 - e)), upper=s(halve(lambda d: score(strata, d, equal) + z, -1 + e, 1 - e)))

def mantel_haenszel(strata):
    out = {}; T = [(F(a), F(n1), F(c), F(n2), F(n1 + n2)) for a, n1, c, n2 in strata]
    R = sum(a * (n2 - c) / n for a, n1, c, n2, n in T); S = sum((n1 - a) * c / n for a, n1, c, n2, n in T)
    if R > 0 and S > 0:
        P = lambda a, n1, c, n2, n: ((a + n2 - c) / n, (n1 - a + c) / n, a * (n2 - c) / n, (n1 - a) * c / n)
        q = [P(*t) for t in T]; v = sum(p * r for p, _, r, _ in q) / (2 * R * R) + sum(p * u + k * r for p, k, r, u in q) / (2 * R * S) + sum(k * u for _, k, _, u in q) / (2 * S * S)
        out["oddsRatio"] = [s(m(R / S)), s(mp.sqrt(m(v)))]
    R = sum(a * n2 / n for a, n1, c, n2, n in T); S = sum(c * n1 / n for a, n1, c, n2, n in T)
    if R > 0 and S > 0:
        v = sum((n1 * n2 * (a + c) - a * c * n) / n ** 2 for a, n1, c, n2, n in T) / (R * S)
        if v > 0: out["ratio"] = [s(m(R / S)), s(mp.sqrt(m(v)))]
    w = sum(n1 * n2 / n for a, n1, c, n2, n in T); d = sum((a * n2 - c * n1) / n for a, n1, c, n2, n in T) / w
    v = (d * sum((n1 ** 2 * c - n2 ** 2 * a + n1 * n2 * (n2 - n1) / 2) / n ** 2 for a, n1, c, n2, n in T) + sum((a * (n2 - c) + c * (n1 - a)) / (2 * n) for a, n1, c, n2, n in T)) / w ** 2
    if v > 0: out["difference"] = [s(m(d)), s(mp.sqrt(m(v)))]
    return out

def trend():
    g = random.choice([2, 3, 5]); n = [size() for _ in range(g)]; x = [count(k) for k in n]; base, step = random.choice([(0, 1), (1e6, 1), (0, 1e-8), (-3, 0.37), (0, 1e300)])
    scores = [base + step * random.choice([i, i, i * i]) for i in range(g)]; N, X = sum(n), sum(x)
    if X in (0, N) or len(set(scores)) == 1: return None
    S = [F(v) for v in scores]; mean = sum(k * v for k, v in zip(n, S)) / N; p = F(X, N); t = sum(v * (F(a) - k * p) for v, a, k in zip(S, x, n)); var = p * (1 - p) * sum(k * (v - mean) ** 2 for k, v in zip(n, S))
    return dict(x=x, n=n, scores=scores, z=s((1 if t > 0 else -1 if t < 0 else 0) * mp.sqrt(m(t * t / var))))

def mid_p():
    b, c = int(10 ** random.uniform(0, 4)) - 1, int(10 ** random.uniform(0, 4)) - 1; n = b + c; k = min(b, c)
    if n == 0: return None
    total = mpf(0); term = mpf(1)
    for i in range(k + 1):
        if i: term = term * (n - i + 1) / i
        total += term if i < k else term / 2
    return dict(b=b, c=c, p=s(min(mpf(1), 2 * total / mpf(2) ** n)))

rows = []
while len(rows) < 40:
    strata = [[0, size(), 0, size()] for _ in range(random.choice([1, 2, 3, 6]))]
    for t in strata: t[0], t[2] = count(t[1]), count(t[3])
    if all(a + c in (0, n1 + n2) for a, n1, c, n2 in strata): continue
    rows.append(dict(strata=strata, score=stratified(strata, random.random() < .4, random.choice([.8, .95, .999])), mantelHaenszel=mantel_haenszel(strata)))
here = os.path.dirname(os.path.abspath(__file__))
out = dict(generator="strata-sweep.py", tool=f"Python {sys.version.split()[0]} fractions, mpmath {mp.__version__}", strata=rows, trend=[t for t in (trend() for _ in range(40)) if t], midP=[t for t in (mid_p() for _ in range(30)) if t])
with open(os.path.join(here, "strata-sweep.json"), "w") as f: f.write(json.dumps(out, separators=(",", ":")).replace('{"strata":[[', '\n{"strata":[[').replace('{"x"', '\n{"x"').replace('{"b"', '\n{"b"') + "\n")
