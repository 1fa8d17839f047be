"""Accounts and footprints, made by the services from the sample files; within an access that writes."""

from pathlib import Path

from emissions.models import Footprint, LedgerImport, LedgerJoin
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import import_ledger
from emissions.services.join_ledgers import join_ledgers
from organisations.models import Organisation

LEDGERS = Path(__file__).parents[1] / "samples" / "ledgers"
SUPPLIER_LEDGER = "ekby_supplier_ledger.csv"
GENERAL_LEDGER = "ekby_kommun_general.se"
YEAR = 2024


def import_sample(organisation: Organisation, name: str = SUPPLIER_LEDGER) -> LedgerImport:
    """Import one of the sample files: ten lines of a Swedish supplier ledger of 2024 unless another is named."""
    return import_ledger(organisation=organisation, path=LEDGERS / name, name=name).ledger_import


def joined_samples(organisation: Organisation) -> LedgerJoin:
    """Import a general ledger and the supplier ledger of the same invoices, but for one credit note; join them."""
    import_sample(organisation, GENERAL_LEDGER)
    import_sample(organisation)
    (join,) = join_ledgers(organisation=organisation, years=[YEAR])
    return join


def footprint_of_sample(organisation: Organisation) -> Footprint:
    """Import the sample and calculate its year."""
    import_sample(organisation)
    return calculate_footprint(organisation=organisation, year=YEAR)
