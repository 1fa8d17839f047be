"""Importing: all of a file or nothing; the same file once; a corrected period as a whole; bad files with sentences."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction

from emissions.models import LedgerImport
from emissions.services.import_ledger import ImportOutcome, LedgerNotAcceptedError, ReadingChoices, import_ledger
from foundation.models import Change
from foundation.search.documents import find_documents
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    BUILDING,
    FOOD,
    FOOD_IN_MARCH,
    YEAR_OF_POSTINGS,
    Posting,
    at_work,
    write_ledger,
)
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.services.ledger_state import asked, originals_of, rows_in, sources_of, year_total_of

FOOD_IN_FEBRUARY = Posting("02-11", "64400", "Livsmedel", "700.00", "Norra Mejeriet AB", "559900-0128")


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    """Vik, with an access that writes there."""
    with at_work(vik):
        yield vik


def hand_over(place: Organisation, path: Path, **choices: object) -> ImportOutcome:
    return import_ledger(
        organisation=place,
        path=path,
        name=path.name,
        choices=ReadingChoices(**choices),  # type: ignore[arg-type]
    )


def refusal(place: Organisation, path: Path, **choices: object) -> LedgerNotAcceptedError:
    with pytest.raises(LedgerNotAcceptedError) as refused:
        hand_over(place, path, **choices)
    return refused.value


def test_an_import_keeps_every_line_and_adds_up(place: Organisation, tmp_path: Path) -> None:
    outcome = hand_over(place, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    found = outcome.ledger_import
    sums = asked("SELECT count(*), sum(amount) FROM ledger_line WHERE import_id = %s", found.pk)
    assert (outcome.is_new, outcome.replaced) == (True, ())
    assert sums == [(10, sum(Decimal(line.amount) for line in YEAR_OF_POSTINGS))]
    assert (found.lines, found.debit + found.credit) == sums[0]
    assert found.actor_name == "Fia Finans"


def test_a_credit_note_keeps_its_sign(place: Organisation, tmp_path: Path) -> None:
    found = hand_over(place, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)).ledger_import

    assert asked("SELECT amount FROM ledger_line WHERE import_id = %s AND row = 3", found.pk) == [(Decimal("-500.25"),)]
    assert found.credit == Decimal("-500.25")


def test_the_same_file_twice_changes_nothing(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    first = hand_over(place, path)
    before = rows_in(place)

    second = hand_over(place, path)

    assert (second.is_new, second.ledger_import, second.replaced) == (False, first.ledger_import, ())
    assert rows_in(place) == before


def test_the_same_file_on_another_chart_is_a_new_import(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    first = hand_over(place, path).ledger_import
    place.chart = "kommun_bas" if place.chart == "bas" else "bas"

    second = hand_over(place, path)

    assert (second.is_new, second.replaced) == (True, (str(first.uuid),))
    assert (first.chart, second.ledger_import.chart) != (second.ledger_import.chart, first.chart)


def test_keeping_good_rows_of_a_file_without_bad_ones_is_the_same_import(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    first = hand_over(place, path)

    assert hand_over(place, path, keep_good_rows=True).ledger_import == first.ledger_import


def test_a_file_with_bad_rows_read_in_both_ways_is_two_imports_or_a_refusal(place: Organisation) -> None:
    path = SAMPLES / "ekby_supplier_ledger_broken.csv"
    hand_over(place, path, keep_good_rows=True)

    assert refusal(place, path).summary.accepted is False


def test_a_corrected_period_replaces_the_old_one_as_a_whole(place: Organisation, tmp_path: Path) -> None:
    old = write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_FEBRUARY, FOOD_IN_MARCH])
    new = write_ledger(tmp_path, 2024, [BUILDING, FOOD])
    replaced = hand_over(place, old).ledger_import

    outcome = hand_over(place, new)

    assert outcome.replaced == (str(replaced.uuid),)
    assert set(sources_of(place).values()) == {new.name}
    assert year_total_of(place, 2024) == {
        ("purchase", "construction.buildings"): Decimal(BUILDING.amount),
        ("purchase", "food.mixed"): Decimal(FOOD.amount),
    }


def test_the_old_import_stays_readable(place: Organisation, tmp_path: Path) -> None:
    old = hand_over(place, write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_MARCH])).ledger_import
    hand_over(place, write_ledger(tmp_path, 2024, [BUILDING, FOOD]))

    kept = LedgerImport.objects.get(pk=old.pk)
    assert asked("SELECT count(*) FROM ledger_line WHERE import_id = %s", old.pk) == [(2,)]
    assert (kept.lines, len(originals_of(place))) == (2, 2)


def test_a_replaced_file_counts_again_when_it_is_handed_in_again(place: Organisation, tmp_path: Path) -> None:
    old, new = write_ledger(tmp_path, 2024, [FOOD]), write_ledger(tmp_path, 2024, [FOOD_IN_FEBRUARY, FOOD])
    hand_over(place, old)
    counted = year_total_of(place, 2024)
    hand_over(place, new)

    outcome = hand_over(place, old)

    assert (outcome.is_new, sources_of(place)[("2024-01", False)]) == (False, old.name)
    assert year_total_of(place, 2024)[("purchase", "food.mixed")] == counted[("purchase", "food.mixed")] + Decimal(
        FOOD_IN_FEBRUARY.amount
    )
    assert Change.objects.filter(kind="emissions.ledger_import").latest("pk").action == "made_current"


def test_a_few_late_lines_do_not_replace_a_month(place: Organisation, tmp_path: Path) -> None:
    january = write_ledger(tmp_path, 2024, [FOOD] * 20)
    march = write_ledger(tmp_path, 2024, [FOOD_IN_MARCH, FOOD])
    hand_over(place, january)

    outcome = hand_over(place, march)

    assert outcome.replaced == ()
    assert sources_of(place) == {("2024-01", False): january.name, ("2024-03", False): march.name}


def test_running_and_investment_tables_count_together(tmp_path: Path, place: Organisation) -> None:
    place.chart = Organisation.Chart.KOSTRA
    head = "konto;konto_tekst;ansvar;ansvar_tekst;tjeneste;tjeneste_tekst;rekneskap_2023"
    running, investing = tmp_path / "drift.csv", tmp_path / "investering.csv"
    running.write_text(f"{head}\n11150;Matvarer;310;Sjukeheim;25300;Pleie;842117\n", encoding="utf-8")
    investing.write_text(f"{head}\n02300;Bygg;310;Sjukeheim;25300;Pleie;5000000\n", encoding="utf-8")

    hand_over(place, running)
    hand_over(place, investing)

    assert sources_of(place) == {("2023-01", False): running.name, ("2023-01", True): investing.name}
    assert {treatment for treatment, _ in year_total_of(place, 2023)} == {"purchase", "capital_good"}


def test_a_refused_file_leaves_its_original_and_nothing_else(place: Organisation) -> None:
    before = rows_in(place)

    error = refusal(place, SAMPLES / "ekby_supplier_ledger_broken.csv")

    assert len([problem for problem in error.problems if problem.is_error]) == 10
    assert (rows_in(place), originals_of(place)) == (before, ["ekby_supplier_ledger_broken.csv"])


def test_misaligned_rows_are_refused_and_never_read_shifted(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, [FOOD, BUILDING])
    path.write_text(path.read_text(encoding="utf-8").replace("Husbyggn anläggn", "Husbyggn;anläggn"), encoding="utf-8")

    errors = [problem for problem in refusal(place, path).problems if problem.is_error]
    assert [(problem.code, problem.place) for problem in errors] == [("row_has_wrong_width", "row 3")]


def test_good_rows_are_kept_where_the_user_says_so(place: Organisation) -> None:
    outcome = hand_over(place, SAMPLES / "ekby_supplier_ledger_broken.csv", keep_good_rows=True)

    found = outcome.ledger_import
    assert asked("SELECT count(*) FROM ledger_line WHERE import_id = %s", found.pk) == [(3,)]
    assert {problem["code"] for problem in found.problems if problem["severity"] == "error"} >= {"row_has_wrong_width"}


def test_unbalanced_vouchers_are_accepted_with_a_warning_each(place: Organisation) -> None:
    found = hand_over(place, SAMPLES / "ekby_bolag_4e_unbalanced.se").ledger_import

    warned = [problem["place"] for problem in found.problems if problem["code"] == "voucher_is_unbalanced"]
    assert (warned, found.summary["unbalanced_vouchers"]) == (["voucher A 1", "voucher A 2"], ["A 1", "A 2"])


def test_unknown_accounts_are_read_and_told(place: Organisation) -> None:
    found = hand_over(place, SAMPLES / "ekby_bolag_4e_unknown_account.se").ledger_import

    assert found.lines == 6
    assert [problem["place"] for problem in found.problems if problem["code"] == "account_is_unknown"] == ["line 29"]


def test_a_file_without_a_period_is_refused_until_the_year_is_named(place: Organisation) -> None:
    path = SAMPLES / "ekby_supplier_ledger.xlsx"

    assert [problem.code for problem in refusal(place, path).problems if problem.is_error] == ["period_is_missing"]
    assert hand_over(place, path, year=2024).ledger_import.period_from.year == 2024


def test_another_organisation_and_another_chart_are_told(place: Organisation) -> None:
    place.chart = Organisation.Chart.BAS
    found = hand_over(place, SAMPLES / "ekby_supplier_ledger.csv").ledger_import

    said = {problem["code"]: problem["values"] for problem in found.problems if problem["severity"] == "warning"}
    assert said == {
        "other_organisation": {"stated": "212000-9999", "organisation": "Vik kommune"},
        "other_chart": {"stated": "Kommun-Bas", "chart": "BAS", "organisation": "Vik kommune"},
    }
    assert found.chart == "bas"


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_sample_is_imported_or_refused_with_sentences(place: Organisation, name: str) -> None:
    before = rows_in(place)
    error, lines = None, 0
    try:
        lines = hand_over(place, SAMPLES / name, year=2023).ledger_import.lines
    except LedgerNotAcceptedError as refused:
        error = refused
    if error is None:
        assert rows_in(place)["ledger_line"] == lines > 0
    else:
        assert any(problem.is_error for problem in error.problems)
        assert rows_in(place) == before


def test_an_import_that_breaks_off_leaves_nothing(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    before = rows_in(place)

    class BrokenOffError(Exception):
        pass

    def break_off(step: str, done: int = 0, total: int = 0) -> None:  # noqa: ARG001 - as progress is called
        if step == "classifying":
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        import_ledger(organisation=place, path=path, name=path.name, progress=break_off)

    assert (rows_in(place), originals_of(place)) == (before, [path.name])
    assert hand_over(place, path).is_new


def test_a_database_that_aborts_leaves_nothing(place: Organisation, tmp_path: Path) -> None:
    """PostgreSQL itself ends the statement in the middle of the load."""
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    before = rows_in(place)

    def abort(step: str, done: int = 0, total: int = 0) -> None:  # noqa: ARG001 - as progress is called
        if step == "summing":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")

    with pytest.raises(Exception, match="division by zero"), transaction.atomic():
        import_ledger(organisation=place, path=path, name=path.name, progress=abort)

    assert rows_in(place) == before


@pytest.mark.parametrize(("language", "word"), [("nb", "reskontro"), ("sv", "reskontra"), ("en", "supplier")])
def test_an_import_is_found_by_what_it_is(place: Organisation, tmp_path: Path, language: str, word: str) -> None:
    found = hand_over(place, write_ledger(tmp_path, 2024, [FOOD])).ledger_import

    hits = find_documents(
        organisation_id=place.pk, query=word, language=language, permissions=frozenset({"emissions.view_ledger"})
    )

    assert [hit.address for hit in hits] == [f"/o/vik/accounts/imports/{found.uuid}/"]
