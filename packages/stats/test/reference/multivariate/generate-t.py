"""Rectangle probabilities of bivariate and trivariate t laws by conditioning, not by the scale mixture of the code under test.

Given X1 = x the next coordinate is t with one more degree of freedom, located at its regression and scaled by sqrt((df + q) / (df + n)).
Two dimensions: mpmath, 25 digits; three: scipy's nested quad with stdtr. Run: python3 generate-t.py; writes t-rectangles.json.
"""

import json
import math
import os
import random

import mpmath as mp
import scipy
from scipy import integrate
from scipy.special import gammaln, stdtr

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(2009)
mp.mp.dps = 25


def pdf(x, df):
    return mp.gamma((df + 1) / mp.mpf(2)) / mp.gamma(df / mp.mpf(2)) / mp.sqrt(df * mp.pi) * (1 + x * x / mp.mpf(df)) ** (-(df + 1) / mp.mpf(2))


def cdf(x, df):
    tail = mp.betainc(df / mp.mpf(2), mp.mpf(1) / 2, 0, df / (df + mp.mpf(x) ** 2), regularized=True) / 2
    return 1 - tail if x > 0 else tail


def two(lower, upper, r, df):
    def f(x):
        s = mp.sqrt((df + x * x) / mp.mpf(df + 1) * (1 - mp.mpf(r) ** 2))
        return pdf(x, df) * (cdf((upper[1] - r * x) / s, df + 1) - cdf((lower[1] - r * x) / s, df + 1))

    marks = sorted({lower[0], upper[0], *[m for m in (-20.0, -5.0, -2.0, 0.0, 1.0, 2.0, 5.0, 20.0) if lower[0] < m < upper[0]]})
    return mp.quad(f, marks)


def tpdf(x, df):
    return math.exp(gammaln((df + 1) / 2) - gammaln(df / 2) - (df + 1) / 2 * math.log1p(x * x / df)) / math.sqrt(df * math.pi)


def three(lower, upper, c, df):
    r12, r13, r23 = c[0][1], c[0][2], c[1][2]
    v2, v3 = 1 - r12**2, 1 - r13**2
    b = (r23 - r12 * r13) / v2
    v = v3 - b * b * v2

    def inner(x):
        q1 = (df + x * x) / (df + 1)
        s2 = math.sqrt(q1 * v2)

        def g(w):
            y = r12 * x + s2 * w
            q2 = q1 * (df + 1 + w * w) / (df + 2)
            centre = r13 * x + b * (y - r12 * x)
            s = math.sqrt(q2 * v)
            return tpdf(w, df + 1) * (stdtr(df + 2, (upper[2] - centre) / s) - stdtr(df + 2, (lower[2] - centre) / s))

        low, high = (lower[1] - r12 * x) / s2, (upper[1] - r12 * x) / s2
        return tpdf(x, df) * integrate.quad(g, low, high, epsabs=1e-14, epsrel=1e-13, limit=200)[0]

    return integrate.quad(inner, lower[0], upper[0], epsabs=1e-13, epsrel=1e-12, limit=200)[0]


out = {"tool": f"mpmath {mp.__version__}, scipy {scipy.__version__}", "generator": "generate-t.py", "bivariate": [], "trivariate": []}
for df in (0.3, 1.0, 2.7, 8.0, 60.0, 5000.0):
    for r in (-0.95, 0.0, 0.3, 0.8, 0.999):
        lower, upper = [R.uniform(-4, 0) for _ in range(2)], [R.uniform(0.2, 4) for _ in range(2)]
        out["bivariate"].append({"lower": lower, "upper": upper, "r": r, "df": df, "value": float(two(lower, upper, r, df))})
for df in (1.0, 4.5, 30.0):
    for c in ([[1, 0.3, 0.7], [0.3, 1, -0.2], [0.7, -0.2, 1]], [[1, -0.6, 0.1], [-0.6, 1, 0.5], [0.1, 0.5, 1]], [[1, 0.95, 0.3], [0.95, 1, 0.2], [0.3, 0.2, 1]]):
        lower, upper = [R.uniform(-3, -0.5) for _ in range(3)], [R.uniform(0.2, 3) for _ in range(3)]
        out["trivariate"].append({"lower": lower, "upper": upper, "correlation": c, "df": df, "value": three(lower, upper, c, df)})
with open(os.path.join(HERE, "t-rectangles.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
