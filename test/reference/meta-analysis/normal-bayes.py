"""Posteriors of the normal-normal model at 30 digits, by composite Gauss-Legendre quadrature in log(tau), written from the definition.

The integral over mu given tau, and its mean, are taken numerically as well at three values of tau; the generator stops where they
differ from the closed form.
Run: python3 test/reference/meta-analysis/normal-bayes.py > test/reference/meta-analysis/normal-bayes.json
"""
import json
import mpmath as mp
from mpmath import mpf, exp, log, sqrt, pi

mp.mp.dps = 30
NODES = mp.calculus.quadrature.GaussLegendre(mp.mp).calc_nodes(2, 120)  # 12 points on [-1, 1]

CRINS = dict(y=[-2.3097, -0.4595, -2.3026, -1.7579, -1.2585, -2.4179], v=[.3594, .3096, .7750, .2078, .4122, 2.3373])
EFFECTS = {
    "crins": CRINS,
    "one": dict(y=[0.8], v=[0.25]),
    "two": dict(y=[-0.3, 1.1], v=[0.09, 0.2]),
    "three": dict(y=[0.1, 0.5, 0.2], v=[0.04, 0.16, 0.01]),
    "alike": dict(y=[0.4, 0.4, 0.4, 0.4], v=[0.1, 0.2, 0.05, 0.3]),
    "apart": dict(y=[-3.0, 2.0, 5.0, 0.5, -1.0], v=[0.0004, 0.01, 0.09, 0.0025, 1.0]),
}
NORMAL4 = dict(kind="normal", mean=0, sd=4)
FLAT = dict(kind="flat")
CASES = [
    ("crins", NORMAL4, dict(kind="halfNormal", scale=0.5)),
    ("crins", FLAT, dict(kind="uniform")),
    ("crins", FLAT, dict(kind="jeffreys")),
    ("crins", FLAT, dict(kind="bergerDeely")),
    ("crins", NORMAL4, dict(kind="uniformShrinkage")),
    ("crins", NORMAL4, dict(kind="duMouchel")),
    ("crins", NORMAL4, dict(kind="uniformI2")),
    ("crins", NORMAL4, dict(kind="logNormal", meanLog=-1.975, sdLog=0.67)),
    ("crins", NORMAL4, dict(kind="inverseGamma", shape=0.5, scale=0.3)),
    ("one", NORMAL4, dict(kind="halfNormal", scale=1)),
    ("one", dict(kind="normal", mean=1, sd=0.5), dict(kind="uniform", upper=2)),
    ("two", FLAT, dict(kind="halfCauchy", scale=0.5)),
    ("two", NORMAL4, dict(kind="halfT", df=4, scale=0.3)),
    ("three", FLAT, dict(kind="uniform")),
    ("three", FLAT, dict(kind="squareRoot")),
    ("three", FLAT, dict(kind="halfLogistic", scale=0.2)),
    ("alike", FLAT, dict(kind="halfNormal", scale=0.5)),
    ("alike", NORMAL4, dict(kind="uniform", upper=3)),
    ("apart", FLAT, dict(kind="uniform")),
    ("apart", NORMAL4, dict(kind="halfNormal", scale=0.2)),
]


def prior_density(p, v):
    k = p["kind"]
    s = mpf(str(p.get("scale", 1)))
    if k == "halfNormal":
        return lambda t: sqrt(2 / pi) / s * exp(-t * t / (2 * s * s))
    if k == "halfCauchy":
        return lambda t: 2 / (pi * s * (1 + t * t / s**2))
    if k == "halfT":
        d = mpf(p["df"])
        return lambda t: 2 * mp.gamma((d + 1) / 2) / (mp.gamma(d / 2) * sqrt(d * pi) * s) * (1 + t * t / (d * s * s)) ** (-(d + 1) / 2)
    if k == "halfLogistic":
        return lambda t: 2 * exp(-t / s) / (s * (1 + exp(-t / s)) ** 2)
    if k == "exponential":
        r = mpf(p["rate"])
        return lambda t: r * exp(-r * t)
    if k == "logNormal":
        m, d = mpf(str(p["meanLog"])), mpf(str(p["sdLog"]))
        return lambda t: exp(-((log(t) - m) ** 2) / (2 * d * d)) / (t * d * sqrt(2 * pi))
    if k == "inverseGamma":
        a = mpf(str(p["shape"]))
        return lambda t: 2 * t * s**a / mp.gamma(a) * (t * t) ** (-a - 1) * exp(-s / (t * t))
    if k == "uniform":
        return (lambda t: 1 / mpf(p["upper"])) if "upper" in p else (lambda t: mpf(1))
    if k == "squareRoot":
        return lambda t: 1 / sqrt(t)
    if k == "jeffreys":
        return lambda t: sqrt(sum((t / (x + t * t)) ** 2 for x in v))
    if k == "bergerDeely":
        return lambda t: mp.fprod(t / (x + t * t) for x in v) ** (mpf(1) / len(v))
    h = len(v) / sum(1 / x for x in v)
    if k == "uniformShrinkage":
        return lambda t: 2 * h * t / (h + t * t) ** 2
    if k == "duMouchel":
        return lambda t: sqrt(h) / (sqrt(h) + t) ** 2
    if k == "uniformI2":
        a, b = sum(1 / x for x in v), sum(1 / x**2 for x in v)
        g = (len(v) - 1) * a / (a * a - b)
        return lambda t: 2 * g * t / (g + t * t) ** 2


