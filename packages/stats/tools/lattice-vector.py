"""The generating vector of src/multivariate/lattice-vector.ts: an embedded lattice of 2^9 … 2^17 points, component by component.

Criterion: R. Cools, F. Y. Kuo, D. Nuyens (2006), SIAM J. Sci. Comput. 28: the largest, over the levels, of the worst-case error (Korobov
space of smoothness one, product weights 0.8^j) divided by the best of the candidates at that level. 200 random odd candidates for each.
Run: python3 lattice-vector.py; prints the vector.
"""

import numpy as np

TOP, LOW, SIZE = 17, 9, 100
N = 1 << TOP
rng = np.random.default_rng(2006)
k = np.arange(N, dtype=np.int64)
x = k / N
kernel = 2 * np.pi**2 * (x * x - x + 1 / 6)
levels = range(LOW, TOP + 1)
vector = [1]
product = 1 + kernel.copy()
for j in range(1, SIZE):
    weighted = 1 + max(0.8**j, 0.02) * kernel
    candidates = rng.choice(N // 2, 200, replace=False) * 2 + 1
    errors = np.empty((len(candidates), len(levels)))
    for c, z in enumerate(candidates):
        values = product * weighted[(k * z) & (N - 1)]
        errors[c] = [values[:: 1 << (TOP - m)].mean() - 1 for m in levels]
    ratio = errors / errors.min(axis=0)

    best = candidates[np.argmin(ratio.max(axis=1))]
    vector.append(int(best))
    product = product * weighted[(k * best) & (N - 1)]
print(", ".join(map(str, vector)))
