"""Correctly rounded values of the elementary functions, by mpmath with 400 bits (1,500 for large arguments of sin and cos).

Run: python3 generate.py; writes elementary.json beside this file. Arguments are doubles over ordinary and extreme ranges.
"""

import json
import math
import os
import random

import mpmath as mp

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(1993)
mp.mp.prec = 400


def two(a, b):
    return math.ldexp(R.uniform(0.5, 1), R.randint(a, b))


def sign():
    return R.choice([-1, 1])


def wide(f):
    def g(x):
        with mp.workprec(1500):
            return f(x)

    return g


FUNCTIONS = {
    "exp": (mp.exp, [lambda: R.uniform(-745, 709.7), lambda: R.uniform(-1, 1), lambda: sign() * two(-40, 0), lambda: R.uniform(-745, -708)]),
    "log": (mp.log, [lambda: two(-1070, 1023), lambda: R.uniform(0.5, 2), lambda: 1 + sign() * two(-45, -2)]),
    "log1p": (lambda x: mp.log(1 + x), [lambda: sign() * two(-60, -1), lambda: R.uniform(-0.999, 3), lambda: two(0, 1000), lambda: -1 + two(-52, -1)]),
    "expm1": (lambda x: mp.exp(x) - 1, [lambda: sign() * two(-60, 0), lambda: R.uniform(-40, 40), lambda: R.uniform(0, 709.7)]),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), [lambda: sign() * two(-1070, 1023), lambda: R.uniform(1, 8)]),
    "sin": (wide(mp.sin), [lambda: R.uniform(-10, 10), lambda: R.uniform(-1e6, 1e6), lambda: sign() * two(1, 1023), lambda: R.randint(1, 10**6) * math.pi / 2]),
    "cos": (wide(mp.cos), [lambda: R.uniform(-10, 10), lambda: R.uniform(-1e6, 1e6), lambda: sign() * two(1, 1023), lambda: R.randint(1, 10**6) * math.pi / 2]),
    "atan": (mp.atan, [lambda: sign() * two(-30, 70), lambda: R.uniform(-3, 3)]),
    "asin": (mp.asin, [lambda: R.uniform(-1, 1), lambda: 1 - two(-53, -1), lambda: sign() * two(-30, -1)]),
}


def power():
    kind = R.randrange(5)
    if kind == 0:
        return two(-3, 4), R.uniform(-50, 50)
    if kind == 1:
        return 1 + sign() * two(-30, -5), sign() * two(5, 30)
    if kind == 2:
        return two(-1000, 1000), R.uniform(-1, 1)
    if kind == 3:
        return R.uniform(0, 100), R.uniform(0, 3)
    return R.uniform(0.5, 2), R.uniform(-700, 700)


out = {"tool": f"mpmath {mp.__version__}", "generator": "generate.py"}
for name, (f, makers) in FUNCTIONS.items():
    out[name] = []
    for make in makers:
        for _ in range(80):
            x = make()
            out[name].append([x, float(f(mp.mpf(x)))])
out["pow"] = []
while len(out["pow"]) < 400:
    x, y = power()
    value = mp.power(mp.mpf(x), mp.mpf(y))
    if mp.mpf("1e-320") < value < mp.mpf("1e308"):
        out["pow"].append([x, y, float(value)])
with open(os.path.join(HERE, "elementary.json"), "w") as file:
    lines = [f' "{key}": {json.dumps(value)}' for key, value in out.items()]
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
print(sum(len(v) for v in out.values() if isinstance(v, list)))
