"""Which months the accounts behind a footprint hold, told where they are no whole year."""

from datetime import date

from django.utils.translation import gettext as _

from emissions.calculations.year_coverage import MONTHS
from emissions.models import Footprint, LedgerImport
from emissions.reports.ledger_words import months_words


def months_behind(footprint: Footprint) -> list[date]:
    """Return the months that the pinned accounts hold, in order; one alone may stand for a year that is not divided."""
    return sorted({date.fromisoformat(month) for pin in footprint.imports for month in pin["months"]})


def partial_year(footprint: Footprint) -> str:
    """Return a sentence on the months that are there; empty for a whole year, and where that is not known."""
    months = months_behind(footprint)
    if not months or len(months) >= MONTHS or (len(months) == 1 and not _is_month_alone(footprint)):
        return ""
    said = _("The accounts hold %(count)s of %(all)s months: %(months)s. This is not the figure of a whole year.")
    return said % {"count": len(months), "all": MONTHS, "months": months_words(months, by_year=False)}


def _is_month_alone(footprint: Footprint) -> bool:
    """Whether the one month is a month; a reader who may not see the files does not know."""
    pinned = {pin["import"] for pin in footprint.imports}
    known = set(LedgerImport.objects.filter(pk__in=pinned).values_list("granularity", flat=True))
    return bool(known) and LedgerImport.Granularity.YEAR not in known
