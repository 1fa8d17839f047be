"""A general and a supplier ledger of one year: one spend base, whose postings learn whom they paid."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emissions.models import LedgerImport, LedgerJoin
from emissions.queries.spend import spend_base_of
from emissions.services.join_ledgers import JOIN, join_ledgers
from emissions.services.use_import import use_import
from foundation.jobs.models import Job
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, UNKNOWN, at_work, imported
from tests.emissions.services.general_ledgers import CASH, general
from tests.emissions.services.ledger_state import asked, rows_in, year_total_of


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def suppliers_of(ledger: LedgerImport) -> list[tuple[int, str, str | None, str | None]]:
    """Row, amount, supplier and invoice of an import's lines on cost accounts."""
    return asked(
        "SELECT line.row, line.amount::numeric(12, 2)::text, card.name, line.invoice FROM ledger_line AS line"
        " JOIN posting_key AS key ON key.id = line.key_id AND key.organisation_id = line.organisation_id"
        " LEFT JOIN suppliers_suppliercard AS card ON card.id = key.supplier_id"
        " WHERE line.organisation_id = %s AND line.import_id = %s AND key.account <> %s ORDER BY line.row",
        ledger.organisation_id,
        ledger.pk,
        CASH,
    )


def the_join(place: Organisation) -> LedgerJoin:
    (join,) = join_ledgers(organisation=place, years=[2024])
    return join


def counting(place: Organisation) -> list[int]:
    return spend_base_of(place.pk, 2024).imports


def test_the_general_ledger_learns_whom_it_paid_and_keeps_its_money(place: Organisation, tmp_path: Path) -> None:
    ledger = general(place, tmp_path, [FOOD, UNKNOWN])
    before = year_total_of(place, 2024)
    imported(place, tmp_path, 2024, [FOOD, UNKNOWN])
    assert year_total_of(place, 2024) == before

    join = the_join(place)

    assert join.result is not None
    assert counting(place) == [join.result.pk]
    assert year_total_of(place, 2024) == before
    assert [row[1:] for row in suppliers_of(ledger)] == [("12500.50", None, None), ("4321.00", None, None)]
    assert [row[1:] for row in suppliers_of(join.result)] == [
        ("12500.50", "Ekby Grönsaker AB", "F-1"),
        ("4321.00", "Diverse Handel AB", "F-2"),
    ]
    assert join.report["outcomes"] == {"told": 2, "same": 0, "other": 0, "nobody": 0}
    assert asked("SELECT way, by_row FROM told_line WHERE import_id = %s ORDER BY row", join.result.pk) == [
        ("voucher", 2),
        ("voucher", 3),
    ]


def test_joining_again_changes_nothing(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, [FOOD])
    imported(place, tmp_path, 2024, [FOOD])
    first = the_join(place)
    held = rows_in(place)

    assert the_join(place) == first
    assert rows_in(place) == held


def test_both_orders_of_the_files_start_the_same_join(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, [FOOD])
    assert not Job.objects.filter(organisation=place, name=JOIN).exists()

    general(place, tmp_path, [FOOD])

    assert Job.objects.get(organisation=place, name=JOIN).arguments == {"years": [2024]}


def test_a_corrected_supplier_ledger_joins_anew_with_the_file_as_it_was(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, [FOOD, UNKNOWN])
    imported(place, tmp_path, 2024, [FOOD])
    first = the_join(place)

    imported(place, tmp_path, 2024, [FOOD, UNKNOWN])
    second = the_join(place)

    assert first.result is not None
    assert second.result is not None
    assert (second.general, counting(place)) == (first.general, [second.result.pk])
    assert [row[2] for row in suppliers_of(second.result)] == ["Ekby Grönsaker AB", "Diverse Handel AB"]


def test_the_same_general_ledger_handed_in_again_keeps_its_suppliers(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, [FOOD])
    imported(place, tmp_path, 2024, [FOOD])
    join = the_join(place)

    general(place, tmp_path, [FOOD])

    assert join.result is not None
    assert counting(place) == [join.result.pk]


def test_the_general_ledger_can_be_used_without_them(place: Organisation, tmp_path: Path) -> None:
    ledger = general(place, tmp_path, [FOOD])
    imported(place, tmp_path, 2024, [FOOD])
    the_join(place)

    use_import(ledger)

    assert counting(place) == [ledger.pk]


def test_what_is_missing_in_the_general_ledger_is_kept_row_by_row(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, [FOOD])
    imported(place, tmp_path, 2024, [FOOD, UNKNOWN])

    join = the_join(place)

    assert asked("SELECT row FROM unfound_line WHERE join_id = %s", join.pk) == [(3,)]
    assert join.report["currencies"] == [
        {"currency": "SEK", "lines": 2, "turnover": "16821.50", "found_lines": 1, "found_turnover": "12500.50"}
    ]


def test_ledgers_that_have_nothing_in_common_leave_the_general_ledger(place: Organisation, tmp_path: Path) -> None:
    ledger = general(place, tmp_path, [FOOD])
    imported(place, tmp_path, 2024, [UNKNOWN])

    join = the_join(place)

    assert (join.result, counting(place)) == (None, [ledger.pk])
