"""A fix list goes out with what is wrong, comes back filled in, changes that, and changes nothing the second time."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from emissions.forms.fix_list import answers_of
from emissions.importers.fix_list_rows import read_fix_list
from emissions.models import ClassificationRule, FixAnswer, MappingVersion
from emissions.queries.fix_list import account_names, fix_list
from emissions.reports.fix_list import columns_of, fix_list_sheets
from emissions.reports.fix_list_columns import Sort
from emissions.reports.line_words import Reader
from emissions.services.apply_fix_answers import apply_answers
from emissions.services.change_rules import RuleDraft, add_rule, end_rule
from emissions.services.fix_answers import look_at_answers
from emissions.services.fix_changes import Answer, FixLook, Place, Undo
from emissions.services.fix_effects import kept_of, standing_of_years
from emissions.services.import_ledger import import_ledger
from emissions.services.import_quality import ensure_import_quality
from emissions.services.take_back_fixes import take_back_fixes
from emissions.services.wrong_fix_rows import wrong_rows
from emissions.services.year_quality import quality_base, year_quality
from foundation.changes.models import Change
from foundation.spreadsheets import Sheet, workbook_of
from organisations.models import Organisation
from suppliers.models import MergeProposal, SupplierCard
from suppliers.services.find_doubles import find_doubles
from tests.emissions.fix_list_cases import cells_of, filled
from tests.emissions.footprint_cases import (
    FOOD,
    SOLE_TRADER,
    UNKNOWN,
    WITHOUT_SUPPLIER,
    at_work,
    imported,
    write_ledger,
)

GREENS = "559900-0014"
WRONG = replace(FOOD, number="559900-0019", supplier="Fel Siffra AB", amount="7000.00")
NAMELESS = replace(FOOD, account="64410", account_name="", number=GREENS, amount="50.00")
TRADER = replace(SOLE_TRADER, number="850709-9805")
YEAR = (replace(FOOD, number=GREENS), WRONG, NAMELESS, UNKNOWN, WITHOUT_SUPPLIER, TRADER)
MAY_SEE = Reader(sees_numbers=True, sees_persons=True, country="SE")
MAY_NOT = replace(MAY_SEE, sees_numbers=False)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def downloaded(vik: Organisation, reader: Reader = MAY_SEE) -> bytes:
    base = quality_base(vik, 2024)
    assert base
    ensure_import_quality(base.imports)
    return workbook_of(fix_list_sheets(fix_list(base, "SEK"), 2024, reader))


def looked(vik: Organisation, data: bytes) -> FixLook:
    return look_at_answers(vik, *read(data), sees_numbers=True)


def read(data: bytes) -> tuple[list[Any], list[Any]]:
    sheets = read_fix_list(data)
    assert isinstance(sheets, list)
    answers = answers_of(sheets)
    assert not isinstance(answers, str)
    return answers


@pytest.fixture
def vik_with_faults(vik: Organisation, tmp_path: Path) -> Organisation:
    imported(vik, tmp_path, 2024, YEAR)
    return vik


def test_what_is_filled_in_changes_once_and_raises_the_quality(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        before = _score(vik)
        data = downloaded(vik)
        data = filled(data, "Supplier numbers", {"Supplier": "Fel Siffra AB"}, {"Right number": "559900-0022"})
        data = filled(
            data,
            "Catch-all accounts",
            {"Account": "67000", "Supplier": "Diverse Handel AB"},
            {"Category": "it.computers", "Comment": "They sell laptops"},
        )
        data = filled(data, "Without a supplier", {"Account": "65100"}, {"Category": "office.supplies"})
        data = filled(data, "Accounts without a name", {"Account": "64410"}, {"Right name": "Frukt och grönt"})
        versions = MappingVersion.objects.count()

        look = looked(vik, data)
        assert [change.kind for change in look.changes] == ["number", "rule", "comment", "rule", "account_name"]
        assert not look.problems
        assert MappingVersion.objects.count() == versions, "A look changes nothing."

        answers, _wrong = read(data)
        apply_answers(organisation=vik, answers=answers, name="fix.xlsx", sees_numbers=True)
        again = apply_answers(organisation=vik, answers=answers, name="fix.xlsx", sees_numbers=True)

        assert again.look.changes == ()
        assert SupplierCard.objects.get(name="Fel Siffra AB").right_number == "559900-0022"
        rules = ClassificationRule.objects.order_by("pk").values_list("account", "category", "explanation", "unit")
        assert rules[0][:3] == ("67000!", "it.computers", "They sell laptops")
        assert rules[1][:2] == ("65100!", "office.supplies")
        assert MappingVersion.objects.count() == versions + 1
        assert FixAnswer.objects.filter(kind="comment").count() == 1
        told = Change.objects.get(organisation_id=vik.pk, kind="emissions.fix_list").summary
        kinds = {"number": 1, "rule": 2, "comment": 1, "account_name": 1}
        assert told == {"name": "fix.xlsx", "changes": 5, "kinds": kinds}
        assert _score(vik) > before
        assert looked(vik, downloaded(vik)).changes == (), "What is downloaded says what is there."


def test_wrong_cells_are_named_with_sheet_row_and_remedy_and_nothing_changes(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        data = filled(
            downloaded(vik), "Supplier numbers", {"Supplier": "Fel Siffra AB"}, {"Right number": "559900-0023"}
        )
        data = filled(data, "Catch-all accounts", {"Account": "67000"}, {"Category": "Spaceships"})
        answers, wrong = read(data)
        look = look_at_answers(vik, answers, wrong, sees_numbers=True)

        told = [(problem.place.sheet, problem.place.row, problem.column) for problem in look.problems]
        assert [(sheet, column) for sheet, _row, column in told] == [
            ("Catch-all accounts", "category"),
            ("Supplier numbers", "right_number"),
        ]
        assert all(row > 1 for _sheet, row, _column in told)
        assert apply_answers(organisation=vik, answers=answers, name="fix.xlsx", sees_numbers=True).look.problems
        assert not SupplierCard.objects.exclude(right_number="").exists()


def test_a_masked_number_sent_back_is_no_change(vik_with_faults: Organisation, tmp_path: Path) -> None:
    vik = vik_with_faults
    twice = (replace(TRADER, supplier="Lindgren Konsult"), replace(TRADER, supplier="Lena Lindgren", number=""))
    imported(vik, tmp_path, 2023, twice)
    with at_work(vik):
        data = downloaded(vik, MAY_NOT)
        assert not [cell for cell in cells_of(data) if "9805" in cell]
        masked = filled(data, "Supplier numbers", {"Supplier": "Fel Siffra AB"}, {"Right number": "••••••-••••"})

        assert looked(vik, masked).changes == ()


def test_a_file_of_another_kind_is_told_so() -> None:
    book = workbook_of([])
    sheets = read_fix_list(book)

    assert isinstance(sheets, list)
    assert "no sheet has the column" in str(answers_of(sheets))
    assert getattr(read_fix_list(b"a;b\n1;2\n"), "code", "") == "not_readable"


def test_the_same_supplier_answered_in_two_ways_is_asked_about(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, (WRONG, replace(WRONG, supplier="Fel Siffra i Ekby AB")))
    with at_work(vik):
        data = filled(
            downloaded(vik), "Supplier numbers", {"Supplier": "Fel Siffra AB"}, {"Right number": "559900-0022"}
        )
        data = filled(data, "Double suppliers", {"Supplier": "Fel Siffra AB"}, {"Right number": GREENS})

        (problem,) = looked(vik, data).problems
        assert "answered otherwise" in problem.sentence


def test_a_rule_that_is_there_already_is_worded_anew_and_keeps_its_name(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        where = {"Account": "67000", "Supplier": "Diverse Handel AB"}
        data = filled(downloaded(vik), "Catch-all accounts", where, {"Category": "it.computers"})
        mine = RuleDraft(account="67000!", supplier_number=UNKNOWN.number, category="food.mixed", explanation="A guess")
        rule = add_rule(organisation=vik, draft=mine)

        apply_answers(organisation=vik, answers=read(data)[0], name="fix.xlsx", sees_numbers=True)

        now = ClassificationRule.objects.get(organisation=vik, until_version=None)
        assert (now.uuid, now.category) == (rule.uuid, "it.computers")
        assert Change.objects.filter(kind="emissions.rule_set", action="brought_in").count() == 1


def test_two_rows_that_ask_for_different_rules_on_the_same_lines_are_asked_about(
    vik: Organisation, tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024, (UNKNOWN, replace(UNKNOWN, supplier="Diverse Handel i Ekby AB")))
    with at_work(vik):
        data = downloaded(vik)
        for supplier, category in (("Diverse Handel AB", "it.computers"), ("Diverse Handel i Ekby AB", "food.mixed")):
            data = filled(data, "Catch-all accounts", {"Supplier": supplier}, {"Category": category})

        (problem,) = looked(vik, data).problems
        assert "The same lines are answered otherwise" in problem.sentence


def _score(vik: Organisation) -> int:
    found = year_quality(vik, 2024)
    assert found
    return found[1].score or 0


def test_a_double_that_is_called_right_costs_nothing_any_more(vik: Organisation, tmp_path: Path) -> None:
    header, *rows = write_ledger(tmp_path, 2024, YEAR).read_text(encoding="utf-8").splitlines()
    path = tmp_path / "twice.csv"
    path.write_text("\n".join([header, *rows, rows[0].replace("20240001", "20249901"), ""]), encoding="utf-8")
    with at_work(vik):
        import_ledger(organisation=vik, path=path, name=path.name)
        data = filled(
            downloaded(vik), "Invoices booked twice", {"Account": "64400"}, {"Is it a double?": "No, it is right"}
        )
        before = _doubles(vik)
        answers, _wrong = read(data)
        apply_answers(organisation=vik, answers=answers, name="fix.xlsx", sees_numbers=True)

        assert (before, _doubles(vik)) == (1, 0)


def _doubles(vik: Organisation) -> int:
    found = year_quality(vik, 2024)
    assert found
    assert found[0].duplicates
    return found[0].duplicates.lines


def test_good_rows_are_taken_and_wrong_ones_come_back_with_their_reason(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        data = filled(
            downloaded(vik), "Supplier numbers", {"Supplier": "Fel Siffra AB"}, {"Right number": "559900-0023"}
        )
        data = filled(data, "Catch-all accounts", {"Account": "67000"}, {"Category": "Spaceships", "Comment": "?"})
        data = filled(data, "Without a supplier", {"Account": "65100"}, {"Category": "Not a purchase: Taxes"})
        answers, wrong = read(data)
        applied = apply_answers(
            organisation=vik, answers=answers, wrong=wrong, leave_wrong=True, name="fix.xlsx", sees_numbers=True
        )
        sheets = read_fix_list(data)
        assert isinstance(sheets, list)
        back = workbook_of(wrong_rows(sheets, applied.look.problems, MAY_SEE))

        rule = ClassificationRule.objects.get(organisation=vik)
        assert (rule.account, rule.treatment, rule.reason, rule.category) == ("65100!", "excluded", "taxes", "")
        assert [(change.kind, change.after) for change in applied.look.changes] == [("rule", "not.taxes")]
        cells = cells_of(back)
        assert {"Spaceships", "559900-0023"} < {*cells}
        assert not [cell for cell in cells if cell.startswith("65100")]
        assert any("is no category" in cell for cell in cells)
        mended = filled(back, "Catch-all accounts", {"Account": "67000"}, {"Category": "Not a purchase"})
        assert [change.after for change in looked(vik, mended).changes] == ["not.organisation_rule", "?"]


def test_a_pair_that_waits_stands_in_the_list_and_is_answered_there(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, (FOOD, replace(FOOD, supplier="Ekby Gronsaker AB", number="")))
    with at_work(vik):
        find_doubles(organisation=vik)
        pair = MergeProposal.objects.get(organisation=vik)
        data = filled(downloaded(vik), "Double suppliers", {}, {"Are they one supplier?": "Yes, one supplier"})
        (change,) = looked(vik, data).changes
        apply_answers(organisation=vik, answers=read(data)[0], name="fix.xlsx", sees_numbers=True)

        assert (change.kind, change.after) == ("pair", "accepted")
        pair.refresh_from_db()
        assert pair.state == MergeProposal.State.ACCEPTED
        assert SupplierCard.objects.filter(organisation=vik).values("identity").distinct().count() == 1


def test_the_name_of_a_sheet_ends_after_a_whole_word() -> None:
    book = load_workbook(BytesIO(workbook_of([Sheet("Fakturaer som er bokført to ganger", [], [])])))

    assert book.sheetnames == ["Fakturaer som er bokført to"]


def test_an_applied_list_is_taken_back_and_what_somebody_changed_since_stays(
    vik_with_faults: Organisation,
) -> None:
    vik = vik_with_faults
    with at_work(vik):
        wanted = RuleDraft(account="65100!", category="food.mixed", explanation="A guess", unit=WITHOUT_SUPPLIER.unit)
        add_rule(organisation=vik, draft=wanted)
        data = filled(
            downloaded(vik), "Supplier numbers", {"Supplier": "Fel Siffra AB"}, {"Right number": "559900-0022"}
        )
        where = {"Account": "67000", "Supplier": "Diverse Handel AB"}
        data = filled(data, "Catch-all accounts", where, {"Category": "it.computers", "Comment": "Laptops"})
        data = filled(data, "Without a supplier", {"Account": "65100"}, {"Category": "Not a purchase"})
        data = filled(data, "Accounts without a name", {"Account": "64410"}, {"Right name": "Frukt och grönt"})
        before = standing_of_years(vik)["2024"]
        run = uuid.uuid4()
        applied = apply_answers(organisation=vik, answers=read(data)[0], name="fix.xlsx", sees_numbers=True, run=run)
        after = standing_of_years(vik)["2024"]
        kept = json.loads(json.dumps(kept_of(applied.look, applied.undo, {"2024": before}, {"2024": after})))
        ours = ClassificationRule.objects.get(organisation=vik, account="67000!")
        end_rule(rule=ours)

        found = take_back_fixes(organisation=vik, undo=Undo(**kept["undo"]), run=run, name="fix.xlsx")

        assert Decimal(after["counted"]) == Decimal(before["counted"]) - Decimal("349.0000")
        assert (found.back, found.stay) == (4, 1)
        assert SupplierCard.objects.get(name="Fel Siffra AB").right_number == ""
        standing = ClassificationRule.objects.get(organisation=vik, until_version=None)
        assert (standing.account, standing.category, standing.treatment) == ("65100!", "food.mixed", "")
        assert account_names(vik.pk)["kommun_bas", "64410"] == ""
        assert standing_of_years(vik)["2024"]["counted"] == before["counted"]
        again = take_back_fixes(organisation=vik, undo=Undo(**kept["undo"]), run=run, name="fix.xlsx")
        assert (again.back, again.stay) == (0, 0)
        assert Change.objects.filter(object_id=str(run), action="taken_back").count() == 1


def test_who_sees_no_personal_numbers_learns_nothing_from_a_guess(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        card = SupplierCard.objects.get(is_personal=True)
        guesses = [TRADER.number, "850709-9813", "559900-0022"]
        looks = [look_at_answers(vik, [number_of(card, said)], sees_numbers=False) for said in guesses]
        named = [
            look_at_answers(vik, [replace(number_of(card, ""), name=said)], sees_numbers=False) for said in guesses
        ]

    assert {(look.changes, look.same, look.problems[0].column) for look in looks} == {((), 0, "right_number")}
    assert [len(look.problems) for look in named] == [1, 1, 0]


def test_the_work_writes_no_personal_number_for_who_may_not_see_any(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        card = SupplierCard.objects.get(name=WRONG.supplier)
        asked = [number_of(card, TRADER.number)]
        for may_see, written in ((False, ""), (True, TRADER.number)):
            apply_answers(organisation=vik, answers=asked, name="fix.xlsx", leave_wrong=True, sees_numbers=may_see)
            card.refresh_from_db()
            assert card.right_number == written


def test_a_row_is_the_same_however_its_id_is_written(vik_with_faults: Organisation) -> None:
    vik = vik_with_faults
    with at_work(vik):
        identity = str(SupplierCard.objects.get(name=WRONG.supplier).uuid)
        said = [("SU:" + identity, "559900-0022"), ("SU:" + identity.upper(), "559900-0121")]
        said += [("SU:{" + identity + "}", "559900-0022"), ("SU:" + identity.replace("-", ""), "559900-0022")]
        sheet = Sheet("Supplier numbers", columns_of(["row", "right_number"]), [list(row) for row in said])
        answers, wrong = read(workbook_of([sheet]))
        look = look_at_answers(vik, answers, wrong, sees_numbers=True)
        applied = apply_answers(organisation=vik, answers=answers[1:2], wrong=wrong, name="fix.xlsx", sees_numbers=True)

    assert {answer.reference for answer in answers} == {f"SU:{identity}"}
    assert [problem.place.row for problem in look.problems] == [3]
    assert "answered otherwise" in look.problems[0].sentence
    assert len(applied.look.changes) == 1


def number_of(card: SupplierCard, said: str) -> Answer:
    """A row that says what a supplier's number is."""
    return Answer(Place("Supplier numbers", 2), f"SU:{card.uuid}", Sort.SUPPLIER, (str(card.uuid),), number=said)
