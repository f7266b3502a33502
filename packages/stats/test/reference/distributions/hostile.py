"""Hostile cases for every univariate law, by mpmath: extreme parameters, far tails, jumps, ends, infinities, subnormal arguments.

Run: python3 hostile.py [family ...]; writes hostile/<family>.json beside this file; TIMES=4 FOLDER=… makes four times as many
elsewhere. Rows: [parameters, x, logPdf, log of the smaller tail, which tail that is].
Seeds are fixed by the family's name. Sums and continued fractions are written from the definitions with 60 digits and more.
"""

import json
import math
import os
import random
import sys

import mpmath as mp

from generate import gamma_tails, log_choose, normal_tails, trapezoid

mp.mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(0)
M = mp.mpf
TINIEST = 5e-324


def ten(a, b):
    return 10 ** R.uniform(a, b)


def whole_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def beta_series(a, b, x, y):
    """I_x(a, b) by DLMF 8.17.8, all terms positive."""
    pre = mp.exp(a * mp.log(x) + b * mp.log(y) - whole_beta(a, b)) / a
    term = total = M(1)
    n = 0
    while term > total * M(10) ** -(mp.mp.dps + 5):
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return pre * total


def beta_fraction(a, b, x, y):
    """I_x(a, b) by DLMF 8.17.22, for x below the mean."""
    pre = mp.exp(a * mp.log(x) + b * mp.log(y) - whole_beta(a, b)) / a
    c, d = M(1), 1 / (1 - (a + b) * x / (a + 1))
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
        if abs(d * c - 1) < M(10) ** -45:
            return pre * h
        m += 1


def beta_both(a, b, x, y):
    """Both tails; small shapes with so many digits that a complement may lose 340 of them."""
    a, b, x, y = M(a), M(b), M(x), M(y)
    if x == 0 or y == 0:
        return (M(0), M(1)) if x == 0 else (M(1), M(0))
    if a + b < 2000:
        with mp.workdps(420):
            # x and y came with 60 digits; their sum must be 1 to all of them.
            if x <= M("0.5"):
                lower = beta_series(a, b, x, 1 - x)
                return lower, 1 - lower
            x = 1 - y
            upper = beta_series(b, a, y, x)
            return 1 - upper, upper
    with mp.workdps(80):
        if x * b <= y * a:
            lower = beta_fraction(a, b, x, y)
            return lower, 1 - lower
        upper = beta_fraction(b, a, y, x)
        return 1 - upper, upper


def gamma_both(a, x):
    a, x = M(a), M(x)
    if x < min(a + 1, 3) or a < 1 and x < 30:
        with mp.workdps(420):
            term = total = M(1)
            n = 1
            while term > total * M(10) ** -425:
                term *= x / (a + n)
                total += term
                n += 1
            lower = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total
            return lower, 1 - lower
    return gamma_tails(a, x)


def row(parameters, x, log_pdf, lower, upper):
    if lower <= upper:
        return [parameters, x, text(log_pdf), text(safe_log(lower)), "lower"]
    return [parameters, x, text(log_pdf), text(safe_log(upper)), "upper"]


def safe_log(v):
    return mp.log(v) if v > 0 else -mp.inf


def text(v):
    if v == mp.inf or v == -mp.inf:
        return "Infinity" if v > 0 else "-Infinity"
    return mp.nstr(v, 21, min_fixed=0, max_fixed=0)


def normal_row():
    mean, sd = R.choice([(0.0, 1.0), (R.uniform(-1e3, 1e3), ten(-5, 5)), (0.0, ten(-250, 250))])
    x = mean + sd * R.choice([1, -1]) * R.choice([ten(-12, 0), R.uniform(0, 37), ten(0, 5), 0.0])
    z = (M(x) - M(mean)) / M(sd)
    with mp.workdps(80):
        if abs(z) > 1e4:
            far = -z * z / 2 - mp.log(abs(z)) - mp.log(2 * mp.pi) / 2 + mp.log1p(-1 / z**2 + 3 / z**4 - 15 / z**6 + 105 / z**8)
            small = mp.exp(far)
            lower, upper = (small, 1 - small) if z < 0 else (1 - small, small)
        else:
            lower, upper = normal_tails(z)
    return row({"mean": mean, "sd": sd}, x, -z * z / 2 - mp.log(2 * mp.pi) / 2 - mp.log(sd), lower, upper)


def exponential_row():
    hazard = ten(-250, 250)
    x = R.choice([ten(-40, 0), R.uniform(0, 5), R.uniform(5, 690), ten(0, 6)]) / hazard
    t = M(hazard) * M(x)
    return row({"hazard": hazard}, x, mp.log(M(hazard)) - t, -mp.expm1(-t), mp.exp(-t))


