"""Reference values of the distributions, by mpmath with 60 digits.

Run: python3 generate.py [family ...]; writes <family>.json beside this file.
Every point holds parameters and x as doubles and the six functions as decimal text; null where a double cannot hold the value.
Discrete points and the parameters are chosen by a fixed-seed generator over ordinary and extreme ranges.
"""

import json
import math
import os
import random
import sys

import mpmath as mp

mp.mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))
DIGITS = 25


def gamma_tails(a, x):
    """P(a, x), Q(a, x): series below the mean, continued fraction above (DLMF 8.11.4, 8.9.2)."""
    a, x = mp.mpf(a), mp.mpf(x)
    if x == 0:
        return mp.mpf(0), mp.mpf(1)
    with mp.workdps(mp.mp.dps + 30 + int(max(0, -mp.log10(a)))):
        pre = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))
        if x < a + 1:
            term = total = mp.mpf(1)
            n = 1
            while term > total * mp.mpf(10) ** -mp.mp.dps:
                term *= x / (a + n)
                total += term
                n += 1
            lower = pre * total
            return lower, complement(lower)
        if x < 2:
            upper = mp.gammainc(a, x, regularized=True)
            return 1 - upper, upper
        b = x + 1 - a
        c = mp.mpf(10) ** 500
        d = 1 / b
        h = d
        i = 1
        while True:
            an = i * (a - i)
            b += 2
            d = 1 / (an * d + b)
            c = b + an / c
            h *= c * d
            if abs(c * d - 1) < mp.mpf(10) ** -mp.mp.dps * 100:
                break
            i += 1
        upper = pre * a * h
        return complement(upper), upper


def complement(tail):
    return 1 - tail


def beta_tails(a, b, x, y):
    a, b, x, y = mp.mpf(a), mp.mpf(b), mp.mpf(x), mp.mpf(y)
    if x * b > y * a:
        upper = beta_lower(b, a, y, x)
        return 1 - upper, upper
    lower = beta_lower(a, b, x, y)
    return lower, 1 - lower


def beta_lower(a, b, x, y):
    """I_x(a, b) below the mean: hypergeometric series (DLMF 8.17.8), or the continued fraction 8.17.22 where that is long."""
    if x == 0:
        return mp.mpf(0)
    with mp.workdps(mp.mp.dps + 30):
        pre = mp.exp(a * mp.log(x) + b * mp.log(y) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)) / a
        ratio = x * (1 + b / a) if a > 100 else x
        slow = (a + b > 3000) or (-150 / mp.log(min(ratio, mp.mpf("0.999999"))) > 8000)
        if not slow:
            term = total = mp.mpf(1)
            n = 0
            while term > total * mp.mpf(10) ** -mp.mp.dps:
                term *= (a + b + n) / (a + 1 + n) * x
                total += term
                n += 1
            return pre * total
        c = mp.mpf(1)
        d = 1 / (1 - (a + b) * x / (a + 1))
        h = d
        m = 1
        while True:
            even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / (1 + even * d)
            c = 1 + even / c
            h *= d * c
            odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / (1 + odd * d)
            c = 1 + odd / c
            h *= d * c
            if abs(d * c - 1) < mp.mpf(10) ** -mp.mp.dps * 1000:
                break
            m += 1
        return pre * h


