"""Makes series.csv and answers.csv: series invented here, and what pymannkendall says of them.

    python3 -m venv venv && venv/bin/pip install pymannkendall==1.4.3 && venv/bin/python make.py
"""

import csv
import random
from importlib.metadata import version

import pymannkendall

random.seed(20181)
CASES = 72
SEASONS = [4, 4, 12, 4, 3, 2]


def value(kind, step, season, seasons):
    level = 40 + 9 * ((season * 7) % seasons) / seasons
    if kind == "level":
        number = level + random.gauss(0, 4)
    elif kind == "rise":
        number = level + 0.5 * step + random.gauss(0, 4)
    elif kind == "fall":
        number = level - 0.25 * step + random.gauss(0, 3)
    elif kind == "few":
        number = max(0.0, random.gauss(2, 1.5))
    else:
        number = level + (12 if step > 14 else 0) + random.gauss(0, 5)
    return number


with open("series.csv", "w", newline="") as series, open("answers.csv", "w", newline="") as answers:
    series, answers = csv.writer(series, lineterminator="\n"), csv.writer(answers, lineterminator="\n")
    series.writerow(["series", "date", "value"])
    answers.writerow(["series", "seasons", "values", "trend", "z", "p", "s", "variance", "slope", "pymannkendall"])
    for case in range(CASES):
        seasons = SEASONS[case % len(SEASONS)]
        kind = ["level", "rise", "fall", "few", "step"][case % 5]
        count = seasons * random.choice([6, 7, 8, 10]) + random.randrange(seasons)
        decimals = 0 if kind == "few" or case % 3 == 0 else 2
        name = f"{kind}_{seasons}_{case:02}"
        values = []
        for step in range(count):
            number = round(value(kind, step, step % seasons, seasons), decimals)
            is_gap = case % 2 == 1 and 0 < step < count - 1 and random.random() < 0.08
            values.append(None if is_gap else number)
        first = random.choice([4, 9, 1])
        for step, number in enumerate(values):
            months = first - 1 + step * (12 // seasons)
            day = f"{2012 + months // 12}-{months % 12 + 1:02}-01"
            series.writerow([name, day, "" if number is None else number])
        told = pymannkendall.seasonal_test([float("nan") if n is None else n for n in values], period=seasons)
        answers.writerow(
            [name, seasons, sum(n is not None for n in values), told.trend, repr(float(told.z)), repr(float(told.p)),
             repr(float(told.s)), repr(float(told.var_s)), repr(float(told.slope)), version("pymannkendall")]
        )
