"""Maximum likelihood of the proportional odds model by mpmath (30 digits), on the data of ordinal.json, for MASS stops at about 1e-7.

Run after generate.R: python3 ordinal.py; adds exact coefficients, standard errors and thresholds to ordinal.json.
"""
import json, os
import mpmath as mp
mp.mp.dps = 30
here = os.path.dirname(os.path.abspath(__file__))
path = os.path.join(here, "ordinal.json")
data = json.load(open(path))
F = lambda x: 1 / (1 + mp.e ** -x)
for name, fit in data["fits"].items():
    y = [int(v) for v in fit["categories"]]; X = fit["covariates"]; n = fit["counts"]; p = len(X); levels = sorted(set(y)); K = len(levels)
    theta = [mp.mpf(v) for v in fit["coefficients"]] + [mp.mpf(v) for v in fit["thresholds"]]
    # One term for each distinct pattern of category and covariates.
    terms = {}
    for i in range(len(y)):
        key = (levels.index(y[i]), tuple(X[j][i] for j in range(p))); terms[key] = terms.get(key, 0) + mp.mpf(n[i])
    for _ in range(8):
        g = mp.matrix(p + K - 1, 1); H = mp.matrix(p + K - 1, p + K - 1); value = mp.mpf(0)
        for (k, x), w in terms.items():
            eta = mp.fsum(theta[j] * x[j] for j in range(p))
            a = F(theta[p + k] - eta) if k + 1 < K else mp.mpf(1); b = F(theta[p + k - 1] - eta) if k > 0 else mp.mpf(0)
            q = a - b; value += w * mp.log(q)
            # Gradient and second derivatives of q in the parameters.
            da = [mp.mpf(0)] * (p + K - 1); db = list(da)
            for j in range(p): da[j] = db[j] = -mp.mpf(x[j])
            if k + 1 < K: da[p + k] = mp.mpf(1)
            if k > 0: db[p + k - 1] = mp.mpf(1)
            fa, fb = a * (1 - a), b * (1 - b); sa, sb = fa * (1 - 2 * a), fb * (1 - 2 * b)
            dq = [fa * da[i] - fb * db[i] for i in range(p + K - 1)]
            for i in range(p + K - 1):
                g[i] += w * dq[i] / q
                for j in range(p + K - 1):
                    H[i, j] += w * ((sa * da[i] * da[j] - sb * db[i] * db[j]) / q - dq[i] * dq[j] / q ** 2)
        step = mp.lu_solve(-H, g); theta = [theta[i] + step[i] for i in range(p + K - 1)]
    V = (-H) ** -1
    fit["exact"] = dict(coefficients=[float(t) for t in theta[:p]], thresholds=[float(t) for t in theta[p:]], standardErrors=[float(mp.sqrt(V[i, i])) for i in range(p)], logLikelihood=float(value), step=float(max(abs(s) for s in step)))
    print(name, fit["exact"]["coefficients"][0], fit["coefficients"][0], fit["exact"]["step"])
data["exactBy"] = f"ordinal.py, mpmath {mp.__version__}"
open(path, "w").write(json.dumps(data, indent=0) + "\n")