def normal_tails(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2, mp.erfc(z / mp.sqrt(2)) / 2


def text(value):
    if value is None:
        return None
    return mp.nstr(value, DIGITS, min_fixed=0, max_fixed=0)


def representable(value):
    return value if value == 0 or abs(value) > mp.mpf("2.3e-308") else None


def point(parameters, x, log_pdf, lower, upper):
    log_lower = mp.log(lower) if lower > 0 else None
    log_upper = mp.log(upper) if upper > 0 else None
    if lower > mp.mpf(1) / 2:
        log_lower = mp.log1p(-upper) if upper < mp.mpf("1e-20") else mp.log(1 - upper)
    if upper > mp.mpf(1) / 2:
        log_upper = mp.log1p(-lower) if lower < mp.mpf("1e-20") else mp.log(1 - lower)
    return {
        "parameters": parameters,
        "x": x,
        "pdf": text(representable(mp.exp(log_pdf))) if log_pdf is not None else "0",
        "logPdf": text(log_pdf),
        "cdf": text(representable(lower)),
        "sf": text(representable(upper)),
        "logCdf": text(representable(log_lower)) if log_lower is not None else None,
        "logSf": text(representable(log_upper)) if log_upper is not None else None,
    }


R = random.Random(20260823)


def ten(a, b):
    return 10 ** R.uniform(a, b)


def normal_points():
    out = []
    for i in range(60):
        mean, sd = (0.0, 1.0) if i < 30 else (R.uniform(-50, 50), ten(-3, 3))
        x = mean + sd * R.choice([R.uniform(-3, 3), R.uniform(-37, 37), R.uniform(-10, 10)])
        z = (mp.mpf(x) - mp.mpf(mean)) / mp.mpf(sd)
        lower, upper = normal_tails(z)
        out.append(point({"mean": mean, "sd": sd}, x, -z * z / 2 - mp.log(2 * mp.pi) / 2 - mp.log(sd), lower, upper))
    return out


def exponential_points():
    out = []
    for _ in range(30):
        hazard = ten(-4, 4)
        x = R.choice([ten(-12, 0), R.uniform(0, 5), R.uniform(5, 690)]) / hazard
        t = mp.mpf(hazard) * mp.mpf(x)
        out.append(point({"hazard": hazard}, x, mp.log(hazard) - t, -mp.expm1(-t), mp.exp(-t)))
    return out


def gamma_x(a):
    kind = R.randrange(4)
    if kind == 0:
        return max(1e-300, a + R.uniform(-5, 5) * math.sqrt(a))
    if kind == 1:
        return a * ten(-3, 0.5)
    if kind == 2:
        return a + R.uniform(0, 35) * math.sqrt(a) + R.uniform(0, 300)
    return max(a * 1e-6, a - R.uniform(0, 35) * math.sqrt(a))


def gamma_point(parameters, shape, rate, x):
    t = mp.mpf(rate) * mp.mpf(x)
    lower, upper = gamma_tails(mp.mpf(shape), t)
    log_pdf = shape * mp.log(t) - t - mp.loggamma(shape) - mp.log(x)
    return point(parameters, x, log_pdf, lower, upper)


def gamma_points():
    out = []
    shapes = [ten(-8, -2) for _ in range(10)] + [ten(-2, 1.5) for _ in range(30)] + [ten(1, 3) for _ in range(30)]
    shapes += [1e4, 1e5, 1e6, 1e6, 1e6]
    for shape in shapes:
        rate = R.choice([1.0, ten(-3, 3)])
        out.append(gamma_point({"shape": shape, "rate": rate}, mp.mpf(shape), rate, gamma_x(shape) / rate))
    return out


def chi_squared_points():
    out = []
    for df in [0.1, 0.5, 1, 1, 2, 3, 3, 5, 10, 20, 39, 41, 100, 1000, 1e4, 1e5] * 3 + [ten(-1, 4) for _ in range(20)]:
        df = float(df)
        out.append(gamma_point({"df": df}, mp.mpf(df) / 2, mp.mpf("0.5"), 2 * gamma_x(df / 2)))
    return out


def student_points():
    out = []
    for df in [0.1, 0.5, 1, 1, 1.5, 2, 3, 4, 5, 10, 17, 30, 40, 44.3, 100, 1000, 1e5, 1e8] * 4:
        df = float(df)
        t = R.choice([-1, 1]) * R.choice([ten(-9, 0), R.uniform(0, 4), R.uniform(0, 36), ten(0, 20)])
        if df > 50 and abs(t) > 38:
            t = math.copysign(R.uniform(0, 36), t)
        v, u = mp.mpf(df), mp.mpf(t)
        x, y = u * u / (v + u * u), v / (v + u * u)
        inside, outside = beta_tails(mp.mpf("0.5"), v / 2, x, y)
        half = outside / 2
        lower, upper = (1 - half, half) if t > 0 else (half, 1 - half)
        log_pdf = mp.loggamma((v + 1) / 2) - mp.loggamma(v / 2) - mp.log(v * mp.pi) / 2 - (v + 1) / 2 * mp.log1p(u * u / v)
        out.append(point({"df": df}, t, log_pdf, lower, upper))
    return out


def f_points():
    out = []
    degrees = [0.5, 1, 2, 3, 7, 20, 60, 400, 1e4, 1e6]
    for _ in range(70):
        df1, df2 = float(R.choice(degrees)), float(R.choice(degrees))
        f = R.choice([ten(-6, 0), ten(-0.5, 0.5), ten(0, 2), ten(0, 6), math.exp(R.uniform(-4, 4) * math.sqrt(2 / df1 + 2 / df2))])
        d1, d2, u = mp.mpf(df1), mp.mpf(df2), mp.mpf(f)
        x, y = d1 * u / (d1 * u + d2), d2 / (d1 * u + d2)
        a, b = d1 / 2, d2 / 2
        lower, upper = beta_tails(a, b, x, y)
        log_pdf = a * mp.log(x) + b * mp.log(y) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b) - mp.log(u)
        out.append(point({"df1": df1, "df2": df2}, f, log_pdf, lower, upper))
    return out


