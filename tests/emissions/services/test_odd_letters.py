"""Letters that PostgreSQL does not keep: a workbook and JSON can spell them, and are read all the same."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.emissions.services.ledger_state import asked

TITLES = ("leverantor", "leverantor_id", "konto_nr", "konto_text", "belopp", "datum")


def workbook(cells: tuple[str, ...]) -> bytes:
    book, written = Workbook(), BytesIO()
    assert isinstance(book.active, Worksheet)
    for row in (TITLES, cells):
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def as_json(cells: tuple[str, ...]) -> bytes:
    return json.dumps([dict(zip(TITLES, cells, strict=True))]).encode()


@pytest.mark.parametrize(("written", "null"), [(workbook, "_x0000_"), (as_json, "\0")], ids=["workbook", "JSON"])
def test_a_null_in_a_text_is_left_out(
    vik: Organisation, tmp_path: Path, written: Callable[[tuple[str, ...]], bytes], null: str
) -> None:
    path = tmp_path / "ledger"
    path.write_bytes(
        written((f"Ekby{null} Grönt AB", "559900-0011", "64400", f"Liv{null}smedel", "12.50", "2024-01-08"))
    )

    with at_work(vik):
        import_ledger(organisation=vik, path=path, name="ledger")

        names = asked("SELECT name FROM suppliers_suppliercard WHERE organisation_id = %s", vik.pk)
        accounts = asked("SELECT account_name FROM posting_key WHERE organisation_id = %s", vik.pk)
    assert (names, accounts) == ([("Ekby Grönt AB",)], [("Livsmedel",)])