def gamma_argument(a):
    kind = R.randrange(6)
    if kind == 0:
        return max(TINIEST, a + R.uniform(-6, 6) * math.sqrt(a))
    if kind == 1:
        return a * ten(-3, 0.5) if a < 1e5 else a + R.uniform(-9, 9) * math.sqrt(a)
    if kind == 2:
        return a + R.uniform(0, 37) * math.sqrt(a) + R.uniform(0, 690)
    if kind == 3:
        return max(a * 1e-6, a - R.uniform(0, 37) * math.sqrt(a))
    if kind == 4:
        return ten(-320, 0)
    return R.choice([TINIEST, 2.3e-308, 1e-300, 1.0, ten(0, 4)])


def gamma_from(parameters, shape, rate, x):
    if not 0 < x < 1.7e308:
        return None
    t = M(rate) * M(x)
    lower, upper = gamma_both(shape, t)
    return row(parameters, x, M(shape) * mp.log(t) - t - mp.loggamma(M(shape)) - mp.log(M(x)), lower, upper)


def gamma_row():
    shape, rate = R.choice([ten(-12, -3), ten(-3, 2), ten(-1, 4), ten(4, 6), 1e6, 1e-8]), R.choice([1.0, ten(-3, 3), ten(-100, 100)])
    return gamma_from({"shape": shape, "rate": rate}, shape, rate, gamma_argument(shape) / rate)


def chi_squared_row():
    df = R.choice([0.1, 1.0, 2.0, 3.0, float(R.randint(1, 200)), ten(-10, 0), ten(0, 6)])
    return gamma_from({"df": df}, M(df) / 2, M("0.5"), 2 * gamma_argument(df / 2))


def student_row():
    df = R.choice([0.1, 1.0, 2.0, float(R.randint(1, 200)), ten(-4, 2), ten(2, 6), 1e8])
    t = R.choice([-1, 1]) * R.choice([ten(-300, 0), ten(-9, 0), R.uniform(0, 5), R.uniform(0, 37), ten(0, 20), ten(0, 300)])
    if df > 1e3:
        t = math.copysign(min(abs(t), R.uniform(0, 60)), t)
    v, u = M(df), M(t)
    lower, upper = beta_both(M("0.5"), v / 2, u * u / (v + u * u), v / (v + u * u))
    half = upper / 2
    log_pdf = mp.loggamma((v + 1) / 2) - mp.loggamma(v / 2) - mp.log(v * mp.pi) / 2 - (v + 1) / 2 * mp.log1p(u * u / v)
    return row({"df": df}, t, log_pdf, *((1 - half, half) if t > 0 else (half, 1 - half)))


def f_row():
    degree = lambda: R.choice([0.1, 1.0, 2.0, float(R.randint(1, 100)), ten(-8, 0), ten(0, 6)])
    df1, df2 = degree(), degree()
    f = R.choice([ten(-6, 0), ten(-0.5, 0.5), ten(0, 6), ten(-320, 0), ten(0, 300), math.exp(R.uniform(-9, 9) * math.sqrt(2 / max(1, df1) + 2 / max(1, df2)))])
    d1, d2, u = M(df1), M(df2), M(f)
    x, y = d1 * u / (d1 * u + d2), d2 / (d1 * u + d2)
    a, b = d1 / 2, d2 / 2
    log_pdf = a * mp.log(x) + b * mp.log(y) - whole_beta(a, b) - mp.log(u)
    return row({"df1": df1, "df2": df2}, f, log_pdf, *beta_both(a, b, x, y))


def beta_row():
    shape = lambda: R.choice([ten(-12, -4), ten(-4, 0), ten(0, 2), ten(2, 4), ten(4, 6), 1.0, 1e-8, 0.5])
    a, b = shape(), shape()
    mean = a / (a + b)
    sd = math.sqrt(a * b / (a + b + 1)) / (a + b)
    x = R.choice([R.random(), mean + R.uniform(-9, 9) * sd, mean + R.uniform(-35, 35) * sd, mean * ten(-4, 0), 1 - (1 - mean) * ten(-4, 0), ten(-320, 0), 1 - ten(-16, 0), TINIEST])
    if not 0 < x < 1:
        return None
    u = M(x)
    log_pdf = (M(a) - 1) * mp.log(u) + (M(b) - 1) * mp.log1p(-u) - whole_beta(M(a), M(b))
    return row({"a": a, "b": b}, x, log_pdf, *beta_both(a, b, u, 1 - u))


