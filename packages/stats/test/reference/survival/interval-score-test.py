# Log-rank tests of interval-censored times with strata, by permutation and by observed information, written from their definition.
# The masses are found by EM on all gaps between ends (no reduction to innermost intervals), the zeros dropped, then by Newton at 60
# digits. The log-likelihood, in hazards of the common distribution and group effects, is differentiated numerically at 60 digits:
#   finkelstein: S_j = exp(-Σ exp(θ_k + β_g));  sun: S_j = Π 1 / (1 + exp(θ_k + β_g)).
# The scores are its derivatives in β at 0, the information Schur's complement of its second derivatives.
# Run: python3 interval-score-test.py; writes interval-score-test.json beside this file. Data: the breast cosmesis trial as in
# interval-log-rank.R, and made-up samples with exact, left-, right- and interval-censored times.
import json, os, re
import numpy as np
import mpmath as mp
mp.mp.dps = 60
here = os.path.dirname(os.path.abspath(__file__))
INF = float("inf")

def masses(l, r):
    ends = sorted(set(l) | set(r) | {0.0})
    cells = [(a, a) for a in ends if any(x == a == y for x, y in zip(l, r))] + list(zip(ends[:-1], ends[1:]))
    cells.sort(key=lambda c: (c[0], c[1]))
    def covers(x, y, c):
        if x == y: return c == (x, x)
        # (x, y] holds the point a if x < a <= y, and the gap (a, b] if x <= a and b <= y, less the point b where that is a cell
        return x < c[0] <= y if c[0] == c[1] else x <= c[0] and c[1] <= y
    A = np.array([[covers(x, y, c) for c in cells] for x, y in zip(l, r)], float)
    p = np.full(len(cells), 1 / len(cells)); n = len(l)
    for _ in range(400000):
        q = p * (A / (A @ p)[:, None]).sum(0) / n
        if np.abs(q - p).max() < 1e-16: break
        p = q
    keep = [j for j in range(len(cells)) if q[j] > 1e-7]
    B = A[:, keep]; m = len(keep)
    x = mp.matrix([mp.mpf(float(q[j])) for j in keep])
    for _ in range(8):
        P = [sum(x[k] for k in range(m) if B[i, k]) for i in range(n)]
        g = mp.matrix([sum(1 / P[i] for i in range(n) if B[i, k]) - n for k in range(m)])
        H = mp.matrix(m, m)
        for i in range(n):
            w = 1 / P[i] ** 2; on = [k for k in range(m) if B[i, k]]
            for a in on:
                for b in on: H[a, b] += w
        d = mp.lu_solve(H, g); x += d
        if max(abs(v) for v in d) < mp.mpf(10) ** -50: break
    P = A @ np.array([float(x[keep.index(j)]) if j in keep else 0 for j in range(len(cells))])
    gap = max((A / P[:, None]).sum(0)) - n
    assert gap < 1e-9 and min(x) > 0, gap
    span = [(min(k for k in range(m) if B[i, k]), max(k for k in range(m) if B[i, k]) + 1) for i in range(n)]
    return [x[k] for k in range(m)], span

def stratum(l, r, g, kind, groups):
    x, span = masses(l, r); m = len(x); n = len(l); T = m - 1
    S = [sum(x[j:]) for j in range(m)] + [mp.mpf(0)]
    theta = [mp.log(mp.log(S[j] / S[j + 1])) if kind == "finkelstein" else mp.log((x[j] / S[j]) / (1 - x[j] / S[j])) for j in range(T)]
    q = (lambda t: mp.exp(t)) if kind == "finkelstein" else (lambda t: mp.log1p(mp.exp(t)))
    def value(i, shift, th):
        c = [mp.mpf(0)]
        for t in th: c.append(c[-1] + q(t + shift))
        s = [mp.exp(-v) for v in c] + [mp.mpf(0)]
        return mp.log(s[span[i][0]] - s[span[i][1]])
    h = mp.mpf(10) ** -18
    def bumped(*at):
        th = list(theta)
        for k, e in at: th[k] += e
        return th
    score = [(value(i, h, theta) - value(i, -h, theta)) / (2 * h) for i in range(n)]
    size = T + groups; I = mp.matrix(size, size)
    # by patient: (second differences in θ), θ with β, β twice
    for i in range(n):
        f0 = value(i, 0, theta); b = T + g[i]
        I[b, b] -= (value(i, h, theta) - 2 * f0 + value(i, -h, theta)) / h ** 2
        for k in range(T):
            v = (value(i, h, bumped((k, h))) - value(i, h, bumped((k, -h))) - value(i, -h, bumped((k, h))) + value(i, -h, bumped((k, -h)))) / (4 * h ** 2)
            I[b, k] -= v; I[k, b] -= v
            I[k, k] -= (value(i, 0, bumped((k, h))) - 2 * f0 + value(i, 0, bumped((k, -h)))) / h ** 2
            for j in range(k):
                v = (value(i, 0, bumped((k, h), (j, h))) - value(i, 0, bumped((k, h), (j, -h))) - value(i, 0, bumped((k, -h), (j, h))) + value(i, 0, bumped((k, -h), (j, -h)))) / (4 * h ** 2)
                I[k, j] -= v; I[j, k] -= v
    V = I[T:, T:]
    for b in range(groups if T > 0 else 0):
        x = mp.lu_solve(I[:T, :T], I[:T, T + b])
        for a in range(groups): V[a, b] -= (I[T + a, :T] * x)[0]
    ss = sum(v ** 2 for v in score); sizes = [sum(1 for v in g if v == k) for k in range(groups)]
    W = mp.matrix(groups, groups)
    for a in range(groups):
        for b in range(groups): W[a, b] = ss / (n - 1) * (sizes[a] * (a == b) - mp.mpf(sizes[a] * sizes[b]) / n)
    return [sum(score[i] for i in range(n) if g[i] == k) for k in range(groups)], W, V

