"""Expected maximum of n independent standard normal deviates, by mpmath quadrature of x n phi(x) Phi(x)^(n-1)."""
import json
import platform

import mpmath

mpmath.mp.dps = 30


def largest(n):
    f = lambda x: x * n * mpmath.npdf(x) * mpmath.ncdf(x) ** (n - 1)
    return mpmath.quad(f, [-12, -6, -3, -1, 0, 1, 3, 6, 12])


values = {str(n): float(largest(mpmath.mpf(n))) for n in ("1", "2", "3.5", "6", "12", "20")}
print(
    json.dumps(
        {"tool": f"mpmath {mpmath.__version__}, Python {platform.python_version()}", "expectedLargest": values}, indent=2
    )
)
