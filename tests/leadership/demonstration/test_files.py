"""The made-up files are what they say they are, so that the demonstration shows the readers at their ordinary work."""

from decimal import Decimal
from pathlib import Path

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import summarise
from leadership.demonstration.cast import MUNICIPALITIES
from leadership.demonstration.files import write_ledgers


def test_the_sie_file_is_an_export_whose_balances_and_vouchers_agree(tmp_path: Path) -> None:
    municipality = next(each for each in MUNICIPALITIES if each.form == "sie")
    path, suppliers = write_ledgers(municipality, 2024, tmp_path)

    summary = summarise(open_ledger(path))

    assert (summary.header.format, summary.net, len(summary.problems)) == ("sie4e", Decimal(0), 0)
    assert summarise(open_ledger(suppliers)).header.format == "supplier_ledger_csv"
