"""The standstill after an award: until when the contract is not signed.

Source: Regulation (EEC, Euratom) No 1182/71, article 3(4): a period that would end on a Saturday or a Sunday ends with
the next working day. Public holidays are not known here: docs/methods/contract_steps.md.
"""

from datetime import date, timedelta

SATURDAY, WEEK = 5, 7


def standstill_end(told_on: date, days: int) -> date:
    """Return the last day of the standstill, counted from the day after suppliers were told, never at a weekend.

    >>> standstill_end(date(2026, 3, 2), 10).isoformat(), standstill_end(date(2026, 3, 4), 10).isoformat()
    ('2026-03-12', '2026-03-16')
    """
    last = told_on + timedelta(days=days)
    return last + timedelta(days=max(0, WEEK - last.weekday())) if last.weekday() >= SATURDAY else last
