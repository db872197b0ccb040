"""Makes series.csv: quarterly series invented here, and what statsmodels fits and forecasts of them by each additive model.

    python3 -m venv venv && venv/bin/pip install statsmodels==0.15.0 && venv/bin/python make.py

A row: the model's name in ETS notation, the sum of its squared errors, the next
eight means, then the values.
"""

import numpy
import pandas
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

MODELS = {"ANN": (None, False, None), "AAdN": ("add", True, None), "ANA": (None, False, "add"), "AAdA": ("add", True, "add")}
dice = numpy.random.default_rng(2018)


def series(place):
    """Values around 200 whose level wanders, some of them with a season or a slope."""
    quarters = 20 + 4 * (place % 4)
    level = numpy.cumsum(dice.normal(0, 2 + place % 3, quarters))
    season = numpy.tile([12, -4, -10, 2], quarters // 4) * (place % 2)
    slope = numpy.arange(quarters) * (1.5 if place % 3 == 2 else 0)
    return numpy.round(200 + level + season + slope + dice.normal(0, 5, quarters), 1)


with open("series.csv", "w", encoding="utf-8") as file:
    for place in range(12):
        values = series(place)
        dated = pandas.Series(values, index=pandas.period_range("2010Q2", periods=len(values), freq="Q"))
        for name, (trend, damped, seasonal) in MODELS.items():
            model = ETSModel(dated, error="add", trend=trend, damped_trend=damped, seasonal=seasonal, seasonal_periods=4 if seasonal else None)
            fit = model.fit(disp=False, maxiter=10000)
            means = fit.forecast(8)
            numbers = [fit.sse, *means, *values]
            file.write(",".join([name, *(f"{number:.10g}" for number in numbers)]) + "\n")
