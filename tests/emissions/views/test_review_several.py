"""Several proposals at once: ticked where more than the account speaks for them, one version, taken back as one."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import latest_mapping_version, own_rows
from emissions.services.calculate_by_itself import CALCULATE
from emissions.services.change_rules import RuleDraft, add_rule
from foundation.models import Job
from organisations.models import Organisation
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work, imported
from tests.emissions.views.conftest import words_of
from tests.emissions.views.test_review import OPEN

REVIEW = "/o/vik/accounts/review/"


@pytest.fixture
def year(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, *OPEN])


def holding(vik: Organisation) -> list[ClassificationRule]:
    with at_work(vik):
        version = latest_mapping_version(vik)
        return list(own_rows(vik.pk, version.number)) if version else []


def rows_of(browser: Client) -> list[dict[str, Any]]:
    page: Any = browser.get(REVIEW)
    return list(page.context["several"]["rows"])


def accepted(browser: Client, rows: list[dict[str, Any]], year: str = "2024") -> Any:
    pairs = [f"{row['group'].item}:{row['proposal'].category}" for row in rows]
    return browser.post(f"{REVIEW}accept", {"year": year, "accept": pairs}, follow=True)


def row_of(browser: Client, title: str) -> dict[str, Any]:
    (row,) = (row for row in rows_of(browser) if row["group"].title == title)
    return row


@pytest.mark.usefixtures("year")
def test_what_the_account_alone_says_is_not_ticked(as_finance: Client, as_leader: Client) -> None:
    listed = rows_of(as_finance)
    rows = [row for row in listed if row["proposal"]]
    assert [row["may_be_ticked"] for row in listed if not row["proposal"]] == [False]
    assert {row["is_ticked"] for row in rows if "As it counts now" in row["proposal"].why} == {False}
    page = as_leader.get(REVIEW)
    assert b'name="accept"' not in page.content
    assert accepted(as_leader, rows).status_code in (403, 404)


@pytest.mark.usefixtures("year")
def test_thin_evidence_of_accounts_is_told_and_not_ticked_until_a_rule_vouches_for_it(
    vik: Organisation, as_finance: Client
) -> None:
    thin = row_of(as_finance, "Ekby Grönsaker AB")

    assert thin["proposal"].why.replace("\N{NO-BREAK SPACE}", " ") == (
        "The same supplier elsewhere: 100% of its money. "
        "It rests on 2 lines with SEK 12,000, decided by their accounts alone."
    )
    assert (thin["is_ticked"], thin["is_thin"], thin["may_be_ticked"]) == (False, True, True)
    assert "Thin, so it is not ticked." in words_of(as_finance.get(REVIEW))
    with at_work(vik):  # a rule that names the account alone says no more of the supplier than the account did
        add_rule(organisation=vik, draft=RuleDraft(account="64400", category="food.mixed", explanation="Food"))
    assert row_of(as_finance, "Ekby Grönsaker AB")["is_thin"]

    with at_work(vik):
        number = "559900-0011"
        known = RuleDraft(supplier_number=number, account="64400", category="food.mixed", explanation="Asked them")
        add_rule(organisation=vik, draft=known)

    firm = row_of(as_finance, "Ekby Grönsaker AB")
    assert firm["proposal"].why.endswith("decided by rules or commodity codes.")
    assert (firm["is_ticked"], firm["is_thin"]) == (True, False)


@pytest.mark.usefixtures("year")
def test_they_are_one_version_calculated_and_taken_back_as_one(vik: Organisation, as_finance: Client) -> None:
    listed = rows_of(as_finance)
    rows = [row for row in listed if row["may_be_ticked"]]
    with at_work(vik):
        versions = MappingVersion.objects.filter(organisation=vik).count()

    page = accepted(as_finance, rows)

    assert f"{len(rows)} proposals are rules now." in words_of(page)
    assert page.context["progress"].groups == len(listed) - len(rows)
    assert {rule.category for rule in holding(vik)} == {row["proposal"].category for row in rows}
    assert all("Reviewed 2024." in rule.explanation for rule in holding(vik))
    with at_work(vik):
        assert MappingVersion.objects.filter(organisation=vik).count() == versions + 1
        assert Job.objects.filter(organisation=vik, name=CALCULATE, arguments__year=2024).count() == 1
    assert "The footprint of 2024 is being calculated." in words_of(page)

    undone = as_finance.post(
        f"{REVIEW}take-back", {"year": "2024", "taken": str(page.context["taken"]["number"])}, follow=True
    )
    assert "Undone: the lines wait again." in words_of(undone)
    assert holding(vik) == []
    assert len(rows_of(as_finance)) >= len(rows)


@pytest.mark.usefixtures("year")
def test_what_they_replaced_holds_again_and_what_was_changed_since_is_left(
    vik: Organisation, as_finance: Client
) -> None:
    first, second, *_rest = [row for row in rows_of(as_finance) if row["may_be_ticked"]]
    page = accepted(as_finance, [first, second])
    number = page.context["taken"]["number"]
    kept, *_others = holding(vik)
    as_finance.post(f"{REVIEW}undo", {"rule": str(kept.uuid)})

    as_finance.post(f"{REVIEW}take-back", {"year": "2024", "taken": str(number)})

    assert holding(vik) == []
    again = as_finance.post(f"{REVIEW}take-back", {"year": "2024", "taken": str(number)}, follow=True)
    assert "There is no such rule." in words_of(again)


@pytest.mark.usefixtures("year")
def test_nonsense_and_what_others_decided_change_nothing(vik: Organisation, as_finance: Client) -> None:
    rows = [row for row in rows_of(as_finance) if row["may_be_ticked"]][:1]
    accepted(as_finance, rows)
    before = [rule.uuid for rule in holding(vik)]

    late = accepted(as_finance, rows)
    assert "Somebody has decided on these lines already." in words_of(late)
    for sent in ({"accept": "x"}, {"accept": "0123456789abcdef:no.such"}, {"year": "\x00", "accept": "x:food.dairy"}):
        answer = as_finance.post(f"{REVIEW}accept", {"year": "2024", **sent}, follow=True)
        assert answer.status_code == 200, sent
    assert as_finance.post(f"{REVIEW}take-back", {"taken": "²"}, follow=True).status_code == 200
    assert [rule.uuid for rule in holding(vik)] == before


@pytest.mark.usefixtures("year")
def test_a_rule_for_the_same_lines_is_worded_anew(vik: Organisation, as_finance: Client) -> None:
    row = next(row for row in rows_of(as_finance) if row["may_be_ticked"])
    with at_work(vik):
        draft = RuleDraft(supplier_name="nobody at all", category="food.dairy", explanation="Stays")
        add_rule(organisation=vik, draft=draft)

    accepted(as_finance, [row])

    assert {"Stays"} < {rule.explanation for rule in holding(vik)}