def beta_x(a, b):
    mean = a / (a + b)
    sd = math.sqrt(a * b / (a + b + 1)) / (a + b)
    x = R.choice([R.uniform(0, 1), mean + R.uniform(-6, 6) * sd, mean * ten(-4, 0), 1 - (1 - mean) * ten(-4, 0), mean + R.uniform(-30, 30) * sd])
    return min(1 - 2**-50, max(1e-200, x))


def beta_points():
    out = []
    for i in range(90):
        if i < 30:
            a, b = ten(-3, 1), ten(-3, 1)
        elif i < 60:
            a, b = ten(0, 3), ten(0, 3)
        elif i < 75:
            a, b = ten(3, 6), ten(3, 6)
        else:
            a, b = ten(-2, 1), ten(1, 6)
            if R.random() < 0.5:
                a, b = b, a
        x = beta_x(a, b)
        lower, upper = beta_tails(a, b, mp.mpf(x), 1 - mp.mpf(x))
        log_pdf = (mp.mpf(a) - 1) * mp.log(x) + (mp.mpf(b) - 1) * mp.log(1 - mp.mpf(x))
        log_pdf += mp.loggamma(mp.mpf(a) + b) - mp.loggamma(a) - mp.loggamma(b)
        out.append(point({"a": a, "b": b}, x, log_pdf, lower, upper))
    return out


def weibull_points():
    out = []
    for _ in range(40):
        shape, scale = ten(-1, 1.5), ten(-2, 2)
        x = scale * R.choice([ten(-4, 0), R.uniform(0, 3), R.uniform(5, 600)]) ** (1 / shape)
        r = mp.mpf(x) / scale
        h = r ** mp.mpf(shape)
        log_pdf = mp.log(mp.mpf(shape) / scale) + (mp.mpf(shape) - 1) * mp.log(r) - h
        out.append(point({"shape": shape, "scale": scale}, x, log_pdf, -mp.expm1(-h), mp.exp(-h)))
    return out


