"""On which days of a month planned controls are due: working days that are still ahead, spread evenly.

Method: docs/methods/capacity.md, "On which day".
"""

from calendar import monthrange
from datetime import date, timedelta

from follow_up.calculations.year_plan import SATURDAY


def control_days(month: date, count: int, today: date) -> list[date]:
    """Return a day for each of `count` controls of a person in a month, named by its first day, in order.

    Days are after today, or today where it is the last working day; the last day of the month where no working day is
    left. Holidays are not known.

    >>> [str(day) for day in control_days(date(2027, 1, 1), 3, date(2026, 11, 23))]
    ['2027-01-06', '2027-01-15', '2027-01-26']
    """
    last = month.replace(day=monthrange(month.year, month.month)[1])
    first = max(month, today + timedelta(days=1))
    ahead = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    working = [day for day in ahead if day.weekday() < SATURDAY]
    if not working:
        return [max(last, today)] * count
    return [working[(2 * place + 1) * len(working) // (2 * count)] for place in range(count)]
