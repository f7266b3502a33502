"""Intervals and tests of proportions in mpmath (40 digits), from the definitions alone; used by the generators beside it.

Restricted maximum-likelihood estimates are found by halving the likelihood's derivative, limits by halving the defining equation; no
closed form of the package is used for them.
"""
import mpmath as mp
mp.mp.dps = 40
mpf = mp.mpf

def z_of(level): return mp.sqrt(2) * mp.erfinv(mpf(level))
def halve(f, a, b, n=150):
    """Where the falling f changes from positive to negative; an end if it does not."""
    a, b = mpf(a), mpf(b)
    for _ in range(n):
        m = (a + b) / 2
        if f(m) > 0: a = m
        else: b = m
    return (a + b) / 2

def pmf(k, n, p): return mp.binomial(n, k) * p ** k * (1 - p) ** (n - k) if 0 <= k <= n else mpf(0)
def upper(x, n, p): return mp.fsum(pmf(k, n, p) for k in range(x, n + 1))
def lower(x, n, p): return mp.fsum(pmf(k, n, p) for k in range(0, x + 1))

def tail_limits(x, n, a, share):
    lo = mpf(0) if x == 0 else halve(lambda p: a / 2 - (upper(x + 1, n, p) + share * pmf(x, n, p)), 0, 1)
    hi = mpf(1) if x == n else halve(lambda p: (lower(x - 1, n, p) + share * pmf(x, n, p)) - a / 2, 0, 1)
    return lo, hi

def wilson(x, n, z):
    p = mpf(x) / n
    lo = mpf(0) if x == 0 else halve(lambda t: (p - t) - z * mp.sqrt(t * (1 - t) / n), 0, p)
    hi = mpf(1) if x == n else halve(lambda t: z * mp.sqrt(t * (1 - t) / n) - (t - p), p, 1)
    return lo, hi

def wilson_cc(x, n, z):
    p = mpf(x) / n; c = mpf(1) / (2 * n)
    lo = mpf(0) if x == 0 else max(mpf(0), halve(lambda t: (p - t - c) - z * mp.sqrt(t * (1 - t) / n), 0, max(p - c, mpf(0))))
    hi = mpf(1) if x == n else min(mpf(1), halve(lambda t: z * mp.sqrt(t * (1 - t) / n) - (t - p - c), min(p + c, mpf(1)), 1))
    return lo, hi

def blaker_accept(x, n, p):
    a1, a2 = upper(x, n, p), lower(x, n, p)
    if a1 <= a2:
        best = max([lower(k, n, p) for k in range(-1, x) if lower(k, n, p) <= a1] or [mpf(0)]); return min(mpf(1), a1 + best)
    best = max([upper(k, n, p) for k in range(x + 1, n + 2) if upper(k, n, p) <= a2] or [mpf(0)]); return min(mpf(1), a2 + best)

def blaker(x, n, a):
    """Outermost p that is accepted: a scan in steps of 1/4000 from the Clopper-Pearson limits, then halving."""
    cl, cu = tail_limits(x, n, a, 1)
    def side(start, direction):
        step = mpf(direction) / 4000; p = start
        if blaker_accept(x, n, p) >= a: return p
        while blaker_accept(x, n, p + step) < a: p += step
        lo, hi = p, p + step
        for _ in range(110):
            m = (lo + hi) / 2
            if blaker_accept(x, n, m) >= a: hi = m
            else: lo = m
        return (lo + hi) / 2
    return (mpf(0) if x == 0 else side(cl, 1)), (mpf(1) if x == n else side(cu, -1))

def beta_quantile(a, b, q): return halve(lambda t: q - mp.betainc(a, b, 0, t, regularized=True), 0, 1)
def jeffreys(x, n, a):
    h = mpf(1) / 2
    return (mpf(0) if x == 0 else beta_quantile(x + h, n - x + h, a / 2)), (mpf(1) if x == n else beta_quantile(x + h, n - x + h, 1 - a / 2))
def agresti(x, n, z):
    m = n + z * z; p = (x + z * z / 2) / m; h = z * mp.sqrt(p * (1 - p) / m); return max(mpf(0), p - h), min(mpf(1), p + h)
def arcsine(x, n, z):
    t = mp.asin(mp.sqrt((x + mpf(3) / 8) / (n + mpf(3) / 4))); h = z / (2 * mp.sqrt(n))
    return (mpf(0) if x == 0 else mp.sin(max(mpf(0), t - h)) ** 2), (mpf(1) if x == n else mp.sin(min(mp.pi / 2, t + h)) ** 2)

def terms(x, p, n): # derivative of x log p + (n - x) log(1 - p)
    return (x / p if x else mpf(0)) - ((n - x) / (1 - p) if n - x else mpf(0))