def weibull_row():
    shape, scale = R.choice([ten(-2, 2), ten(-4, 4)]), R.choice([ten(-2, 2), ten(-100, 100)])
    t = R.choice([ten(-300, 0), R.uniform(0, 3), R.uniform(3, 690)])
    power = math.log10(t) / shape + math.log10(scale)
    if abs(power) > 290:
        return None
    x = 10**power
    r = M(x) / M(scale)
    h = r ** M(shape)
    return row({"shape": shape, "scale": scale}, x, mp.log(M(shape) / M(scale)) + (M(shape) - 1) * mp.log(r) - h, -mp.expm1(-h), mp.exp(-h))


def log_normal_row():
    mean, sd = R.uniform(-50, 50), ten(-4, 1)
    power = mean + sd * R.choice([R.uniform(-6, 6), R.uniform(-37, 37)])
    if abs(power) > 700:
        return None
    x = math.exp(power)
    z = (mp.log(M(x)) - M(mean)) / M(sd)
    return row({"meanLog": mean, "sdLog": sd}, x, -z * z / 2 - mp.log(2 * mp.pi) / 2 - mp.log(M(sd)) - mp.log(M(x)), *normal_tails(z))


def log_logistic_row():
    shape, scale = ten(-2, 3), ten(-50, 50)
    power = R.choice([R.uniform(-3, 3), R.uniform(-300, 300)]) / shape + math.log10(scale)
    if abs(power) > 290:
        return None
    x = 10**power
    odds = (M(x) / M(scale)) ** M(shape)
    return row({"shape": shape, "scale": scale}, x, mp.log(M(shape) / M(x)) + mp.log(odds) - 2 * mp.log1p(odds), odds / (1 + odds), 1 / (1 + odds))


def gompertz_row():
    shape, rate = R.choice([-1, 1]) * ten(-12, 2), ten(-8, 4)
    h = R.choice([ten(-40, 0), R.uniform(0, 5), R.uniform(5, 690)])
    inner = 1 + M(shape) * M(h) / M(rate)
    x = float(mp.log(inner) / M(shape)) if inner > 0 else ten(0, 3) / abs(shape)
    if not 1e-290 < x < 1e290:
        return None
    h = M(rate) * mp.expm1(M(shape) * M(x)) / M(shape)
    return row({"shape": shape, "rate": rate}, x, mp.log(M(rate)) + M(shape) * M(x) - h, -mp.expm1(-h), mp.exp(-h))


def uniform_row():
    start = R.choice([0.0, R.uniform(-10, 10), R.choice([-1, 1]) * ten(-200, 200)])
    end = start + abs(start or 1) * ten(-3, 3)
    x = start + (end - start) * R.choice([R.random(), ten(-12, 0), 1 - ten(-12, 0)])
    if not start < x < end:
        return None
    width = M(end) - M(start)
    return row({"from": start, "to": end}, x, -mp.log(width), (M(x) - M(start)) / width, (M(end) - M(x)) / width)


def piecewise_row():
    starts = [0.0]
    for _ in range(R.randint(0, 4)):
        starts.append(starts[-1] + ten(-2, 2))
    pieces = [{"from": s, "hazard": R.choice([ten(-4, 1), ten(-4, 1), 0.0])} for s in starts]
    cured = R.choice([0.0, R.random(), ten(-12, 0), 1 - ten(-12, 0)])
    x = R.choice([starts[-1] * R.random(), starts[-1] + ten(-2, 2), starts[-1] + ten(2, 5), ten(-12, 0), R.choice(starts)])
    if x <= 0:
        return None
    h = M(0)
    for i, piece in enumerate(pieces):
        end = M(starts[i + 1]) if i + 1 < len(starts) else mp.inf
        if x >= piece["from"]:
            h += M(piece["hazard"]) * (min(M(x), end) - M(piece["from"]))
            current = M(piece["hazard"])
    log_pdf = mp.log(1 - M(cured)) + mp.log(current) - h if current > 0 and cured < 1 else -mp.inf
    lower = -(1 - M(cured)) * mp.expm1(-h)
    upper = M(cured) + (1 - M(cured)) * mp.exp(-h)
    return row({"pieces": pieces, "curedShare": cured}, x, log_pdf, lower, upper)