def likelihood(y, v, mean, mu, t):
    if mean["kind"] == "normal":
        m, s = mpf(str(mean["mean"])), mpf(str(mean["sd"]))
        out = exp(-((mu - m) ** 2) / (2 * s * s)) / (s * sqrt(2 * pi))
    else:
        out = mpf(1)
    for a, b in zip(y, v):
        w = b + t * t
        out *= exp(-((a - mu) ** 2) / (2 * w)) / sqrt(2 * pi * w)
    return out


def conditional(y, v, mean, t):
    """Mean and variance of mu given tau, and the integral of the likelihood over mu."""
    flat = mean["kind"] == "flat"
    p0 = mpf(0) if flat else 1 / mpf(str(mean["sd"])) ** 2
    m0 = mpf(0) if flat else mpf(str(mean["mean"]))
    w = [1 / (b + t * t) for b in v]
    precision = p0 + sum(w)
    m = (p0 * m0 + sum(a * b for a, b in zip(y, w))) / precision
    # the likelihood at the peak times the width
    return m, 1 / precision, likelihood(y, v, mean, m, t) * sqrt(2 * pi / precision)


def run(name, mean, tau):
    y, v = [mpf(str(a)) for a in EFFECTS[name]["y"]], [mpf(str(a)) for a in EFFECTS[name]["v"]]
    prior = prior_density(tau, v)
    top = log(mpf(tau["upper"])) if tau["kind"] == "uniform" and "upper" in tau else mpf(100)
    low = mpf(-140 if tau["kind"] == "squareRoot" else -70)
    rows = []
    width = mpf(1) / (8 if name == "apart" else 4)
    edges = [top - width * i for i in range(int((top - low) / width) + 1)]
    for right in edges:
        middle = right - width / 2
        for x, w in NODES:
            s = middle + x * width / 2
            t = exp(s)
            m, c, l = conditional(y, v, mean, t)
            mass = l * prior(t) * t * w * width / 2
            rows.append((t, m, c, mass))
    total = sum(r[3] for r in rows)
    # the inner integral over mu once more, numerically
    heavy = [r for r in rows if r[3] > total * mpf(10) ** -14]
    for t, m, c, mass in heavy[:: max(1, len(heavy) // 3)]:
        sd = sqrt(c)
        panels = [m + j * sd for j in range(-15, 16)]
        peak = likelihood(y, v, mean, m, t)
        inner = mp.quad(lambda mu: likelihood(y, v, mean, mu, t) / peak / sd, panels)
        assert abs(inner * peak * sd / conditional(y, v, mean, t)[2] - 1) < mpf(10) ** -18, (name, tau, t)
        moment = mp.quad(lambda mu: (mu - m) / sd * likelihood(y, v, mean, mu, t) / peak / sd, panels)
        assert abs(moment) < mpf(10) ** -14, (name, tau, t)
    # heavy tails matter to moments only
    every = [(t, m, c, mass / total) for t, m, c, mass in rows]
    rows = [row for row in every if row[3] > mpf(10) ** -26]
    rows.sort(key=lambda r: r[0])

    fall = {"halfCauchy": 2, "uniform": 0, "jeffreys": 1, "bergerDeely": 1, "squareRoot": 0.5, "duMouchel": 2, "uniformShrinkage": 3, "uniformI2": 3}.get(tau["kind"], 99)
    if tau["kind"] == "halfT":
        fall = tau["df"] + 1
    if tau["kind"] == "inverseGamma":
        fall = 2 * tau["shape"] + 1
    if "upper" in tau:
        fall = 99
    fall += len(y) - (1 if mean["kind"] == "flat" else 0)
    f = float

    def mixture(law, has_mean, has_sd):
        """The mixture of the normal laws with these means and variances, each given by (tau, mean, variance of mu)."""
        ms, cs = zip(*(law(t, m, c) for t, m, c, _ in rows))
        masses = [r[3] for r in rows]
        sds = [sqrt(c) for c in cs]
        cdf = lambda x: sum(w * mp.ncdf((x - m) / s) for w, m, s in zip(masses, ms, sds))
        pdf = lambda x: sum(w * mp.npdf((x - m) / s) / s for w, m, s in zip(masses, ms, sds))
        all_of_it = [(w, *law(t, m, c)) for t, m, c, w in every]
        mu = sum(w * m for w, m, _ in all_of_it)
        var = sum(w * (c + (m - mu) ** 2) for w, m, c in all_of_it)
        out = {}
        if has_mean:
            out["mean"] = f(mu)
        if has_sd:
            out["sd"] = f(sqrt(var))
        quantiles = []
        x = ms[len(ms) // 2]
        for p in (mpf("0.025"), mpf("0.5"), mpf("0.975")):
            lo, hi = x - 1, x + 1
            while cdf(lo) > p:
                lo = x - 3 * (x - lo)
            while cdf(hi) < p:
                hi = x + 3 * (hi - x)
            for _ in range(12):
                mid = (lo + hi) / 2
                if cdf(mid) < p:
                    lo = mid
                else:
                    hi = mid
            q = (lo + hi) / 2
            for _ in range(6):
                step = (cdf(q) - p) / pdf(q)
                q -= step
                if abs(step) < mpf(10) ** -15 * (1 + abs(q)):
                    break
            quantiles.append(q)
        out["quantiles"] = [f(q) for q in quantiles]
        at = quantiles[1] + (quantiles[2] - quantiles[1]) / 3
        out["at"] = f(at)
        at = mpf(f(at))
        out["density"] = f(pdf(at))
        out["cdf"] = f(cdf(at))
        return out

    proper = mean["kind"] == "normal"
    ofmean = mixture(lambda t, m, c: (m, c), fall > 2 or proper, fall > 3 or proper)
    ofnew = mixture(lambda t, m, c: (m, c + t * t), fall > 2, fall > 3)

    def shrunk(t, m, c):
        b = v[0] / (v[0] + t * t)
        return b * m + (1 - b) * y[0], (1 - b) * v[0] + b * b * c

    first = mixture(shrunk, True, True)

    post = lambda t: conditional(y, v, mean, t)[2] * prior(t) / total

    def tau_cdf(x):
        """By its own panels up to x."""
        s1 = log(x)
        out = mpf(0)
        right = s1
        while right > low:
            middle = right - width / 2
            part = sum(w * post(exp(middle + z * width / 2)) * exp(middle + z * width / 2) for z, w in NODES) * width / 2
            out += part
            if part < mpf(10) ** -22 * out and right < s1 - 10:
                break
            right -= width
        return out

    oftau = {"quantiles": []}
    for p in (mpf("0.025"), mpf("0.5"), mpf("0.975")):
        acc = mpf(0)
        for r in rows:
            acc += r[3]
            if acc >= p:
                break
        q = r[0]
        for _ in range(12):
            step = (tau_cdf(q) - p) / post(q)
            q = q - step if q - step > q / 2 else q / 2
            if abs(step) < mpf(10) ** -14 * q:
                break
        oftau["quantiles"].append(f(q))
    m1 = sum(r[3] * r[0] for r in every)
    m2 = sum(r[3] * r[0] ** 2 for r in every)
    if fall > 2:
        oftau["mean"] = f(m1)
    if fall > 3:
        oftau["sd"] = f(sqrt(m2 - m1 * m1))
    oftau["at"] = oftau["quantiles"][1]
    oftau["density"] = f(post(mpf(oftau["at"])))
    out = dict(set=name, effects=EFFECTS[name], mean=mean, tau=tau, posterior=dict(mean=ofmean, tau=oftau, newStudy=ofnew, firstStudy=first))
    proper = tau["kind"] not in ("jeffreys", "bergerDeely", "squareRoot") and not (tau["kind"] == "uniform" and "upper" not in tau)
    if proper and mean["kind"] == "normal":
        out["logEvidence"] = f(log(total))
    if proper:
        out["zeroTau"] = f(conditional(y, v, mean, mpf(0))[2] / total)
    if mean["kind"] == "normal":
        null = mpf(0)
        for right in edges:
            middle = right - width / 2
            for x, w in NODES:
                t = exp(middle + x * width / 2)
                l = mp.fprod(exp(-a * a / (2 * (b + t * t))) / sqrt(2 * pi * (b + t * t)) for a, b in zip(y, v))
                null += l * prior(t) * t * w * width / 2
        out["zeroMean"] = f(null / total)
    return out


if __name__ == "__main__":
    from multiprocessing import Pool
    with Pool(2) as pool:
        cases = pool.starmap(run, CASES)
    print(json.dumps(dict(source="own mpmath program", versions=dict(mpmath=mp.__version__),
        generator="test/reference/meta-analysis/normal-bayes.py", cases=cases), indent=1))