def log_normal_points():
    out = []
    for _ in range(30):
        mean, sd = R.uniform(-3, 3), ten(-1, 0.5)
        x = math.exp(mean + sd * R.uniform(-6, 6))
        z = (mp.log(x) - mean) / mp.mpf(sd)
        lower, upper = normal_tails(z)
        out.append(point({"meanLog": mean, "sdLog": sd}, x, -z * z / 2 - mp.log(2 * mp.pi) / 2 - mp.log(sd) - mp.log(x), lower, upper))
    return out


def log_choose(n, k):
    return mp.loggamma(mp.mpf(n) + 1) - mp.loggamma(mp.mpf(k) + 1) - mp.loggamma(mp.mpf(n) - k + 1)


def binomial_points():
    out = []
    for i in range(80):
        n = R.randint(1, 60) if i < 40 else R.choice([100, 1000, 10**4, 10**6, 10**9])
        p = R.choice([R.uniform(0, 1), ten(-6, -1), 1 - ten(-6, -1), 0.5])
        sd = math.sqrt(n * p * (1 - p))
        k = int(min(n, max(0, round(n * p + R.choice([R.uniform(-3, 3), R.uniform(-30, 30)]) * sd + R.choice([0, 1, 5])))))
        q = 1 - mp.mpf(p)
        log_pdf = log_choose(n, k) + k * mp.log(p) + (n - k) * mp.log(q)
        if k == n:
            lower, upper = mp.mpf(1), mp.mpf(0)
        else:
            upper, lower = beta_tails(k + 1, n - k, mp.mpf(p), q)
        out.append(point({"n": n, "p": p}, k, log_pdf, lower, upper))
    return out


def poisson_points():
    out = []
    for mean in [ten(-6, 2) for _ in range(30)] + [ten(2, 4) for _ in range(15)] + [1e5, 1e6, 1e6]:
        k = max(0, round(mean + R.choice([R.uniform(-3, 3), R.uniform(-30, 30)]) * math.sqrt(mean) + R.choice([0, 0, 3, 20])))
        upper, lower = gamma_tails(k + 1, mp.mpf(mean))
        out.append(point({"mean": mean}, k, k * mp.log(mean) - mp.mpf(mean) - mp.loggamma(k + 1), lower, upper))
    return out


def hypergeometric_points():
    out = []
    for i in range(60):
        top = 30 if i < 25 else 300 if i < 50 else 10**5
        successes, failures = R.randint(1, top), R.randint(1, top)
        draws = R.randint(1, successes + failures)
        least, most = max(0, draws - failures), min(draws, successes)
        total = successes + failures
        mean = draws * successes / total
        sd = math.sqrt(max(1e-9, mean * failures / total * (total - draws) / max(1, total - 1)))
        k = int(min(most, max(least, round(mean + R.choice([R.uniform(-3, 3), R.uniform(-25, 25)]) * sd))))
        whole = log_choose(total, draws)
        mass = lambda j: mp.exp(log_choose(successes, j) + log_choose(failures, draws - j) - whole)
        lower = tail(mass, k, least, -1)
        upper = tail(mass, k + 1, most, 1) if k < most else mp.mpf(0)
        lower, upper = (lower, 1 - lower) if k < mean else (1 - upper, upper)
        log_pdf = log_choose(successes, k) + log_choose(failures, draws - k) - whole
        out.append(point({"successes": successes, "failures": failures, "draws": draws}, k, log_pdf, lower, upper))
    return out


def tail(mass, start, end, step):
    total = mp.mpf(0)
    j = start
    while (j - end) * step <= 0:
        term = mass(j)
        total += term
        if term < total * mp.mpf(10) ** -45:
            break
        j += step
    return total


def log_logistic_points():
    out = []
    for _ in range(30):
        shape, scale = ten(-0.7, 1.5), ten(-2, 3)
        x = scale * ten(-6, 6) ** (1 / shape)
        odds = (mp.mpf(x) / scale) ** mp.mpf(shape)
        log_pdf = mp.log(mp.mpf(shape) / x) + mp.log(odds) - 2 * mp.log(1 + odds)
        out.append(point({"shape": shape, "scale": scale}, x, log_pdf, odds / (1 + odds), 1 / (1 + odds)))
    return out


