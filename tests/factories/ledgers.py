"""Accounts and footprints, made by the services from the sample files; within an access that writes."""

from pathlib import Path

from emissions.models import Footprint, LedgerImport
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation

LEDGERS = Path(__file__).parents[1] / "samples" / "ledgers"
SUPPLIER_LEDGER = "ekby_supplier_ledger.csv"
YEAR = 2024


def import_sample(organisation: Organisation, name: str = SUPPLIER_LEDGER) -> LedgerImport:
    """Import one of the sample files: ten lines of a Swedish supplier ledger of 2024 unless another is named."""
    return import_ledger(organisation=organisation, path=LEDGERS / name, name=name).ledger_import


def footprint_of_sample(organisation: Organisation) -> Footprint:
    """Import the sample and calculate its year."""
    import_sample(organisation)
    return calculate_footprint(organisation=organisation, year=YEAR)
