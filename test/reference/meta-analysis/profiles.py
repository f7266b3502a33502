"""Maximum likelihood and profile-likelihood limits of the random-intercept logistic model, in 30 digits.

Run: python3 test/reference/meta-analysis/profiles.py > test/reference/meta-analysis/profiles.json
Every integral is done by mpmath's tanh-sinh or Gauss-Legendre quadrature over pieces; every root by mpmath's findroot. Derivatives
of the log-likelihood are integrals of their own, not differences.
"""
import json, sys
from mpmath import mp, mpf, exp, log, sqrt, pi, quad, findroot, binomial
mp.dps = 25

SETS = {
    "restoration": [(12, 20), (6, 10), (6, 10), (5, 6), (7, 20), (20, 21), (6, 10), (11, 28), (22, 25), (19, 33)],
    "bestResponse": [(5, 20), (2, 10), (2, 10), (1, 20), (12, 21), (2, 10)],
    "metaprop": [(4, 10), (3, 20), (2, 30), (1, 40)],
    "stress": [(0, 8), (3, 12), (10, 10), (5, 20), (0, 15), (12, 25)],
    "ras": [(22, 25), (5, 5), (6, 10)],
}
Z = mpf("1.959963984540054235524594430520551527955550516301")
PIECES = [mpf(x) for x in (-14, -7, -4, -2, -1, 0, 1, 2, 4, 7, 14)]

def expit(x):
    return 1 / (1 + exp(-x))

def terms(x, n, mu, tau):
    """log L, d/dmu, d/dtau of one study."""
    def f(z):
        p = expit(mu + tau * z)
        return p**x * (1 - p) ** (n - x) * exp(-z * z / 2)
    def g(z):
        return f(z) * (x - n * expit(mu + tau * z))
    i0 = quad(f, PIECES)
    i1 = quad(g, PIECES)
    i2 = quad(lambda z: g(z) * z, PIECES)
    return log(i0 / sqrt(2 * pi)), i1 / i0, i2 / i0

def loglik(rows, mu, tau):
    parts = [terms(x, n, mu, tau) for x, n in rows]
    return [sum(p[i] for p in parts) for i in range(3)]

def newton(rows, start):
    """Solves both scores by findroot on exact derivatives."""
    return findroot(lambda m, t: loglik(rows, m, t)[1:], start, tol=mpf(10) ** -30, maxsteps=30)

def limit_mu(rows, cut, start):
    def system(m, t):
        value, _, dt = loglik(rows, m, t)
        return [value - cut, dt]
    return findroot(system, start, tol=mpf(10) ** -28, maxsteps=40)

def limit_tau(rows, cut, start):
    def system(m, t):
        value, dm, _ = loglik(rows, m, t)
        return [value - cut, dm]
    return findroot(system, start, tol=mpf(10) ** -28, maxsteps=40)

def marginal(mu, tau):
    value, dm, dt = terms(1, 1, mu, tau)
    return exp(value), dm, dt

def limit_marginal(rows, cut, start):
    """On the profile of the mean m, the two gradients are parallel."""
    def system(m, t):
        value, dm, dt = loglik(rows, m, t)
        _, am, at = marginal(m, t)
        return [value - cut, dm * at - dt * am]
    return findroot(system, start, tol=mpf(10) ** -28, maxsteps=40)

# Starting points, only to choose the right root: (mu, tau) near each limit.
STARTS = json.load(open(sys.argv[1])) if len(sys.argv) > 1 else json.load(open(__file__.replace("profiles.py", "profiles.starts.json")))
out = {}
for name, rows in SETS.items():
    s = STARTS[name]
    mu, tau = newton(rows, s["best"])
    best = loglik(rows, mu, tau)[0]
    cut = best - Z * Z / 2
    coefficients = sum(log(binomial(n, x)) for x, n in rows)
    r = {"rows": rows, "mu": mu, "tau2": tau**2, "logLikelihood": best + coefficients, "marginal": marginal(mu, tau)[0]}
    for side in ("lower", "upper"):
        r["mu" + side] = limit_mu(rows, cut, s["mu" + side])[0]
        m, t = limit_marginal(rows, cut, s["marginal" + side])
        r["marginal" + side] = marginal(m, t)[0]
        r["tau2" + side] = limit_tau(rows, cut, s["tau" + side])[1] ** 2 if s["tau" + side] else 0
    out[name] = {k: (v if k == "rows" else float(v)) for k, v in r.items()}
    print(name, out[name], file=sys.stderr, flush=True)
import mpmath
json.dump({"source": "own mpmath program, 25 digits", "versions": {"mpmath": mpmath.__version__}, "generator": "test/reference/meta-analysis/profiles.py", "sets": out}, sys.stdout, indent=1)
