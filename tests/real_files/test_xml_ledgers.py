"""Published SAF-T and SIE 5 files, read as they are, and our own made-up ones against the official schemas.

The figures were counted apart from the readers, with lxml over the whole tree.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import summarise
from tests.emissions.importers.ledgers import SAMPLES, lines_of

pytestmark = pytest.mark.real_files

OFFICIAL = "ExampleFile_SAF-T_Financial_888888888_20180228235959.xml"
RUBY = "saft_130_ruby-saft_biggest.xml"


class Books(NamedTuple):
    """What a file with vouchers holds; `supplied` counts the lines that have a supplier."""

    form: str
    vouchers: int
    lines: int
    accounts: int
    debit: str
    credit: str
    supplied: int
    chart: str | None
    remarks: tuple[str, ...] = ()


UNNAMED = ("account_is_not_named", "account_is_not_named", "chart_is_unknown")
BOOKS = {
    f"saft-no/{OFFICIAL}": Books(
        "saft", 53, 170, 17, "9487049.35", "-9487049.35", 86, None, ("chart_is_unknown",)
    ),
    f"saft-no/{RUBY}": Books(
        "saft", 2, 3, 2, "598.00", "-716.00", 3, None,
        (
            "account_is_not_named", "chart_is_unknown", "declared_total_differs", "declared_total_differs",
            "declared_total_differs", "voucher_does_not_balance", "voucher_does_not_balance",
        ),
    ),
    "sie5/Sample.sie": Books(
        "sie5", 91, 343, 55, "3305734.16", "-3305734.16", 117, "bas", ("corrections_are_not_counted",)
    ),
    "sie5/SampleEntry2.sie": Books("sie5", 1, 2, 2, "15.75", "-15.75", 0, None, UNNAMED),
    "sie5/SampleEntryExtension.sie": Books("sie5", 1, 2, 2, "402.90", "-402.90", 0, None, UNNAMED),
}  # fmt: skip
VALID = {
    "1.10": ("vik_saft_110.xml", "vik_saft_120.xml"),
    "1.30": ("vik_saft_130.xml", "vik_saft_130_bom.xml"),
    "5": ("ekby_bolag_5.sie", "ekby_bolag_5_balances.sie", "ekby_bolag_5_changed.sie", "ekby_bolag_5_entry.sie"),
}
SCHEMAS = {
    "1.10": "saft-no/Norwegian_SAF-T_Financial_Schema_v_1.10.xsd",
    "1.30": "saft-no/Norwegian_SAF-T_Financial_Schema_v_1.30.xsd",
    "5": "sie5/sie5.xsd",
}


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_published_file_is_read_whole(shared: Path, name: str) -> None:
    path, books = shared / "samples" / name, BOOKS[name]
    summary = summarise(open_ledger(path))
    found = summary.as_json()
    assert (summary.header.format, summary.header.chart, summary.accepted) == (books.form, books.chart, True)
    assert (summary.vouchers, summary.lines, summary.accounts) == (books.vouchers, books.lines, books.accounts)
    assert (found["debit"], found["credit"]) == (books.debit, books.credit)
    assert tuple(sorted(problem.code for problem in summary.problems)) == books.remarks
    numbers = lines_of(path)["supplier_number"]
    assert numbers.len() - numbers.null_count() == books.supplied


def test_every_published_file_is_in_the_table_but_one_without_vouchers(shared: Path) -> None:
    folders = ((shared / "samples" / "saft-no", "*.xml"), (shared / "samples" / "sie5", "*.sie"))
    names = {f"{folder.name}/{path.name}" for folder, pattern in folders for path in folder.glob(pattern)}
    assert names - BOOKS.keys() == {"sie5/SampleEntry.sie"}
    alone = summarise(open_ledger(shared / "samples" / "sie5" / "SampleEntry.sie"))
    assert [problem.code for problem in alone.problems] == ["sie5_has_no_vouchers"]


def test_official_example_as_its_lines_say(shared: Path) -> None:
    path = shared / "samples" / "saft-no" / OFFICIAL
    header = open_ledger(path).header
    assert (header.organisation_name, header.organisation_number) == ("Tøyen Lekefabrikk AS", "888888888")
    assert (header.period_from, header.period_to) == (date(2017, 1, 1), date(2017, 4, 30))
    first = lines_of(path).row(0, named=True)
    assert {name: str(value) for name, value in first.items() if value is not None} == {
        "row": "1", "posted_on": "2017-01-04", "voucher": "1001", "account": "4000",
        "account_name": "Varekjøp", "amount": "10000.0000", "supplier_number": "987654651",
        "supplier_name": "Myke Tekstiler AS", "invoice": "1155", "unit": "102", "unit_name": "Produksjon",
        "project": "202", "text": "Faktura 1155 - Stoff til kosebamser", "currency": "NOK",
    }  # fmt: skip


def test_foreign_currency_is_read_in_the_currency_of_the_accounts(shared: Path) -> None:
    amounts = lines_of(shared / "samples" / "saft-no" / RUBY)["amount"].to_list()
    assert [str(amount) for amount in amounts] == ["598.0000", "-593.0000", "-123.0000"]


@pytest.mark.parametrize(("version", "name"), [(version, name) for version, names in VALID.items() for name in names])
def test_our_own_samples_are_valid(shared: Path, version: str, name: str) -> None:
    schema = _schema(shared / "schemas" / SCHEMAS[version], shared)
    assert schema.validate(etree.parse(SAMPLES / name)), schema.error_log


def _schema(path: Path, shared: Path) -> etree.XMLSchema:
    """Return a schema; that of signatures, which one of them wants from the web, lies beside it."""
    tree = etree.parse(path)
    for wanted in tree.iter("{http://www.w3.org/2001/XMLSchema}import"):
        wanted.set("schemaLocation", str(shared / "schemas" / "sie5" / "xmldsig-core-schema.xsd"))
    return etree.XMLSchema(tree)