def truncated_normal_row():
    mean, sd = R.choice([(0.0, 1.0), (R.uniform(-5, 5), ten(-2, 2))])
    z = R.choice([R.uniform(-3, 3), R.uniform(-40, 40), R.uniform(-100, 100)])
    width = R.choice([ten(-4, 0), R.uniform(0, 5), R.uniform(0, 60), math.inf])
    low, high = (z, z + width) if R.random() < 0.5 else (z - width, z)
    start, end = mean + sd * low, mean + sd * high
    if width < math.inf:
        x = start + R.choice([R.random(), ten(-6, 0), 1 - ten(-6, 0)]) * (end - start)
    else:
        reach = sd / max(1, abs(z)) * R.uniform(0, 10)
        x = start + reach if high == math.inf else end - reach
    if not start < x < end:
        return None
    with mp.workdps(4600):
        unit = lambda v: (M(v) - M(mean)) / M(sd)
        tail = lambda v: (M(0) if v == mp.inf else M(2) if v == -mp.inf else mp.erfc(v / mp.sqrt(2))) / 2
        a, b, c = tail(unit(start)), tail(unit(end)), tail(unit(x))
        lower, upper = (a - c) / (a - b), (c - b) / (a - b)
        log_pdf = -unit(x) ** 2 / 2 - mp.log(2 * mp.pi) / 2 - mp.log(M(sd)) - mp.log(a - b)
    ends = {"from": "-Infinity" if start == -math.inf else start, "to": "Infinity" if end == math.inf else end}
    return row({"mean": mean, "sd": sd, **ends}, x, log_pdf, lower, upper)


def around(mean, sd, most):
    k = round(mean + R.choice([R.uniform(-3, 3), R.uniform(-9, 9), R.uniform(-35, 35)]) * sd + R.choice([0, 0, 1, 5]))
    return int(min(most, max(0, R.choice([k, k, k, k, 0, 1]))))


def binomial_row():
    n = R.choice([R.randint(1, 60), R.randint(1, 1000), 10 ** R.randint(3, 6), 10**9])
    p = R.choice([R.random(), ten(-12, 0), 1 - ten(-12, 0), ten(-300, -12), 0.5])
    if n > 1e6 and n * p * (1 - p) > 1e6:
        p = ten(-12, -4)
    k = around(n * p, math.sqrt(n * p * (1 - p)), n)
    if R.random() < 0.1:
        k = n - R.randint(0, min(n, 2))
    q = 1 - M(p)
    log_pdf = log_choose(n, k) + k * mp.log(M(p)) + ((n - k) * mp.log(q) if n > k else 0)
    upper, lower = (M(0), M(1)) if k == n else beta_both(k + 1, n - k, M(p), q)
    return row({"n": n, "p": p}, k, log_pdf, lower, upper)


def poisson_row():
    mean = R.choice([ten(-300, -3), ten(-3, 1), ten(0, 3), ten(3, 6), 1e6])
    k = around(mean, math.sqrt(mean), 10**9)
    upper, lower = gamma_both(k + 1, M(mean))
    return row({"mean": mean}, k, k * mp.log(M(mean)) - M(mean) - mp.loggamma(k + 1), lower, upper)


def negative_binomial_row():
    size = R.choice([float(R.randint(1, 40)), ten(-8, 0), ten(-1, 2), ten(2, 5)])
    p = R.choice([R.uniform(0.01, 0.99), ten(-6, 0), 1 - ten(-9, 0)])
    if not (0 < p < 1 and size / p < 1e13):
        return None
    mean = size * (1 - p) / p
    k = around(mean, math.sqrt(mean / p), 10**15)
    if size + k > 2000 and mean / p > 1e10:
        return None
    q = 1 - M(p)
    log_pdf = mp.loggamma(M(size) + k) - mp.loggamma(M(size)) - mp.loggamma(k + 1) + size * mp.log(M(p)) + k * mp.log(q)
    return row({"size": size, "p": p}, k, log_pdf, *beta_both(size, k + 1, M(p), q))


def ratio_tail(first, ratio, start, end):
    step = 1 if end > start else -1
    total, term, j = M(0), first, start
    while True:
        total += term
        if j == end or term < total * M(10) ** -45:
            return total
        term *= ratio(j, step)
        j += step


