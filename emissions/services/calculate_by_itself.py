"""Calculate a year without being asked, once somebody has done what changes it: an import, a row of decisions.

A footprint is known by the hash of its basis, so a year that rests on the same things is not calculated twice.
"""

from emissions.models import Footprint, LedgerImport
from emissions.queries.imports import places_of
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.periods import counting_imports
from emissions.queries.published import DEFAULT_FACTOR_SET
from foundation.jobs.models import Job
from foundation.jobs.start import start_job
from organisations.models import Organisation

CALCULATE = "emissions.calculate_footprint"


def calculate_year(*, organisation: Organisation, year: int) -> Job:
    """Start the calculation of a year with the set that its footprint has, else the last one used, else the usual one.

    One that waits already is enough; one that runs may have read what was there before, so another one follows it.
    """
    arguments = {"year": year, "factor_set": _set_in_use(organisation, year)}
    waiting = Job.objects.filter(
        organisation=organisation, name=CALCULATE, arguments=arguments, status=Job.Status.WAITING
    ).first()
    return waiting or start_job(CALCULATE, organisation_id=organisation.pk, **arguments)


def calculate_years_of(ledger_import: LedgerImport) -> list[Job]:
    """Start the calculation of each year in which an import counts now."""
    counting = counting_imports(ledger_import.organisation_id)
    years = {
        place.month.year for place in places_of(ledger_import) if place.holder and place.holder.pk == ledger_import.pk
    }
    return [
        calculate_year(organisation=ledger_import.organisation, year=year)
        for year in sorted(years)
        if ledger_import.pk in counting.get(year, set())
    ]


def _set_in_use(organisation: Organisation, year: int) -> str:
    usable = {known.code for known in sets_to_choose(organisation)}
    used = Footprint.objects.filter(organisation=organisation).order_by("-calculated_at")
    for found in (used.filter(year=year), used):
        code = found.values_list("factor_set", flat=True).first()
        if code in usable:
            return str(code)
    return DEFAULT_FACTOR_SET
