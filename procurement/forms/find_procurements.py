"""What an address asks a list of procurements for; what makes no sense is left out."""

from collections.abc import Mapping
from datetime import date

from organisations.reference.categories import category_of
from procurement.models import Stage
from procurement.queries.found_procurements import ORDERS, Chosen

MOST_LETTERS = 200
FIRST_YEAR, LAST_YEAR = 2000, 2199


def read_address(sent: Mapping[str, str]) -> Chosen:
    """Return what is looked for."""
    stage, area, sort = (sent.get(name, "") for name in ("stage", "area", "sort"))
    known = category_of(area) if area else None
    return Chosen(
        words=" ".join(sent.get("q", "")[:MOST_LETTERS].split()),
        stage=stage if stage in Stage.values else "",
        area=area if known and not known.is_leaf else "",
        mine=sent.get("mine") == "1",
        sort=sort if sort in ORDERS else "",
    )


def read_month(sent: Mapping[str, str], today: date) -> date:
    """Return the first day of the month that is asked for as 2027-03, of this month where none is."""
    year, _dash, month = sent.get("from", "").partition("-")
    if year.isascii() and month.isascii() and year.isdecimal() and month.isdecimal():
        asked = (int(year), int(month)) if len(year) == 4 and len(month) <= 2 else (0, 0)  # noqa: PLR2004 - YYYY-MM
        if FIRST_YEAR <= asked[0] <= LAST_YEAR and 1 <= asked[1] <= 12:  # noqa: PLR2004 - December
            return date(*asked, 1)
    return today.replace(day=1)