def hypergeometric_row(odds=None):
    top = R.choice([30, 300, 10**4, 10**6]) if odds is None else R.choice([5, 30, 300, 2000])
    successes, failures = R.randint(1, top), R.randint(1, top)
    draws = R.choice([R.randint(0, successes + failures), R.randint(0, min(successes + failures, 100))])
    least, most = max(0, draws - failures), min(draws, successes)
    total = successes + failures
    mean = draws * successes / total
    sd = math.sqrt(max(1e-9, mean * failures / total * (total - draws) / max(1, total - 1)))
    k = max(least, around(mean, sd, most)) if odds is None else R.randint(least, most)
    parameters = {"successes": successes, "failures": failures, "draws": draws}
    log_mass = lambda j: log_choose(successes, j) + log_choose(failures, draws - j) - log_choose(total, draws)
    if odds is not None:
        masses = [mp.exp(log_mass(j) + j * mp.log(M(odds))) for j in range(least, most + 1)]
        whole = mp.fsum(masses)
        lower, upper = mp.fsum(masses[: k - least + 1]) / whole, mp.fsum(masses[k - least + 1 :]) / whole
        return row({**parameters, "oddsRatio": odds}, k, mp.log(masses[k - least] / whole), lower, upper)
    up = lambda j: M(successes - j) * (draws - j) / (M(j + 1) * (failures - draws + j + 1))
    ratio = lambda j, step: up(j) if step > 0 else 1 / up(j - 1)
    with mp.workdps(60):
        if k < mean or k == most and k <= mean:
            lower = ratio_tail(mp.exp(log_mass(k)), ratio, k, least)
            upper = M(0) if k == most else 1 - lower
        else:
            upper = M(0) if k == most else ratio_tail(mp.exp(log_mass(k + 1)), ratio, k + 1, most)
            lower = 1 - upper
    return row(parameters, k, log_mass(k), lower, upper)


def noncentral_hypergeometric_row():
    return hypergeometric_row(R.choice([ten(-2, 2), ten(-8, 8), 1.0]))


def beta_binomial_row():
    n = R.choice([R.randint(0, 40), R.randint(100, 1500)])
    shape = lambda: R.choice([ten(-10, -2), ten(-2, 2), ten(2, 6)])
    a, b = shape(), shape()
    k = R.choice([R.randint(0, n), 0, n])
    base = mp.loggamma(M(a) + b) - mp.loggamma(M(a)) - mp.loggamma(M(b)) - mp.loggamma(M(a) + M(b) + n)
    term = M(1)
    masses = [mp.exp(mp.loggamma(M(b) + n) + mp.loggamma(M(a)) + base)]
    for j in range(n):
        masses.append(masses[-1] * M(n - j) / (j + 1) * (M(a) + j) / (M(b) + n - j - 1))
    return row({"n": n, "a": a, "b": b}, k, mp.log(masses[k]), mp.fsum(masses[: k + 1]), mp.fsum(masses[k + 1 :]))


def mixture(m, x_reach, bottom_upper, top_lower, step, log_density):
    """Poisson mixture with tails by recurrence over positive steps: T(j + 1) = T(j) ± step(j)."""
    last = int(max(m, x_reach) + 40 * math.sqrt(max(m, x_reach) + 50) + 300)
    steps = [step(j) for j in range(last + 1)]
    weights = [mp.exp(-M(m))]
    for j in range(last):
        weights.append(weights[-1] * M(m) / (j + 1))
    upper_tail, upper = bottom_upper, M(0)
    for j in range(last + 1):
        upper += weights[j] * upper_tail
        upper_tail += steps[j]
    lower_tail, lower = top_lower(last + 1), M(0)
    for j in range(last, -1, -1):
        lower_tail += steps[j]
        lower += weights[j] * lower_tail
    return mp.log(mp.fsum(w * log_density(j) for j, w in enumerate(weights))), lower, upper


def noncentral_chi_squared_row():
    df, noncentrality = R.choice([0.1, 1.0, float(R.randint(1, 60)), ten(-2, 3)]), R.choice([ten(-8, 0), ten(0, 2), ten(2, 3.3)])
    mean, sd = df + noncentrality, math.sqrt(2 * (df + 2 * noncentrality))
    z = R.uniform(-4, 8)
    x = R.choice([mean + z * sd if mean + z * sd > 0 else mean * 10 ** (z / 2), mean * ten(-30, 0), mean + sd * R.uniform(0, 60)])
    a, half = M(df) / 2, M(x) / 2
    cache = [mp.exp(a * mp.log(half) - half - mp.loggamma(a + 1))]

    def step(j):
        while len(cache) <= j:
            cache.append(cache[-1] * half / (a + len(cache)))
        return cache[j]

    upper = gamma_both(a, half)[1]
    density = lambda j: step(j) * (a + j) / M(x)
    reach = float(mp.sqrt(M(noncentrality) * x)) / 2
    return row({"df": df, "noncentrality": noncentrality}, x, *mixture(M(noncentrality) / 2, reach, upper, lambda j: gamma_both(a + j, half)[0], step, density))