def test(name, l, r, g, s, kind):
    groups = max(g) + 1
    u = [mp.mpf(0)] * groups; W = mp.matrix(groups, groups); V = mp.matrix(groups, groups)
    for b in sorted(set(s)):
        on = [i for i in range(len(l)) if s[i] == b]
        if len({g[i] for i in on}) < 2: continue
        v, w, x = stratum([l[i] for i in on], [r[i] for i in on], [g[i] for i in on], kind, groups)
        u = [p + o for p, o in zip(u, v)]; W += w; V += x
    def form(M):
        k = groups - 1; z = mp.matrix(u[:k]); return float((z.T * mp.lu_solve(M[:k, :k], z))[0])
    rows = lambda M: [[float(M[a, b]) for b in range(groups)] for a in range(groups)]
    print(name, kind, form(W), form(V))
    return dict(name=name, kind=kind, left=l, right=[-1 if v == INF else v for v in r], groups=g, strata=s, scores=[float(v) for v in u],
                permutation=dict(chiSquared=form(W), covariance=rows(W)), information=dict(chiSquared=form(V), covariance=rows(V)))

text = open(os.path.join(here, "interval-log-rank.R")).read()
numbers = lambda key: [INF if v == "Inf" else float(v) for v in re.search(key + r" ?= ?c\(([^)]*)\)", text).group(1).split(",")]
L, R = numbers("list\\(l"), numbers("\\n  r"); G = [0] * 46 + [1] * 48
rng = np.random.RandomState(7)
def made(n, groups, strata, grid):
    g = [int(i % groups) for i in range(n)]; s = [int(v) for v in rng.randint(0, strata, n)]
    t = rng.exponential(6, n) * (1 + 0.4 * np.array(g)); l, r = [], []
    for x in t:
        how = rng.randint(4); a = float(np.floor(x / grid) * grid); b = a + grid * float(1 + rng.randint(2))
        if how == 0: l.append(round(float(x), 1) or 0.1); r.append(l[-1])
        elif how == 1: l.append(a); r.append(INF)
        elif how == 2: l.append(0.0 if a < 2 * grid else a); r.append(b)
        else: l.append(a); r.append(b)
    return l, r, g, s
aml = json.load(open(os.path.join(here, "aml.json")))
amlRight = [t if e else INF for t, e in zip(aml["times"], aml["events"])]
cases = []
for kind in ("sun", "finkelstein"):
    cases.append(test("cosmesis", L, R, G, [0] * 94, kind))
    cases.append(test("cosmesis in three strata", L, R, G, [i % 3 for i in range(94)], kind))
    cases.append(test("aml, right-censored", [float(t) for t in aml["times"]], amlRight, aml["groups"], [0] * len(amlRight), kind))
made_sets = [("made " + str(k), *made(*size)) for k, size in enumerate([(24, 2, 1, 2.0), (30, 3, 1, 3.0), (40, 2, 2, 2.5), (45, 3, 3, 2.0), (16, 2, 1, 1.0)])]
for name, l, r, g, s in made_sets:
    for kind in ("sun", "finkelstein"): cases.append(test(name, l, r, g, s, kind))
json.dump(dict(tool="mpmath " + mp.__version__, generator="interval-score-test.py", cases=cases), open(os.path.join(here, "interval-score-test.json"), "w"))
