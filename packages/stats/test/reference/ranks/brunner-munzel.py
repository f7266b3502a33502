"""Brunner-Munzel tests by scipy, with the interval from the paper's definition in numpy and mpmath (scipy's t quantile is good to 1e-10).

Run: python3 brunner-munzel.py; writes brunner-munzel.json. scipy's statistic is positive when its second sample is higher.
"""
import json, os, random, sys, warnings
import mpmath as mp, numpy as np, scipy, scipy.stats as ss
random.seed(20261124)
def isf(q, df):
    sf = lambda t: mp.betainc(df / mp.mpf(2), mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return float(mp.findroot(lambda t: mp.log(sf(t)) - mp.log(q), mp.mpf(ss.t.isf(q, df))))
def one(x, y, level):
    r = ss.brunnermunzel(y, x)
    if not np.isfinite(r.statistic) or not np.isfinite(r.pvalue): return dict(t=np.nan, df=np.nan)
    n1, n2 = len(x), len(y); R = ss.rankdata(x + y); a = R[:n1] - ss.rankdata(x); b = R[n1:] - ss.rankdata(y); prob = a.mean() / n2
    va, vb = a.var(ddof=1) / n1 / n2 ** 2, b.var(ddof=1) / n2 / n1 ** 2; df = (va + vb) ** 2 / (va ** 2 / (n1 - 1) + vb ** 2 / (n2 - 1)); half = isf((1 - level) / 2, float(df)) * np.sqrt(va + vb)
    return dict(x=x, y=y, level=level, t=r.statistic, pTwoSided=r.pvalue, pUpper=float(ss.t.sf(r.statistic, df)), probability=prob, df=df, lower=max(0.0, prob - half), upper=min(1.0, prob + half))
rows = [one([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4], .95)]
while len(rows) < 40:
    k = random.choice([0, 1, 2]); f = lambda s: round(random.gauss(s, 1 + s), 3) if k == 0 else random.randint(0, 3) if k == 1 else round(random.expovariate(1 + s), 1)
    x = [f(.6) for _ in range(random.choice([2, 4, 7, 15]))]; y = [f(0) for _ in range(random.choice([2, 3, 9, 20]))]
    with np.errstate(all="ignore"), warnings.catch_warnings(): warnings.simplefilter("ignore"); row = one(x, y, random.choice([.8, .95, .99]))
    if np.isfinite(row["t"]) and np.isfinite(row["df"]): rows.append(row)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "brunner-munzel.json"), "w") as g: g.write(json.dumps(dict(generator="brunner-munzel.py", tool=f"Python {sys.version.split()[0]}, scipy {scipy.__version__}, numpy {np.__version__}, mpmath {mp.__version__}", rows=rows), separators=(",", ":")).replace('{"x"', '\n{"x"') + "\n")