def noncentral_f_row():
    df1, df2 = R.choice([0.5, 1.0, float(R.randint(1, 60)), ten(-1, 2)]), R.choice([0.5, 1.0, float(R.randint(1, 60)), ten(-1, 3)])
    noncentrality = R.choice([ten(-8, 0), ten(0, 2), ten(2, 3)])
    f = (1 + noncentrality / df1) * R.choice([ten(-2, 1), ten(-30, 0), ten(0, 6)])
    d1, d2, u = M(df1), M(df2), M(f)
    x, y = d1 * u / (d1 * u + d2), d2 / (d1 * u + d2)
    a, b = d1 / 2, d2 / 2
    cache = [mp.exp(a * mp.log(x) + b * mp.log(y) - whole_beta(a, b)) / a]

    def step(j):
        while len(cache) <= j:
            i = len(cache) - 1
            cache.append(cache[-1] * x * (a + b + i) / (a + i + 1))
        return cache[j]

    upper = beta_both(a, b, x, y)[1]
    density = lambda j: step(j) * (a + j) / u
    return row({"df1": df1, "df2": df2, "noncentrality": noncentrality}, f, *mixture(M(noncentrality) / 2, noncentrality, upper, lambda j: beta_both(a + j, b, x, y)[0], step, density))


def noncentral_t_row():
    df, delta = R.choice([0.5, 1.0, float(R.randint(2, 100)), ten(-0.5, 4)]), R.choice([-1, 1]) * R.choice([ten(-6, 0), R.uniform(0, 6), R.uniform(0, 37)])
    t = R.choice([delta + R.uniform(-6, 8) * (1 + abs(delta) / math.sqrt(2 * df)), R.uniform(-5, 5), R.choice([-1, 1]) * ten(-6, 3)])
    with mp.workdps(34):
        n, d, s = M(df), M(delta), M(t)
        c = mp.log(2) + n / 2 * mp.log(n / 2) - mp.loggamma(n / 2)
        scale = lambda u: mp.exp(c + n * u - n * mp.exp(2 * u) / 2)
        tail = lambda z: mp.erfc(z / mp.sqrt(2)) / 2
        lower = line_integral(lambda u: tail(d - s * mp.exp(u)) * scale(u), df)
        upper = line_integral(lambda u: tail(s * mp.exp(u) - d) * scale(u), df)
        density = line_integral(lambda u: mp.exp(u - (s * mp.exp(u) - d) ** 2 / 2) / mp.sqrt(2 * mp.pi) * scale(u), df)
    return row({"df": df, "noncentrality": delta}, t, mp.log(density), lower, upper)


def line_integral(g, df):
    """Trapezoid rule on the part of a coarse grid where a unimodal integrand is above 1e-36 of its largest value."""
    width = 1 / math.sqrt(df + 1)
    left, right = -max(8.0, 60 * width) - 90 / max(df, 1.5) * (df < 40), max(2.0, min(6.0, 30 * width))
    for _ in range(4):
        grid = [left + (right - left) * i / 60 for i in range(61)]
        values = [g(M(u)) for u in grid]
        top = max(values)
        kept = [i for i, v in enumerate(values) if v > top * M("1e-36")]
        left, right = grid[max(0, kept[0] - 1)], grid[min(60, kept[-1] + 1)]
    return trapezoid(g, M(left), M(right))


def dirichlet_row():
    alpha = [ten(-3, 3) for _ in range(R.randint(2, 6))]
    x = [R.gammavariate(1, 1) for _ in alpha]
    x = [v / math.fsum(x) for v in x]
    x[-1] = 1 - math.fsum(x[:-1])
    if min(x) <= 0:
        return None
    log_pdf = mp.fsum((M(a) - 1) * mp.log(M(v)) - mp.loggamma(M(a)) for a, v in zip(alpha, x)) + mp.loggamma(mp.fsum(M(a) for a in alpha))
    return [alpha, x, text(log_pdf)]


def integrated(density, points):
    """Mean and variance of a law by mpmath's quadrature."""
    mean = mp.quad(lambda x: x * density(x), points)
    return mean, mp.quad(lambda x: (x - mean) ** 2 * density(x), points)


def truncated_moments(mean, sd, low, high):
    with mp.workdps(400):
        a, b = (M(low) - M(mean)) / M(sd), (M(high) - M(mean)) / M(sd)
        z = (mp.erfc(a / mp.sqrt(2)) - mp.erfc(b / mp.sqrt(2))) / 2
        f = lambda v: mp.exp(-v * v / 2) / mp.sqrt(2 * mp.pi)
        shift = (f(a) - f(b)) / z
        return M(mean) + M(sd) * shift, M(sd) ** 2 * (1 + (a * f(a) - b * f(b)) / z - shift**2)


