"""p' and u' limits, written from the paper: Laney, D. B. (2002), "Improved Control Charts for Attributes",
Quality Engineering 14(4), 531-537. Knows nothing of our program.

    python3 laney.py > laney.csv

For each chart: p-bar = sum of x over sum of n; sigma_pi = sqrt(p-bar (1 - p-bar) / n_i) for proportions and
sqrt(u-bar / n_i) for rates; z_i = (p_i - p-bar) / sigma_pi; sigma_z = mean moving range of z / 1.128;
limits p-bar -/+ 3 sigma_pi sigma_z. Nothing is screened and nothing is cut off at 0 or 1.
"""

import math
import random

D2 = 1.128


def limits(chart, xs, ns):
    centre = math.fsum(xs) / math.fsum(ns)
    spread = centre * (1 - centre) if chart == "p" else centre
    if spread <= 0:
        return None
    sigma = [math.sqrt(spread / n) for n in ns]
    z = [(x / n - centre) / s for x, n, s in zip(xs, ns, sigma)]
    moving = [abs(b - a) for a, b in zip(z, z[1:])]
    sigma_z = math.fsum(moving) / len(moving) / D2
    if sigma_z == 0:
        return None
    return [(centre, centre - 3 * s * sigma_z, centre + 3 * s * sigma_z) for s in sigma]


def drawn(chance, chart, length, mean):
    """Denominators that move, and counts that cluster more in some cases than in others."""
    level = chance.choice([0.02, 0.1, 0.3, 0.6, 0.9]) if chart == "p" else chance.choice([0.001, 0.02, 0.4])
    cluster = chance.choice([0.0, 0.1, 0.3])
    base = mean / level
    xs, ns = [], []
    for _ in range(length):
        n = max(2, round(base * chance.uniform(0.4, 1.9)))
        own = min(0.999, max(0.0, level * (1 + cluster * chance.gauss(0, 1))))
        if chart == "p":
            x = sum(chance.random() < own for _ in range(n))
        else:
            x = max(0, round(chance.gauss(own * n, math.sqrt(own * n))))
        xs.append(x)
        ns.append(n)
    return xs, ns


def main():
    chance = random.Random(2002)
    print("case,chart,x,n,mean,lower,upper")
    for case in range(72):
        chart = "pu"[case % 2]
        xs, ns = drawn(chance, chart, chance.choice([8, 10, 12, 16]), chance.choice([3, 12, 40, 150]))
        if case == 70:
            xs = [0] * len(xs)
        found = limits(chart, xs, ns)
        for i, (x, n) in enumerate(zip(xs, ns)):
            ends = ",,".split(",") if found is None else [f"{value:.12g}" for value in found[i]]
            print(",".join([str(case), chart, str(x), str(n), *ends]))


main()
