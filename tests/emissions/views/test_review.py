"""The review queue: one group at a time, each decision a rule, nothing left when all is accepted."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from emissions.models import ClassificationRule
from emissions.queries.mapping import own_rows
from emissions.queries.review import ReviewQueue
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, Posting, at_work, calculated, imported
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member

REVIEW = "/o/vik/accounts/review/"
CONSULTING = Posting("04-01", "74000", "Övriga tjänster", "500000.00", "Konsultbyrån Nord AB", "559900-0151")
HELP = Posting("04-02", "74000", "Övriga tjänster", "200000.00", "Städhjälpen AB", "559900-0169")
ELSEWHERE = Posting("04-03", "64000", "Förbrukning", "90000.00", "Ekby Grönsaker AB", "559900-0011")
NOBODY = Posting("04-04", "64000", "Förbrukning", "30000.00")
NEW_THINGS = Posting("04-05", "12000", "Inventarier", "20000.00", "Byggvaror AB", "559900-0177")
OPEN = (CONSULTING, HELP, ELSEWHERE, NOBODY, NEW_THINGS)


@pytest.fixture
def year(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, *OPEN])


def queue(vik: Organisation) -> ReviewQueue:
    with at_work(vik):
        found = ReviewQueue(vik, 2024)
        assert found.groups is not None
        assert found.progress is not None
    return found


def rules(vik: Organisation) -> list[ClassificationRule]:
    with at_work(vik):
        return list(own_rows(vik.pk, 10_000).order_by("since_version"))


def decided(browser: Client, page: Any, **said: str) -> Any:
    usual = next(level.name for level in page.context["levels"] if level.is_usual)
    whys = {"about": page.context["about"]} | {f"why-{one.category}": one.kept for one in page.context["proposals"]}
    hidden = {
        **whys,
        "item": page.context["now"].item,
        "next": page.context["next_item"],
        "year": "2024",
        "level": usual,
    }
    return browser.post(f"{REVIEW}decide?{page.context['query']}", {**hidden, **said}, follow=True)


@pytest.mark.usefixtures("year")
def test_the_largest_money_comes_first_with_what_it_may_be(as_finance: Client) -> None:
    page: Any = as_finance.get(REVIEW)

    text = words_of(page)
    assert page.context["now"].title == "Bygg i Ekby AB"
    assert "decisions are left until 95%." in text
    assert [group["group"].title for group in page.context["following"]][:3] == [
        "Konsultbyrån Nord AB",
        "Städhjälpen AB",
        "Ekby Grönsaker AB",
    ]
    assert "As it counts now, by its account. Take it if that is right." in text
    assert [level.name for level in page.context["levels"]] == ["account", "supplier", "supplier_account"]


@pytest.mark.usefixtures("year")
def test_proposals_say_why(vik: Organisation, as_finance: Client) -> None:
    page: Any = as_finance.get(f"{REVIEW}?q=Grönsaker")

    assert [(one.category, one.why.partition(" It rests")[0]) for one in page.context["proposals"]] == [
        ("food.mixed", "The same supplier elsewhere: 100% of its money."),
        ("office.supplies", "As it counts now, by its account. Take it if that is right."),
    ]
    other: Any = as_finance.get(f"{REVIEW}?q=Städhjälpen")
    assert other.context["proposals"][0].why == "The supplier's name says “Städ”."
    decided(as_finance, page, take="food.mixed")
    (rule,) = rules(vik)
    assert (rule.supplier_number, rule.account, rule.category) == ("559900-0011", "64000!", "food.mixed")
    assert rule.explanation.replace("\N{NO-BREAK SPACE}", " ") == (
        "Ekby Grönsaker AB: The same supplier elsewhere: 100% of its money. "
        "It rests on 2 lines with SEK 12,000, decided by their accounts alone. Reviewed 2024."
    )


@pytest.mark.usefixtures("year")
def test_accepting_everything_empties_the_queue_and_what_is_left_never_grows(
    vik: Organisation, as_finance: Client
) -> None:
    page: Any = as_finance.get(REVIEW)
    left, groups = [page.context["progress"].left], [page.context["progress"].groups]
    whole = page.context["progress"].whole
    while "now" in page.context:
        said = (
            {"take": page.context["proposals"][0].category}
            if page.context["proposals"]
            else {"category": "Dairy and eggs"}
        )
        page = decided(as_finance, page, **said)
        left.append(page.context["progress"].left)
        groups.append(page.context["progress"].groups)
        assert page.context["progress"].whole == whole

    assert left == sorted(left, reverse=True)
    assert (left[-1], groups[-1]) == (0, 0)
    assert "All of the money is decided well." in words_of(page)
    assert "Nothing waits" in words_of(page)
    assert len(rules(vik)) < groups[0] + 1


@pytest.mark.usefixtures("year")
def test_a_default_that_is_right_is_kept_as_a_rule(vik: Organisation, as_finance: Client) -> None:
    page: Any = as_finance.get(REVIEW)
    present = next(one for one in page.context["proposals"] if "by its account" in one.why)

    after = decided(as_finance, page, take=present.category)

    (rule,) = rules(vik)
    assert rule.category == present.category
    assert after.context["now"].item != page.context["now"].item
    assert after.context["progress"].groups == page.context["progress"].groups - 1


@pytest.mark.usefixtures("year")
def test_wider_changed_left_out_and_undone(vik: Organisation, as_finance: Client) -> None:
    page: Any = as_finance.get(f"{REVIEW}?q=Konsultbyrån")

    after = decided(as_finance, page, level="account", do="change", category="it.services")
    assert (rules(vik)[0].account, rules(vik)[0].supplier_number, rules(vik)[0].category) == (
        "74000!",
        "",
        "it.services",
    )
    assert "Decided: IT services" in words_of(after)
    assert "now" not in after.context
    undone = as_finance.post(f"{REVIEW}undo?q=Konsultbyr%C3%A5n", {"rule": str(rules(vik)[0].uuid)}, follow=True)
    assert "Undone: the lines wait again." in words_of(undone)
    assert rules(vik) == []

    decided(as_finance, undone, do="leave_out", reason="internal_trade")
    assert (rules(vik)[0].treatment, rules(vik)[0].reason) == ("excluded", "internal_trade")


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"do": "change"}, "Write a category, or take one of the proposals."),
        ({"do": "change", "category": "Moon rock"}, "There is no such category. Choose one from the list."),
        ({"do": "leave_out"}, "Choose the reason why the lines do not count."),
        ({"take": "food.dairy", "level": "moon"}, "Choose how wide the rule is to be."),
        ({"take": "moon.rock"}, "There is no such category."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    vik: Organisation, as_finance: Client, said: dict[str, str], sentence: str
) -> None:
    page: Any = as_finance.get(f"{REVIEW}?q=Städhjälpen")

    answer = decided(as_finance, page, explanation="Since I know", **said)

    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    assert answer.context["now"].item == page.context["now"].item
    assert 'value="Since I know"' in answer.content.decode()
    assert rules(vik) == []


@pytest.mark.usefixtures("year")
def test_two_people_at_once_decide_a_group_once(vik: Organisation, as_finance: Client) -> None:
    page: Any = as_finance.get(REVIEW)
    first = decided(as_finance, page, take="maintenance.buildings")

    second = decided(as_finance, page, take="construction.roads")

    assert "Somebody has decided on these lines already." in words_of(second)
    assert [rule.category for rule in rules(vik)] == ["maintenance.buildings"]
    assert second.context["now"].item == first.context["now"].item


@pytest.mark.usefixtures("year")
def test_a_rule_of_ours_that_says_no_category_is_not_in_the_way(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        add_rule(
            organisation=vik,
            draft=RuleDraft(supplier_number="5599000151", treatment="capital_good", explanation="They build for us"),
        )
    page: Any = as_finance.get(f"{REVIEW}?q=Konsultbyrån")

    decided(as_finance, page, take="construction.design")

    made = rules(vik)[-1]
    assert (made.treatment, made.category) == ("capital_good", "construction.design")
    assert not any(group.key.supplier_name.startswith("Konsult") for group in queue(vik).groups)


def test_tonnes_are_at_stake_where_a_footprint_knows_them(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    calculated(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, *OPEN])

    page: Any = as_finance.get(f"{REVIEW}?sort=tonnes")

    stakes = [page.context["now"].kg, *(each["group"].kg for each in page.context["following"])]
    assert stakes == sorted(stakes, reverse=True)
    assert all(kg is not None and kg > 0 for kg in stakes)


@pytest.mark.usefixtures("year")
def test_filters_narrow_and_readers_only_look(as_finance: Client, as_leader: Client) -> None:
    for asked, names in (
        ("state=unclassified", {"Diverse Handel AB"}),
        ("treatment=capital_good", {"Byggvaror AB"}),
        ("account=640", {"Ekby Grönsaker AB", "Förbrukning"}),
        ("category=office.supplies", {"Ekby Grönsaker AB", "Förbrukning"}),
        ("q=moon", set()),
    ):
        page: Any = as_finance.get(f"{REVIEW}?{asked}")
        found = [each["group"].title for each in page.context["following"]]
        assert {*found, *([page.context["now"].title] if "now" in page.context else [])} == names, asked
    looked: Any = as_leader.get(REVIEW)
    assert (looked.status_code, b"data-review" in looked.content) == (200, False)
    assert as_leader.post(f"{REVIEW}decide", {}).status_code == 404


def test_a_sole_trader_is_masked_and_found_by_nobody(
    vik: Organisation, in_english: Callable[[User], Client], tmp_path: Path
) -> None:
    person = Posting("04-01", "74000", "Övriga tjänster", "5000.00", "Lena Lindgren", "850709-9805")
    imported(vik, tmp_path, 2024, [person])
    officer = in_english(make_member("Olle Officer", vik, Role.OFFICER))

    page: Any = officer.get(REVIEW)
    after = decided(officer, page, take="services.consulting")

    assert b"850709" not in page.content
    assert b"850709" not in after.content
    assert b"850709" not in officer.get(f"{REVIEW}?q=850709").content.split(b"<main", 1)[1].replace(
        b'value="850709"', b""
    )
    assert rules(vik)[0].supplier_number == "850709-9805"


@pytest.mark.usefixtures("year")
def test_signs_that_nobody_can_type_break_nothing(vik: Organisation, as_finance: Client) -> None:
    page: Any = as_finance.get(f"{REVIEW}?q=%00&account=%00&item=x&year=0")
    assert (page.status_code, "now" in page.context) == (200, True)

    answer = decided(as_finance, page, take="food.dairy", about="A\x00B", **{"why-food.dairy": "\x00"})

    assert (answer.status_code, rules(vik)[0].explanation[:3]) == (200, "AB:")
    assert as_finance.get("/o/vik/accounts/mapping/why/?account=%00").status_code == 200
    assert as_finance.get("/o/vik/accounts/mapping/why/?account=74000&supplier=zzz&unit=%00").status_code == 200


def test_without_accounts_the_page_says_what_to_do(as_finance: Client, vik: Organisation) -> None:  # noqa: ARG001 - it is there
    assert "No accounts yet" in words_of(as_finance.get(REVIEW))


@pytest.mark.usefixtures("year")
def test_the_page_asks_as_often_whatever_waits(vik: Organisation, as_finance: Client) -> None:
    as_finance.get(REVIEW)
    with CaptureQueriesContext(connection) as many:
        as_finance.get(REVIEW)
    with at_work(vik):
        add_rule(organisation=vik, draft=RuleDraft(account="7", category="it.services", explanation="x"))
    with CaptureQueriesContext(connection) as few:
        as_finance.get(REVIEW)

    assert len(few) <= len(many) + 1
    assert len(many) < Decimal(60)