def gompertz_points():
    out = []
    for _ in range(30):
        shape, rate = R.choice([-1, 1]) * ten(-6, 0), ten(-3, 0)
        x = ten(-4, 0.8) / rate
        if shape > 0:
            x = min(x, math.log(1 + 500 * shape / rate) / shape)
        h = mp.mpf(rate) * mp.expm1(mp.mpf(shape) * x) / mp.mpf(shape)
        out.append(point({"shape": shape, "rate": rate}, x, mp.log(rate) + mp.mpf(shape) * x - h, -mp.expm1(-h), mp.exp(-h)))
    return out


def negative_binomial_points():
    out = []
    for _ in range(50):
        size = R.choice([float(R.randint(1, 40)), ten(-2, 2), ten(2, 5)])
        p = R.choice([R.uniform(0.01, 0.99), ten(-4, -1)])
        mean = size * (1 - p) / p
        k = max(0, round(mean + R.choice([R.uniform(-2, 3), R.uniform(0, 25)]) * math.sqrt(mean / p)))
        q = 1 - mp.mpf(p)
        lower, upper = beta_tails(size, k + 1, mp.mpf(p), q)
        log_pdf = mp.loggamma(mp.mpf(size) + k) - mp.loggamma(size) - mp.loggamma(k + 1) + size * mp.log(p) + k * mp.log(q)
        out.append(point({"size": size, "p": p}, k, log_pdf, lower, upper))
    return out


def table_point(parameters, k, least, most, log_mass):
    lower = mp.fsum(mp.exp(log_mass(j)) for j in range(least, k + 1))
    upper = mp.fsum(mp.exp(log_mass(j)) for j in range(k + 1, most + 1))
    total = lower + upper
    return point(parameters, k, log_mass(k) - mp.log(total), lower / total, upper / total)


def beta_binomial_points():
    out = []
    for _ in range(40):
        n = R.choice([R.randint(1, 40), R.randint(100, 600)])
        a, b = ten(-1, 3), ten(-1, 3)
        k = R.randint(0, n)
        base = mp.loggamma(mp.mpf(a) + b) - mp.loggamma(a) - mp.loggamma(b) - mp.loggamma(mp.mpf(a) + b + n)
        mass = lambda j: log_choose(n, j) + mp.loggamma(mp.mpf(a) + j) + mp.loggamma(mp.mpf(b) + n - j) + base
        out.append(table_point({"n": n, "a": a, "b": b}, k, 0, n, mass))
    return out


def noncentral_hypergeometric_points():
    out = []
    for _ in range(40):
        top = R.choice([30, 300])
        successes, failures = R.randint(1, top), R.randint(1, top)
        draws = R.randint(1, successes + failures)
        least, most = max(0, draws - failures), min(draws, successes)
        odds = ten(-2, 2)
        k = R.randint(least, most)
        mass = lambda j: log_choose(successes, j) + log_choose(failures, draws - j) + j * mp.log(odds)
        out.append(table_point({"successes": successes, "failures": failures, "draws": draws, "oddsRatio": odds}, k, least, most, mass))
    return out


def poisson_mixture(m, low_tail, high_tail, log_density):
    """Sums of positive terms around the largest, each tail computed by itself."""
    width = int(12 * mp.sqrt(m + 30) + 200)
    first = max(0, int(m) - width)
    weights = [(j, mp.exp(j * mp.log(m) - m - mp.loggamma(j + 1))) for j in range(0 if m < 3000 else first, int(m) + width)]
    lower = mp.fsum(w * low_tail(j) for j, w in weights)
    upper = mp.fsum(w * high_tail(j) for j, w in weights)
    density = mp.fsum(w * mp.exp(log_density(j)) for j, w in weights)
    return lower, upper, mp.log(density)


