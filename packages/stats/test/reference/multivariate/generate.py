"""Rectangle probabilities of normal and t laws by nested quadrature: mpmath for two dimensions, scipy for the rest.

Run: python3 generate.py; writes rectangles.json beside this file. Independent of the formulas under test: two dimensions by
conditioning on the first coordinate, product correlations and t by double integrals over factor and scale, three dimensions by
conditioning twice.
"""

import json
import math
import os
import random

import mpmath as mp
import scipy
from scipy import integrate
from scipy.special import gammaln, ndtr

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(2004)
mp.mp.dps = 30


def bivariate(h, k, r):
    """P(X > h, Y > k)."""
    s = mp.sqrt((1 - mp.mpf(r)) * (1 + mp.mpf(r)))
    f = lambda x: mp.npdf(x) * mp.erfc((k - r * x) / s / mp.sqrt(2)) / 2
    knee = k / r if r else h
    width = float(s) / max(abs(r), 1e-3)
    marks = sorted({max(h, min(40.0, v)) for v in (h, knee - 10 * width, knee - width, knee, knee + width, knee + 10 * width, h + 1, 3.0, 9.0, 40.0)})
    return mp.quad(f, marks)


def density(s, df):
    return math.exp(math.log(2) + df / 2 * math.log(df / 2) - gammaln(df / 2) + (df - 1) * math.log(s) - df * s * s / 2)


def product(lower, upper, roots, scale=1.0):
    def f(z):
        value = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        for a, b, c in zip(lower, upper, roots):
            rest = math.sqrt(1 - c * c)
            value *= ndtr((b * scale - c * z) / rest) - ndtr((a * scale - c * z) / rest)
        return value

    return integrate.quad(f, -10, 10, epsabs=1e-14, epsrel=1e-13, limit=400)[0]


def over_scale(df, f):
    end = 1 + 12 / math.sqrt(df)
    return integrate.quad(lambda s: density(s, df) * f(s), 1e-12, end, epsabs=1e-12, epsrel=1e-11, limit=200)[0]


def trivariate(lower, upper, c):
    s2 = math.sqrt(1 - c[0][1] ** 2)
    r = (c[1][2] - c[0][1] * c[0][2]) / (s2 * math.sqrt(1 - c[0][2] ** 2))
    s3 = math.sqrt(1 - c[0][2] ** 2)

    def inner(x):
        a2, b2 = (lower[1] - c[0][1] * x) / s2, (upper[1] - c[0][1] * x) / s2
        a3, b3 = (lower[2] - c[0][2] * x) / s3, (upper[2] - c[0][2] * x) / s3
        t = math.sqrt(1 - r * r)
        g = lambda y: math.exp(-y * y / 2) / math.sqrt(2 * math.pi) * (ndtr((b3 - r * y) / t) - ndtr((a3 - r * y) / t))
        return math.exp(-x * x / 2) / math.sqrt(2 * math.pi) * integrate.quad(g, max(-10, a2), min(10, b2), epsabs=1e-13, limit=200)[0]

    return integrate.quad(inner, max(-10, lower[0]), min(10, upper[0]), epsabs=1e-12, limit=200)[0]


out = {"tool": f"mpmath {mp.__version__}, scipy {scipy.__version__}", "generator": "generate.py", "bivariate": [], "product": [], "trivariate": []}
for r in (-0.9999, -0.99, -0.93, -0.9, -0.5, 0.1, 0.5, 0.9, 0.924, 0.926, 0.95, 0.99, 0.9999):
    for _ in range(5):
        h, k = R.uniform(-3, 3), R.uniform(-3, 3)
        out["bivariate"].append({"h": h, "k": k, "r": r, "value": float(bivariate(h, k, r))})
for df in (None, 5.0, 20.0):
    for size in (3, 5):
        for roots in ([math.sqrt(0.5)] * size, [0.3 + 0.5 * i / size for i in range(size)], [(-1) ** i * 0.6 for i in range(size)]):
            lower = [R.uniform(-3, -0.5) for _ in range(size)]
            upper = [R.uniform(0.2, 3) for _ in range(size)]
            f = lambda s: product(lower, upper, roots, s)
            value = f(1.0) if df is None else over_scale(df, f)
            out["product"].append({"lower": lower, "upper": upper, "roots": roots, "df": df, "value": value})
for c in ([[1, 0.3, 0.7], [0.3, 1, -0.2], [0.7, -0.2, 1]], [[1, -0.6, 0.1], [-0.6, 1, 0.5], [0.1, 0.5, 1]], [[1, 0.95, 0.3], [0.95, 1, 0.2], [0.3, 0.2, 1]]):
    for _ in range(3):
        lower = [R.uniform(-3, -0.5) for _ in range(3)]
        upper = [R.uniform(0.2, 3) for _ in range(3)]
        out["trivariate"].append({"lower": lower, "upper": upper, "correlation": c, "value": trivariate(lower, upper, c)})
with open(os.path.join(HERE, "rectangles.json"), "w") as file:
    json.dump(out, file, indent=1)
    file.write("\n")
print({key: len(value) for key, value in out.items() if isinstance(value, list)})
