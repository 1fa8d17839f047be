"""Charts as SVG, drawn on the server: no script, no inline style, the same look on every page and in PDFs.

Each function takes values and words and returns a `Drawing`; in a template `{{ drawing }}` puts it on the page. Values
arrive in the unit that the chart names (tonnes, kroner), missing ones as None: they leave a gap, never a zero. The
caller gives a title and a description for screen readers, and puts the same figures in a table below
(`components/chart.html` does both). Vega-Lite specifications are plain dictionaries; vl-convert draws them.
"""

from foundation.charts.bars import BarRow, horizontal_bars
from foundation.charts.lines import GoalPoint, YearPoint, line_with_interval
from foundation.charts.months import MonthValue, monthly_columns
from foundation.charts.parts import PartRow, stacked_money
from foundation.charts.periods import PeriodValue, period_columns
from foundation.charts.rendering import Drawing, png_of, warm_up
from foundation.charts.rising import Band, Companion, Dot, Rising, Strip, Tread, rising, small_rising
from foundation.charts.staircases import StepPoint, staircase
from foundation.charts.stretches import Stretch, stretches

__all__ = [
    "Band",
    "BarRow",
    "Companion",
    "Dot",
    "Drawing",
    "GoalPoint",
    "MonthValue",
    "PartRow",
    "PeriodValue",
    "Rising",
    "StepPoint",
    "Stretch",
    "Strip",
    "Tread",
    "YearPoint",
    "horizontal_bars",
    "line_with_interval",
    "monthly_columns",
    "period_columns",
    "png_of",
    "rising",
    "small_rising",
    "stacked_money",
    "staircase",
    "stretches",
    "warm_up",
]