def noncentral_chi_squared_points():
    out = []
    mp.mp.dps = 40
    for df, noncentrality, z in [(d, l, z) for d in (0.5, 1.0, 4.0, 25.0) for l in (0.01, 2.0, 30.0, 150.0) for z in (-2.5, 0.5, 6.0)]:
        mean, sd = df + noncentrality, math.sqrt(2 * (df + 2 * noncentrality))
        x = mean + z * sd if mean + z * sd > 0 else mean * 10 ** (z / 2)
        a, half = mp.mpf(df) / 2, mp.mpf(x) / 2
        tails = {}

        def tail(j, i):
            if j not in tails:
                tails[j] = gamma_tails(a + j, half)
            return tails[j][i]

        density = lambda j: (a + j) * mp.log(half) - half - mp.loggamma(a + j) - mp.log(x)
        lower, upper, log_pdf = poisson_mixture(mp.mpf(noncentrality) / 2, lambda j: tail(j, 0), lambda j: tail(j, 1), density)
        out.append(point({"df": df, "noncentrality": noncentrality}, x, log_pdf, lower, upper))
    mp.mp.dps = 60
    return out


def noncentral_f_points():
    out = []
    mp.mp.dps = 40
    for df1, df2, noncentrality, f in [(a, b, l, f) for a in (1.0, 3.0, 10.0) for b in (4.0, 20.0, 150.0) for l in (0.5, 5.0, 60.0) for f in (0.05, 3.0, 30.0)]:
        d1, d2, u = mp.mpf(df1), mp.mpf(df2), mp.mpf(f)
        x, y = d1 * u / (d1 * u + d2), d2 / (d1 * u + d2)
        a, b = d1 / 2, d2 / 2
        tails = {}

        def tail(j, i):
            if j not in tails:
                tails[j] = beta_tails(a + j, b, x, y)
            return tails[j][i]

        density = lambda j: (a + j) * mp.log(x) + b * mp.log(y) - mp.loggamma(a + j) - mp.loggamma(b) + mp.loggamma(a + b + j) - mp.log(u)
        lower, upper, log_pdf = poisson_mixture(mp.mpf(noncentrality) / 2, lambda j: tail(j, 0), lambda j: tail(j, 1), density)
        out.append(point({"df1": df1, "df2": df2, "noncentrality": noncentrality}, f, log_pdf, lower, upper))
    mp.mp.dps = 60
    return out


def noncentral_t_points():
    out = []
    mp.mp.dps = 30
    for df in (0.5, 1.0, 3.0, 10.0, 100.0, 1e4):
        for delta in (-30.0, -2.0, 0.3, 5.0, 40.0):
            for shift in (-6.0, -0.7, 1.5, 8.0):
                t = delta + shift * (1 + abs(delta) / math.sqrt(2 * df))
                n = mp.mpf(df)
                c = mp.log(2) + n / 2 * mp.log(n / 2) - mp.loggamma(n / 2)
                scale = lambda u: mp.exp(c + n * u - n * mp.exp(2 * u) / 2)
                grid = [mp.mpf(v) / 100 for v in range(-6000, 400, 5)] if df < 20 else [mp.mpf(v) / (8 * math.sqrt(df)) for v in range(-150, 90, 1)]

                def total(g):
                    values = [g(u) for u in grid]
                    top = max(range(len(grid)), key=lambda i: values[i])
                    kept = [u for u, v in zip(grid, values) if v > values[top] * mp.mpf("1e-40")]
                    left, right = kept[0] - 2 * (grid[1] - grid[0]), kept[-1] + 2 * (grid[1] - grid[0])
                    return trapezoid(g, left, right)

                lower = total(lambda u: mp.erfc((delta - t * mp.exp(u)) / mp.sqrt(2)) / 2 * scale(u))
                upper = total(lambda u: mp.erfc((t * mp.exp(u) - delta) / mp.sqrt(2)) / 2 * scale(u))
                density = total(lambda u: mp.exp(u - (t * mp.exp(u) - delta) ** 2 / 2) / mp.sqrt(2 * mp.pi) * scale(u))
                out.append(point({"df": df, "noncentrality": delta}, t, mp.log(density), lower, upper))
    mp.mp.dps = 60
    return out