def piecewise_moments(pieces):
    points = [p["from"] for p in pieces] + [mp.inf]
    total, mean, square = M(0), M(0), M(0)
    for i, piece in enumerate(pieces):
        h, start = M(piece["hazard"]), M(piece["from"])
        width = M(points[i + 1]) - start
        s = mp.exp(-total)
        if h == 0:
            area, tilt = width, width**2 / 2
        elif width == mp.inf:
            area, tilt = 1 / h, 1 / h**2
        else:
            g = h * width
            area, tilt = -mp.expm1(-g) / h, (-mp.expm1(-g) - g * mp.exp(-g)) / h**2
        mean += s * area
        square += 2 * s * (start * area + tilt)
        total += h * width if h > 0 else 0
    return mean, square - mean**2


def moment_rows():
    """[family, parameters, mean, variance] from the closed forms of the textbooks, or by quadrature where there is none."""
    out = []

    def add(family, parameters, mean, variance):
        out.append([family, parameters, text(M(mean)), text(M(variance))])

    for _ in range(12):
        a, b = ten(-6, 6), ten(-6, 6)
        A, B = M(a), M(b)
        add("beta", {"a": a, "b": b}, A / (A + B), A * B / (A + B) ** 2 / (A + B + 1))
        n = R.randint(1, 1000)
        add("betaBinomial", {"n": n, "a": a, "b": b}, n * A / (A + B), n * A * B * (A + B + n) / (A + B) ** 2 / (A + B + 1))
        add("gamma", {"shape": a, "rate": b}, A / B, A / B**2)
        shape = ten(-1, 7)
        g = lambda r: mp.gamma(1 + r / M(shape))
        with mp.workdps(120):
            add("weibull", {"shape": shape, "scale": b}, B * g(1), B**2 * (g(2) - g(1) ** 2))
        shape = 2 + ten(-3, 6)
        c = mp.pi / M(shape)
        with mp.workdps(120):
            c = mp.pi / M(shape)
            add("logLogistic", {"shape": shape, "scale": b}, B * c / mp.sin(c), B**2 * (2 * c / mp.sin(2 * c) - (c / mp.sin(c)) ** 2))
        mu, sd = R.uniform(-20, 20), ten(-6, 0.5)
        add("logNormal", {"meanLog": mu, "sdLog": sd}, mp.exp(M(mu) + M(sd) ** 2 / 2), mp.expm1(M(sd) ** 2) * mp.exp(2 * M(mu) + M(sd) ** 2))
        rate, shape = ten(-6, 3), ten(-3, 1)
        median = mp.log1p(mp.log(2) * M(shape) / M(rate)) / M(shape)
        survival = lambda x: mp.exp(-M(rate) * mp.expm1(M(shape) * x) / M(shape))
        with mp.workdps(40):
            ends = [0] + [median * k / 4 for k in range(1, 17)] + [median * k for k in (8, 16, 40, 100, 300)]
            mean = mp.quad(survival, ends)
            add("gompertz", {"shape": shape, "rate": rate}, mean, 2 * mp.quad(lambda x: x * survival(x), ends) - mean**2)
        df = 2 + ten(-3, 8)
        D = M(df)
        add("studentT", {"df": df}, 0, D / (D - 2))
        delta = R.uniform(-1000, 1000)
        with mp.workdps(90):
            factor = mp.sqrt(D / 2) * mp.exp(mp.loggamma((D - 1) / 2) - mp.loggamma(D / 2))
            add("noncentralT", {"df": df, "noncentrality": delta}, delta * factor, D / (D - 2) * (1 + M(delta) ** 2) - (delta * factor) ** 2)
        df2 = 4 + ten(-2, 6)
        D1, D2 = A, M(df2)
        add("fDistribution", {"df1": a, "df2": df2}, D2 / (D2 - 2), 2 * D2**2 * (D1 + D2 - 2) / (D1 * (D2 - 2) ** 2 * (D2 - 4)))
        l = ten(-6, 4)
        L = M(l)
        add("noncentralF", {"df1": a, "df2": df2, "noncentrality": l}, D2 * (D1 + L) / (D1 * (D2 - 2)), 2 * (D2 / D1) ** 2 * ((D1 + L) ** 2 + (D1 + 2 * L) * (D2 - 2)) / ((D2 - 2) ** 2 * (D2 - 4)))
        add("noncentralChiSquared", {"df": a, "noncentrality": l}, A + L, 2 * (A + 2 * L))
        p = R.choice([R.random(), ten(-9, 0)])
        add("binomial", {"n": n, "p": p}, n * M(p), n * M(p) * (1 - M(p)))
        add("negativeBinomial", {"size": ten(-6, 3), "p": p}, 0, 0)
        size = M(out[-1][1]["size"])
        out[-1][2:] = [text(size * (1 - M(p)) / M(p)), text(size * (1 - M(p)) / M(p) ** 2)]
        s, f = R.randint(1, 10**6), R.randint(1, 10**6)
        d, t = R.randint(0, s + f), s + f
        add("hypergeometric", {"successes": s, "failures": f, "draws": d}, M(d) * s / t, M(d) * s * f * (t - d) / (M(t) ** 2 * (t - 1)))
        s, f, odds = R.randint(1, 300), R.randint(1, 300), ten(-4, 4)
        d = R.randint(1, s + f)
        support = range(max(0, d - f), min(d, s) + 1)
        masses = [mp.exp(log_choose(s, j) + log_choose(f, d - j) + j * mp.log(M(odds))) for j in support]
        whole = mp.fsum(masses)
        mean = mp.fsum(m * j for m, j in zip(masses, support)) / whole
        add("noncentralHypergeometric", {"successes": s, "failures": f, "draws": d, "oddsRatio": odds}, mean, mp.fsum(m * (j - mean) ** 2 for m, j in zip(masses, support)) / whole)
        low = R.uniform(-15, 15)
        high = low + ten(-3, 1)
        add("truncatedNormal", {"mean": 0.5, "sd": 2.0, "from": low, "to": high}, *truncated_moments(0.5, 2.0, low, high))
        starts = [0.0]
        for _ in range(R.randint(0, 3)):
            starts.append(starts[-1] + ten(-2, 3))
        pieces = [{"from": v, "hazard": R.choice([ten(-5, 2), 0.0])} for v in starts[:-1]] + [{"from": starts[-1], "hazard": ten(-3, 3)}]
        with mp.workdps(120):
            add("piecewiseExponential", {"pieces": pieces}, *piecewise_moments(pieces))
    return out


