"""Use an import that is there already: after the same file was handed in again, or because somebody chose it."""

from django.db import transaction

from emissions.models import LedgerImport
from emissions.services.category_totals import total_imports
from emissions.services.ledger_lock import hold_ledger_soon
from emissions.services.map_keys import ensure_mapping_version
from emissions.services.period_sources import MadeCurrent, make_current
from emissions.services.year_totals import refresh_years
from foundation.changes.record import record_change


@transaction.atomic
def use_import(ledger_import: LedgerImport) -> MadeCurrent:
    """Make an import the source of all months that it has lines in, and return what that changed.

    It undoes a replacement, and takes months that the file only strays into. Changes nothing where it already is the
    source; raises ConflictError while another file is being imported.
    """
    hold_ledger_soon(ledger_import.organisation)
    return bring_back(ledger_import, everything=True)


def bring_back(ledger_import: LedgerImport, *, everything: bool = False) -> MadeCurrent:
    """Make an import current again where it is not, within the ledger's lock; return what that changed."""
    version = ensure_mapping_version(ledger_import.organisation)
    current = make_current(ledger_import, everything=everything)
    if not current.years:
        return current
    total_imports(version, [ledger_import.pk])  # replaced imports are left out of new versions
    refresh_years(version, current.years)
    record_change(
        organisation_id=ledger_import.organisation_id,
        kind="emissions.ledger_import",
        object_id=ledger_import.uuid,
        action="made_current",
        summary={"name": ledger_import.file.name, "replaced": list(current.replaced)},
    )
    return current
