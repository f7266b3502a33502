"""Hedges's unbiased variance of g from its definition in 40 digits, for the means of other-measures.json.

Run: python3 test/reference/meta-analysis/hedges-variance.py > test/reference/meta-analysis/hedges-variance.json
"""
import json
import os
import mpmath
from mpmath import exp, loggamma, mp, mpf, sqrt

mp.dps = 40
here = os.path.dirname(os.path.abspath(__file__))
means = json.load(open(os.path.join(here, "other-measures.json")))["means"]
columns = [means[name] for name in ("m1", "sd1", "n1", "m2", "sd2", "n2")]
yi, vi = [], []
for row in zip(*columns):
    m1, s1, n1, m2, s2, n2 = (mpf(repr(value)) for value in row)
    m = n1 + n2 - 2
    J = exp(loggamma(m / 2) - loggamma((m - 1) / 2)) / sqrt(m / 2)
    g = J * (m1 - m2) / sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / m)
    yi.append(float(g))
    vi.append(float(1 / n1 + 1 / n2 + (1 - (m - 2) / (m * J * J)) * g * g))
print(json.dumps({"source": "definition in 40 digits", "versions": {"mpmath": mpmath.__version__},
                  "generator": "test/reference/meta-analysis/hedges-variance.py", "yi": yi, "vi": vi}))
