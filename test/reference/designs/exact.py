"""The designs of designs.json again, by a second program: whole-range Gauss-Legendre integration with 600 nodes and Brent's root
finder (numpy, scipy). rpact's own integration errs by up to 2e-4 in z where a design has no lower boundary.
Run: python3 exact.py (reads designs.json, writes exact.json beside it)."""
import json, sys, numpy as np, scipy
from scipy.special import ndtr, ndtri
from scipy.optimize import brentq

X, W = np.polynomial.legendre.leggauss(600)
pdf = lambda d: np.exp(-0.5 * d * d) / np.sqrt(2 * np.pi)

class Law:
    """z at a look among trials still going, under drift theta."""
    def __init__(self, theta): self.theta, self.prev = theta, None
    def exit(self, t, z, side):
        if np.isinf(z): return 0.0
        if self.prev is None: return float(ndtr(side * (self.theta * np.sqrt(t) - z)))
        x, m, s = self.prev; d = t - s
        return float(np.sum(m * ndtr(side * (x * np.sqrt(s) + self.theta * d - z * np.sqrt(t)) / np.sqrt(d))))
    def go_on(self, t, lower, upper):
        mean = self.theta * np.sqrt(t)
        lo, hi = max(lower, min(mean, 0) - 9), min(upper, max(mean, 0) + 9)
        y = lo + (hi - lo) * (X + 1) / 2; w = W * (hi - lo) / 2
        if self.prev is None: g = pdf(y - mean)
        else:
            x, m, s = self.prev; d = t - s
            g = pdf((y[:, None] * np.sqrt(t) - x[None, :] * np.sqrt(s) - self.theta * d) / np.sqrt(d)) @ m * np.sqrt(t / d)
        self.prev = (y, w * g, t)

def spending(d, t, alpha):
    """Cumulative one-sided spending."""
    p = d["parameter"]; t = np.array(t)
    if d["type"] == "asOF": return 2 * ndtr(ndtri(alpha / 2) / np.sqrt(t))
    if d["type"] == "asP": return alpha * np.log(1 + (np.e - 1) * t)
    if d["type"] == "asKD": return alpha * t ** p
    if d["type"] == "asHSD": return alpha * (t if p == 0 else (1 - np.exp(-p * t)) / (1 - np.exp(-p)))
    return np.array(np.atleast_1d(p)) / d["sided"]

def lowers(d, upper):
    if d["sided"] == 2: return [-u for u in upper]
    if d["binding"]: return list(d["futility"]) + [-np.inf]
    return [-np.inf] * len(upper)

def crossing(d, upper, theta, lower):
    law, up, down = Law(theta), [], []
    for t, u, l in zip(d["informationRates"], upper, lower):
        up.append(law.exit(t, u, 1)); down.append(law.exit(t, l, -1)); law.go_on(t, l, u)
    return up, down

def boundaries(d):
    t = d["informationRates"]; k = len(t); a = d["alpha"] / d["sided"]
    if d["type"].startswith("as"):
        spent = np.diff(np.concatenate([[0], spending(d, t, a)])); law = Law(0); out = []
        for i in range(k):
            p = spent[i]
            u = -ndtri(p) if i == 0 else (brentq(lambda z: np.log(law.exit(t[i], z, 1) / p), 0 if p < .3 else -3, -ndtri(p) + 1e-9, xtol=1e-14, rtol=1e-14))
            out.append(float(u)); law.go_on(t[i], lowers(d, out + [0] * (k - i - 1))[i], u)
        return out
    if d["type"] == "HP":
        def last(z): up = [d["parameter"]] * (k - 1) + [z]; return sum(crossing(d, up, 0, lowers(d, up))[0]) - a
        return [d["parameter"]] * (k - 1) + [brentq(last, 0.5, 8, xtol=1e-13)]
    delta = {"OF": 0, "P": 0.5}.get(d["type"], d["parameter"])
    shape = np.array(t) ** (delta - 0.5)
    c = brentq(lambda c: sum(crossing(d, list(c * shape), 0, lowers(d, list(c * shape)))[0]) - a, 0.5, 8, xtol=1e-13)
    return [float(z) for z in c * shape]

out = []
for d in json.load(open("designs.json"))["designs"]:
    for key in ("informationRates", "criticalValues"): d[key] = np.atleast_1d(d[key]).tolist()
    if d["futility"] is not None: d["futility"] = np.atleast_1d(d["futility"]).tolist()
    u = boundaries(d); k = len(u)
    stop = lowers(d, u)
    if d["futility"] is not None: stop = d["futility"] + [-np.inf]
    up, down = crossing(d, u, d["drift"], stop)
    reject = np.array(up) + (np.array(down) if d["sided"] == 2 else 0)
    going = 1 - np.cumsum(np.array(up) + np.array(down))
    info = d["informationRates"][0] + sum(going[i] * (d["informationRates"][i + 1] - d["informationRates"][i]) for i in range(k - 1))
    out.append({"criticalValues": u, "rejectPerStage": reject.tolist(), "futilityPerStage": down[:-1] if d["futility"] else [], "expectedInformation": float(info)})
json.dump({"tool": f"numpy {np.__version__}, scipy {scipy.__version__}, Python {sys.version.split()[0]}", "designs": out}, open("exact.json", "w"))
