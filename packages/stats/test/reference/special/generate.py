"""Special functions by mpmath with 50 digits. Run: python3 generate.py; writes special.json beside this file."""

import json
import os
import random

import mpmath as mp

mp.mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(66)


def ten(a, b):
    return 10 ** R.uniform(a, b)


def values(f, makers, count=40):
    return [[x, mp.nstr(f(mp.mpf(x)), 25)] for make in makers for x in (make() for _ in range(count))]


out = {
    "tool": f"mpmath {mp.__version__}",
    "generator": "generate.py",
    "logGamma": values(mp.loggamma, [lambda: ten(-10, 0), lambda: R.uniform(0.5, 3), lambda: R.uniform(3, 30), lambda: ten(1, 15)]),
    "digamma": values(lambda x: mp.psi(0, x), [lambda: ten(-8, 0), lambda: R.uniform(1, 2), lambda: R.uniform(1, 30), lambda: ten(1, 10)]),
    "trigamma": values(lambda x: mp.psi(1, x), [lambda: ten(-8, 0), lambda: R.uniform(1, 30), lambda: ten(1, 10)]),
    "erf": values(mp.erf, [lambda: R.choice([-1, 1]) * ten(-10, 0), lambda: R.uniform(-3, 3)]),
    "erfc": values(mp.erfc, [lambda: R.uniform(-3, 3), lambda: R.uniform(0, 26)]),
}
with open(os.path.join(HERE, "special.json"), "w") as file:
    file.write("{\n" + ",\n".join(f' "{k}": {json.dumps(v)}' for k, v in out.items()) + "\n}\n")