ROWS = {
    "normal": (normal_row, 90), "exponential": (exponential_row, 60), "gamma": (gamma_row, 200), "chiSquared": (chi_squared_row, 150),
    "studentT": (student_row, 150), "fDistribution": (f_row, 200), "beta": (beta_row, 250), "weibull": (weibull_row, 80),
    "logNormal": (log_normal_row, 60), "logLogistic": (log_logistic_row, 60), "gompertz": (gompertz_row, 80), "uniform": (uniform_row, 40),
    "piecewiseExponential": (piecewise_row, 100), "truncatedNormal": (truncated_normal_row, 60), "binomial": (binomial_row, 150),
    "poisson": (poisson_row, 120), "negativeBinomial": (negative_binomial_row, 120), "hypergeometric": (hypergeometric_row, 100),
    "noncentralHypergeometric": (noncentral_hypergeometric_row, 80), "betaBinomial": (beta_binomial_row, 80),
    "noncentralChiSquared": (noncentral_chi_squared_row, 50), "noncentralF": (noncentral_f_row, 50), "noncentralT": (noncentral_t_row, 40),
}  # fmt: skip

if __name__ == "__main__":
    times = int(os.environ.get("TIMES", "1"))
    folder = os.environ.get("FOLDER", os.path.join(HERE, "hostile"))
    os.makedirs(folder, exist_ok=True)
    for name, (make, count) in ROWS.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        R.seed(name if times == 1 else f"{name} {times}")
        rows = []
        while len(rows) < count * times:
            made = make()
            if made is not None:
                rows.append(made)
        head = {"family": name, "tool": f"mpmath {mp.__version__}", "generator": "hostile.py"}
        with open(os.path.join(folder, f"{name}.json"), "w") as file:
            file.write(json.dumps({**head, "rows": "@"}, indent=1).replace('"@"', "[\n" + ",\n".join("  " + json.dumps(r) for r in rows) + "\n ]") + "\n")
        print(name, len(rows), flush=True)
    R.seed("closed forms")
    rows = [list(r) for r in (dirichlet_row() for _ in range(60)) if r is not None]
    with open(os.path.join(folder, "..", "closed-forms.json") if times == 1 else os.devnull, "w") as file:
        head = {"tool": f"mpmath {mp.__version__}", "generator": "hostile.py", "dirichlet": rows, "moments": moment_rows()}
        file.write(json.dumps(head).replace("[[", "[\n[").replace("], [[", "],\n[[") + "\n")
