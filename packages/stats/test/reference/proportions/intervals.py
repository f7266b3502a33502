"""Intervals and tests of one, two and stratified proportions, by the definitions in definitions.py.

Run: python3 intervals.py; writes intervals.json.
"""
import json, os, sys
from definitions import *

ONE = [(0, 5), (1, 29), (7, 20), (12, 20), (2, 10), (10, 10), (15, 148), (81, 263), (3, 7), (19, 20)]
TWO = [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (10, 10, 0, 20), (36, 154, 12, 77), (39, 500, 13, 500), (7, 20, 2, 20), (3, 9, 8, 11), (1, 6, 5, 8), (0, 12, 4, 15)]
one, two = [], []
for level in ("0.95", "0.8", "0.999"):
    z = z_of(level); a = 1 - mpf(level)
    for x, n in ONE:
        one.append(dict(events=x, n=n, level=float(level), clopperPearson=pair(tail_limits(x, n, a, 1)), midP=pair(tail_limits(x, n, a, mpf(1) / 2)),
            wilson=pair(wilson(x, n, z)), wilsonCc=pair(wilson_cc(x, n, z)), agrestiCoull=pair(agresti(x, n, z)), jeffreys=pair(jeffreys(x, n, a)),
            arcsine=pair(arcsine(x, n, z)), **({"blaker": pair(blaker(x, n, a))} if n <= 29 else {})))
for level in ("0.95", "0.9"):
    z = z_of(level); a = 1 - mpf(level)
    for x1, n1, x2, n2 in TWO:
        f = mpf(n1 + n2) / (n1 + n2 - 1); p1, p2 = mpf(x1) / n1, mpf(x2) / n2; row = dict(x1=x1, n1=n1, x2=x2, n2=n2, level=float(level))
        w = [(wilson(x1, n1, z), wilson(x2, n2, z)), (wilson_cc(x1, n1, z), wilson_cc(x2, n2, z))]
        newcombe = [pair((max(mpf(-1), p1 - p2 - mp.sqrt((p1 - u[0]) ** 2 + (v[1] - p2) ** 2)), min(mpf(1), p1 - p2 + mp.sqrt((u[1] - p1) ** 2 + (p2 - v[0]) ** 2)))) for u, v in w]
        row["difference"] = dict(newcombe=newcombe[0], newcombeCc=newcombe[1], miettinenNurminen=pair(rd_limits(x1, n1, x2, n2, z, f)), mee=pair(rd_limits(x1, n1, x2, n2, z, mpf(1))))
        if x1 + x2 > 0:
            row["oddsRatio"] = dict(conditionalExact=pair(conditional(x1, n1, x2, n2, a, 1)), conditionalMidP=pair(conditional(x1, n1, x2, n2, a, mpf(1) / 2)))
        if 0 < x1 < n1 and 0 < x2 < n2:
            row["ratio"] = dict(koopman=pair(log_limits(lambda r: rr_z(x1, n1, x2, n2, r, mpf(1)), z)), miettinenNurminen=pair(log_limits(lambda r: rr_z(x1, n1, x2, n2, r, f), z)))
            row["oddsRatio"].update(cornfield=pair(log_limits(lambda r: or_z(x1, n1, x2, n2, r, mpf(1)), z)), miettinenNurminen=pair(log_limits(lambda r: or_z(x1, n1, x2, n2, r, f), z)))
        row["fisher"] = {k: {m: mp.nstr(mpf(v), 20) for m, v in d.items()} for k, d in fisher(x1, n1, x2, n2).items()}
        row["scoreAt"] = [dict(difference=float(d), z=mp.nstr(rd_z(x1, n1, x2, n2, mpf(float(d)), mpf(1)), 20)) for d in (-0.15, 0.1)]
        two.append(row)

STRATA = [[(8, 20, 3, 19), (5, 31, 6, 30), (0, 7, 2, 9)], [(12, 40, 6, 41), (3, 5, 1, 6)], [(7, 20, 2, 20)], [(10, 10, 7, 9), (4, 11, 2, 12), (15, 30, 10, 33), (0, 4, 0, 5)]]
stratified = []
for strata in STRATA:
    for weights in ("mantelHaenszel", "equal"):
        def score(d):
            top = bottom = mpf(0)
            for x1, n1, x2, n2 in strata:
                p1, p2 = rd_null(x1, n1, x2, n2, d); v = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * mpf(n1 + n2) / (n1 + n2 - 1)
                w = mpf(n1) * n2 / (n1 + n2) if weights == "mantelHaenszel" else mpf(1)
                top += w * (mpf(x1) / n1 - mpf(x2) / n2 - d); bottom += w * w * v
            return top / mp.sqrt(bottom)
        z = z_of("0.95"); e = mpf(10) ** -9
        stratified.append(dict(strata=strata, weights=weights, z=mp.nstr(score(mpf(float(0.05))), 20), difference=0.05,
            estimate=mp.nstr(halve(score, -1 + e, 1 - e), 20), interval=pair((halve(lambda d: score(d) - z, -1 + e, 1 - e), halve(lambda d: score(d) + z, -1 + e, 1 - e)))))
out = dict(generator="intervals.py", tool=f"Python {sys.version.split()[0]}, mpmath {mp.__version__}", one=one, two=two, stratified=stratified)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "intervals.json"), "w") as f: f.write(json.dumps(out, indent=0) + "\n")
