"""The model of MODEL.md programmed a second time, from its equations alone, with another language, generator and order of work.

Usage: python3 generate.py > values.json   (numpy and scipy; about half a minute)
"""
import json
import platform
import sys

import numpy as np
import scipy
from scipy.stats import norm

PEOPLE = 400_000
YEAR = 365.25
rng = np.random.default_rng(20260823)


def largest_of(n):
    x = np.linspace(-9, 9, 20_001)
    return np.trapz(x * n * norm.pdf(x) * norm.cdf(x) ** (n - 1), x)


THETA = np.log(0.03 / 100) - 0.8 * largest_of(6)


def induction(days):
    return 1 - np.exp(-days / 7)


def solved_gain(p, u0):
    """Equation 4."""
    m = induction(42)
    s = np.sqrt((0.4 + 0.45 * m) ** 2 + 0.6**2 + (0.65 * m) ** 2)
    return (THETA - u0 + s * norm.ppf(p)) / m


def simulate(*, u0_percent, restoration, relative, course_days, chi, kappa, chi_new, activity, gate=None, every=56):
    """One protocol in one genotype. Returns shares."""
    n = PEOPLE
    z = lambda *shape: rng.standard_normal(shape or n)
    u0 = np.log(u0_percent / 100)
    dediff = z()

    # Section 1: target lesions, growth.
    further = rng.negative_binomial(2, 2 / (2 + 5), n)
    targets = np.minimum(5, 1 + further)
    is_target = np.arange(5)[None, :] < targets[:, None]
    diameter = np.maximum(10, 13 * np.exp(0.45 * z()[:, None] + 0.45 * z(n, 5)))
    growth = 0.38 / YEAR * np.exp(0.25 * dediff + 0.865 * z())

    # Section 2: uptake.
    individual = -0.4 * dediff + 0.6 * z()
    gain = solved_gain(restoration, u0) - 0.45 * dediff + 0.65 * z()
    uptake = u0 + individual + relative * induction(course_days) * gain
    restored = (uptake >= THETA) & (relative > 0)

    # Section 3: radioiodine.
    half_life = np.clip(60 * np.exp(0.35 * z()), 6, 190)
    alpha = 0.15 * np.exp(0.5 * z())
    lesion_uptake = np.exp(uptake[:, None] + 0.8 * z(n, 5))
    if activity == "none":
        given = np.zeros(n)
    elif activity == "mta":
        given = np.minimum(11.1, 15.7 * 1.35 * np.exp(0.58 * z()))
    else:
        given = np.full(n, activity)
    dose = (
        1000 * given[:, None] * lesion_uptake * ((half_life - 5.5) / np.log(2))[:, None] * 0.111 * diameter / (diameter + 0.6)
    )
    largest = np.where(is_target, dose, 0).max(axis=1)
    passes = np.ones(n, bool)
    if gate == "visible":
        passes = uptake + 0.25 * z() >= THETA
    elif gate is not None:
        passes = largest * np.exp(0.35 * z()) >= gate
    treated = passes & (given > 0)
    q = 1.5 / (half_life + 1.5)
    effect = alpha[:, None] * dose * (1 + dose * q[:, None] / 10)
    survival = np.where(treated[:, None], (1 + 0.25 * effect) ** -4, 1.0)
    volume0 = np.where(is_target, diameter**3, 0)
    surviving = (survival * volume0).sum(axis=1) / volume0.sum(axis=1)

    # Section 4, equation 8.
    capacity = kappa * np.exp(0.7 * z())
    scar = rng.uniform(0.05, 0.30, n)

    def log_volume(day):
        on, off = min(day, course_days), max(0, day - course_days)
        return growth * ((1 - chi) * on + off) - 3 * capacity * (1 - np.exp(-0.1 * on / 7))

    at_end = np.exp(log_volume(course_days))
    base_hazard = 1.6 * 0.2 / YEAR * np.exp(0.4 * dediff + 0.8 * z() - 0.32)
    threshold = rng.exponential(size=n)

    def hazard(day, after):
        log_v = log_volume(day) + (np.log(surviving) if after else 0)
        return base_hazard * np.minimum(4, np.exp(log_v)) ** 0.5 * (1 if after else 1 - chi_new)

    def observe(day):
        alive = np.exp(log_volume(day))[:, None]
        if day > course_days:
            left = scar + (1 - scar) * 2 ** (-(day - course_days) / 70)
            relative_volume = survival * alive + (1 - survival) * (at_end * left)[:, None]
        else:
            relative_volume = np.broadcast_to(alive, diameter.shape)
        d = diameter * np.cbrt(relative_volume)
        total = np.where(is_target & (d >= 5), d, 0).sum(axis=1)
        return total, np.maximum(0, total + z() * (0.0321 * total + 1.21))

    # Section 5.
    _, baseline = observe(0)
    nadir = baseline.copy()
    progressed = np.zeros(n, bool)
    category = np.full(n, -1)
    cumulative = np.zeros(n)
    visits = sorted({*range(every, 366, every), 183})
    knots = sorted({0, *visits, *([course_days] if course_days < visits[-1] else [])})
    for start, end in zip(knots[:-1], knots[1:]):
        after = start >= course_days
        cumulative += 0.5 * (hazard(start, after) + hazard(end, after)) * (end - start)
        if end not in visits:
            continue
        total, seen = observe(end)
        progressed |= (cumulative >= threshold) | ((seen >= 1.2 * nadir) & (seen - nadir >= 5))
        nadir = np.minimum(nadir, seen)
        if end == 183:
            category = np.where(progressed, 3, np.where(total == 0, 0, np.where(seen <= 0.7 * baseline, 1, 2)))
    share = lambda condition: float(np.mean(condition))
    return {
        "uptakeRestored": share(restored),
        "treated": share(treated),
        "CR": share(category == 0),
        "PR": share(category == 1),
        "SD": share(category == 2),
        "PD": share(category == 3),
        "pfs12Months": share(~progressed),
        "medianLargestDoseGy": float(np.median(largest[treated])) if treated.any() else 0.0,
    }


BRAF = dict(u0_percent=0.0025, restoration=0.65)
RAS = dict(u0_percent=0.005, restoration=0.8)
DUAL = dict(relative=1, chi=0.8, kappa=0.35, chi_new=0.6)
SINGLE = dict(relative=1.6 / 2.03, chi=0.8, kappa=0.35, chi_new=0.6)
MEK = dict(relative=1, chi=0.55, kappa=0.10, chi_new=0.3)
NONE = dict(relative=0, chi=0, kappa=0, chi_new=0)
CASES = {
    "untreated": dict(**BRAF, **NONE, course_days=0, activity="none"),
    "radioiodineAlone": dict(**RAS, **NONE, course_days=0, activity=5.5),
    "dualAlone": dict(**BRAF, **DUAL, course_days=42, activity="none"),
    "dualWithRadioiodine": dict(**BRAF, **DUAL, course_days=42, activity=5.5),
    "continuousDual": dict(**BRAF, **DUAL, course_days=730, activity="none"),
    "shortSingleGated": dict(**BRAF, **SINGLE, course_days=10, activity=7.4, gate="visible"),
    "mekDosimetric": dict(**RAS, **MEK, course_days=28, activity="mta", gate=20, every=91),
}

print(
    json.dumps(
        {
            "tool": f"numpy {np.__version__}, scipy {scipy.__version__}, Python {platform.python_version()}",
            "people": PEOPLE,
            "cases": {name: simulate(**case) for name, case in CASES.items()},
        },
        indent=2,
    )
)
sys.stdout.flush()