def trapezoid(g, left, right):
    count, before = 64, mp.mpf(0)
    while True:
        step = (right - left) / count
        value = step * mp.fsum(g(left + i * step) for i in range(count + 1))
        if abs(value - before) < abs(value) * mp.mpf("1e-18") or count > 5000:
            return value
        before, count = value, count * 2


def truncated_normal_points():
    out = []
    for _ in range(60):
        mean, sd = R.choice([(0.0, 1.0), (R.uniform(-5, 5), ten(-1, 1))])
        z = R.choice([R.uniform(-3, 3), R.uniform(-37, 37), R.uniform(30, 100)])
        width = R.choice([ten(-4, 0), R.uniform(0, 5), math.inf])
        if R.random() < 0.5:
            low, high = z, z + width
        else:
            low, high = z - width, z
        start, end = mean + sd * low, mean + sd * high
        inner = R.random() ** 2
        if width < math.inf:
            x = start + inner * (end - start)
        else:
            reach = sd * (1 / max(1, abs(z))) * R.uniform(0, 10)
            x = start + reach if high == math.inf else end - reach
        if not start < x < end:
            continue
        with mp.workdps(2500):
            unit = lambda v: (mp.mpf(v) - mp.mpf(mean)) / mp.mpf(sd)
            tail = lambda v: (mp.mpf(0) if v == mp.inf else mp.mpf(2) if v == -mp.inf else mp.erfc(v / mp.sqrt(2))) / 2
            whole = tail(unit(start)) - tail(unit(end))
            lower = (tail(unit(start)) - tail(unit(x))) / whole
            upper = (tail(unit(x)) - tail(unit(end))) / whole
            log_pdf = -unit(x) ** 2 / 2 - mp.log(2 * mp.pi) / 2 - mp.log(sd) - mp.log(whole)
        ends = {"from": "-Infinity" if start == -math.inf else start, "to": "Infinity" if end == math.inf else end}
        out.append(point({"mean": mean, "sd": sd, **ends}, x, log_pdf, lower, upper))
    return out


FAMILIES = {
    "normal": normal_points,
    "exponential": exponential_points,
    "gamma": gamma_points,
    "chiSquared": chi_squared_points,
    "studentT": student_points,
    "fDistribution": f_points,
    "beta": beta_points,
    "weibull": weibull_points,
    "logNormal": log_normal_points,
    "binomial": binomial_points,
    "poisson": poisson_points,
    "hypergeometric": hypergeometric_points,
    "logLogistic": log_logistic_points,
    "gompertz": gompertz_points,
    "negativeBinomial": negative_binomial_points,
    "betaBinomial": beta_binomial_points,
    "noncentralHypergeometric": noncentral_hypergeometric_points,
    "noncentralChiSquared": noncentral_chi_squared_points,
    "noncentralF": noncentral_f_points,
    "noncentralT": noncentral_t_points,
    "truncatedNormal": truncated_normal_points,
}

if __name__ == "__main__":
    for name, make in FAMILIES.items():
        R.seed(name)
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        points = make()
        header = {"family": name, "tool": f"mpmath {mp.__version__}, {mp.mp.dps} digits", "generator": "generate.py"}
        with open(os.path.join(HERE, f"{name}.json"), "w") as file:
            file.write(json.dumps({**header, "points": "@"}, indent=1).replace('"@"', "[\n" + ",\n".join("  " + json.dumps(p) for p in points) + "\n ]") + "\n")
        print(name, len(points))