def rd_null(x1, n1, x2, n2, d):
    lo, hi = max(mpf(0), -d), min(mpf(1), 1 - d); e = mpf(10) ** -35
    p2 = halve(lambda p: terms(x1, p + d, n1) + terms(x2, p, n2), lo + e, hi - e); return p2 + d, p2
def rr_null(x1, n1, x2, n2, f):
    hi = min(mpf(1), 1 / f); e = hi * mpf(10) ** -35
    p2 = halve(lambda p: f * terms(x1, f * p, n1) + terms(x2, p, n2), e, hi - e); return f * p2, p2
def or_null(x1, n1, x2, n2, psi):
    p1 = lambda p: p * psi / (1 + p * (psi - 1))
    p2 = halve(lambda p: x1 + x2 - n1 * p1(p) - n2 * p, 0, 1); return p1(p2), p2

def rd_z(x1, n1, x2, n2, d, f):
    p1, p2 = rd_null(x1, n1, x2, n2, d); return (mpf(x1) / n1 - mpf(x2) / n2 - d) / mp.sqrt(f * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))
def rr_z(x1, n1, x2, n2, r, f):
    p1, p2 = rr_null(x1, n1, x2, n2, r); return (mpf(x1) / n1 - r * mpf(x2) / n2) / mp.sqrt(f * (p1 * (1 - p1) / n1 + r * r * p2 * (1 - p2) / n2))
def or_z(x1, n1, x2, n2, psi, f):
    p1, p2 = or_null(x1, n1, x2, n2, psi)
    return (x1 - n1 * p1) * mp.sqrt(f * 0 + (1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2))) / f)

def log_limits(z_function, z):
    """Limits of a ratio, by halving on the log scale between e^-40 and e^40."""
    lo = halve(lambda t: z_function(mp.e ** t) - z, -40, 40); hi = halve(lambda t: z_function(mp.e ** t) + z, -40, 40)
    return mp.e ** lo, mp.e ** hi

def conditional(x1, n1, x2, n2, a, share):
    s = x1 + x2; ks = range(max(0, s - n2), min(n1, s) + 1)
    w = {k: mp.binomial(n1, k) * mp.binomial(n2, s - k) for k in ks}
    def tails(t):
        v = {k: w[k] * mp.e ** (t * k) for k in ks}; total = mp.fsum(v.values())
        up = (mp.fsum(v[k] for k in ks if k > x1) + share * v[x1]) / total; down = (mp.fsum(v[k] for k in ks if k < x1) + share * v[x1]) / total
        return up, down
    lo = mpf(0) if x1 == ks[0] else mp.e ** halve(lambda t: a / 2 - tails(t)[0], -60, 60)
    hi = mp.inf if x1 == ks[-1] else mp.e ** halve(lambda t: tails(t)[1] - a / 2, -60, 60)
    return lo, hi

def fisher(x1, n1, x2, n2):
    s = x1 + x2; ks = list(range(max(0, s - n2), min(n1, s) + 1)); c = {k: int(mp.binomial(n1, k)) * int(mp.binomial(n2, s - k)) for k in ks}
    total = sum(c.values()); out = {}
    for name, share in (("exact", mpf(1)), ("midP", mpf(1) / 2)):
        up = (sum(c[k] for k in ks if k > x1) + share * c[x1]) / total; down = (sum(c[k] for k in ks if k < x1) + share * c[x1]) / total
        less = sum(c[k] for k in ks if c[k] < c[x1]); tied = sum(c[k] for k in ks if c[k] == c[x1])
        tail = min(up, down); opposite = 0
        order = ks if up <= down else ks[::-1]
        for k in order:
            if k == x1 or mpf(opposite + c[k]) / total > tail: break
            opposite += c[k]
        single = len(ks) == 1
        out[name] = dict(pUpper=up, pLower=down, minimumLikelihood=1 if single else (less + share * tied) / total, doubled=1 if single else min(mpf(1), 2 * tail),
                         blaker=1 if single else min(mpf(1), tail + mpf(opposite) / total))
    return out

def rd_limits(x1, n1, x2, n2, z, f):
    d = mpf(x1) / n1 - mpf(x2) / n2; e = mpf(10) ** -25
    lo = mpf(-1) if d == -1 else halve(lambda t: rd_z(x1, n1, x2, n2, t, f) - z, -1 + e, d if d < 1 else 1 - e)
    hi = mpf(1) if d == 1 else halve(lambda t: rd_z(x1, n1, x2, n2, t, f) + z, d if d > -1 else -1 + e, 1 - e)
    return lo, hi

def pair(t): return ["inf" if mp.isinf(v) else mp.nstr(v, 20) for v in t]

