"""Days of a country as moments with its zone: files for machines want them so."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

_ZONES: Final = {
    "NO": ZoneInfo("Europe/Oslo"),
    "SE": ZoneInfo("Europe/Stockholm"),
    "DK": ZoneInfo("Europe/Copenhagen"),
    "FI": ZoneInfo("Europe/Helsinki"),
}


def written_day(day: date, country: str) -> str:
    """Return a day with the zone of the country on it.

    >>> written_day(date(2027, 3, 1), "NO"), written_day(date(2027, 7, 1), "FI")
    ('2027-03-01+01:00', '2027-07-01+03:00')
    """
    noon = datetime.combine(day, time(12), tzinfo=_ZONES[country])
    return f"{day.isoformat()}{noon.isoformat()[-6:]}"


def first_moment(day: date, country: str) -> str:
    """Return the moment in which a day begins in the country.

    >>> first_moment(date(2027, 8, 1), "SE")
    '2027-08-01T00:00:00+02:00'
    """
    return datetime.combine(day, time(), tzinfo=_ZONES[country]).isoformat()


def last_moment(day: date, country: str) -> str:
    """Return the last second of a day in the country.

    >>> last_moment(date(2027, 12, 31), "SE")
    '2027-12-31T23:59:59+01:00'
    """
    return datetime.combine(day, time(23, 59, 59), tzinfo=_ZONES[country]).isoformat()


def day_in(moment: datetime, country: str) -> date:
    """Return the day that it is in the country at a moment, which has a zone."""
    return moment.astimezone(_ZONES[country]).date()
