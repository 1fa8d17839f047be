"""What the money buys: the largest first, each row with the rule that decided and the way to change it."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import FOOD, SOLE_TRADER, YEAR_OF_POSTINGS, Posting, at_work, imported
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.organisations import make_member

MAPPING = "/o/vik/accounts/mapping/"
MOST_QUERIES = 13


@pytest.fixture
def year(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)


def accounts_on(browser: Client, query: str = "") -> list[str]:
    return [row["account"] for row in browser.get(f"{MAPPING}{query}").context["rows"]]


def test_without_accounts_the_page_says_what_to_do(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    assert "No accounts yet Hand over the accounts first" in words_of(as_finance.get(MAPPING))


@pytest.mark.usefixtures("year")
def test_accounts_come_by_money_with_the_rule_that_decided(as_finance: Client) -> None:
    page = as_finance.get(f"{MAPPING}?state=all")

    rows = page.context["rows"]
    assert [row["account"] for row in rows][:3] == ["61700", "12100", "74500"]
    assert [row["amount"] for row in rows] == sorted((row["amount"] for row in rows), reverse=True)
    text = words_of(page)
    assert "2024 · 8 rows, 10 lines · SEK 1.44 million" in text
    assert "45300 Bidrag, förening Left out: Transfers and grants The chart's rule Code begins with 45" in text
    assert "64400 Livsmedel 2 suppliers Food, mixed Account Code begins with 4, 6;" in text
    assert "The account's name holds “livsmedel” Why not another? 64400 3 SEK 20,000" in text
    assert "67000 Övrigt" in text


@pytest.mark.usefixtures("year")
def test_sums_are_those_of_the_lines(as_finance: Client) -> None:
    rows = as_finance.get(f"{MAPPING}?state=all&by=supplier").context["rows"]

    assert sum(row["amount"] for row in rows) == sum(Decimal(line.amount) for line in YEAR_OF_POSTINGS)
    assert sum(row["lines"] for row in rows) == len(YEAR_OF_POSTINGS)


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("query", "accounts"),
    [
        ("", ["61700", "12100", "74500", "64400", "67000", "65100"]),
        ("?state=unclassified", ["67000"]),
        ("?state=excluded", ["45300"]),
        ("?state=capital_good", ["12100"]),
        ("?state=energy", ["62100"]),
        ("?category=food", ["64400"]),
        ("?category=food.dairy", []),
        ("?account=74500", ["74500"]),
        ("?rule=kb-grants", ["45300"]),
        ("?q=livs", ["64400"]),
        ("?q=644", ["64400"]),
        ("?q=Mejeriet", ["64400"]),
        ("?q=%25", []),
        (
            "?state=nonsense&category=gold&year=abc&supplier=x&page=9",
            ["61700", "12100", "74500", "64400", "67000", "65100"],
        ),
    ],
)
def test_filters_narrow_down_and_nonsense_is_left_out(as_finance: Client, query: str, accounts: list[str]) -> None:
    assert sorted(set(accounts_on(as_finance, query))) == sorted(set(accounts))


@pytest.mark.usefixtures("year")
def test_nothing_found_says_so(as_finance: Client) -> None:
    assert "Nothing fits" in words_of(as_finance.get(f"{MAPPING}?q=spaceships"))


@pytest.mark.usefixtures("year")
def test_change_leads_to_a_rule_for_what_the_row_is_about(as_finance: Client) -> None:
    page = as_finance.get(f"{MAPPING}?by=supplier&account=61700")
    (row,) = page.context["rows"]

    form = as_finance.get(row["change"]).context["form"]

    assert form["account"].value() == "61700!"
    assert form["supplier_number"].value() == "559900-0060"


@pytest.mark.usefixtures("year")
def test_an_own_rule_is_named_and_can_be_changed(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        draft = RuleDraft(account="64", supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
        rule = add_rule(organisation=vik, draft=draft)

    page = as_finance.get(f"{MAPPING}?rule={rule.uuid}")

    (row,) = page.context["rows"]
    assert row["change"] == f"/o/vik/accounts/rules/{rule.uuid}/"
    assert "Your own rule Supplier: mejeriet, Account: 64 and what begins with it They make milk" in words_of(page)


@pytest.mark.usefixtures("year")
def test_readers_see_it_and_change_nothing(vik: Organisation, in_english: Callable[[User], Client]) -> None:
    browser = in_english(make_member("Rut Reader", vik, Role.READER))

    assert "/rules/new/" not in browser.get(MAPPING).content.decode()


@pytest.mark.usefixtures("year")
def test_personal_numbers_are_shown_and_found_by_the_finance_role_only(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client]
) -> None:
    reader = in_english(make_member("Rut Reader", vik, Role.READER))
    query = f"{MAPPING}?by=supplier&q=8507"

    assert SOLE_TRADER.number in words_of(as_finance.get(query))
    assert reader.get(query).context["found"] == 0
    named = words_of(reader.get(f"{MAPPING}?by=supplier&q=Lindgren"))
    assert (SOLE_TRADER.number in named, "••••••-••••" in named) == (False, True)


def test_a_long_list_comes_in_pages(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    many = [Posting("01-08", f"64{number:03d}", "Livsmedel", str(1000 - number)) for number in range(70)]
    imported(vik, tmp_path, 2024, many)

    first, second = accounts_on(as_finance), accounts_on(as_finance, "?page=2")
    beyond = accounts_on(as_finance, "?page=99")

    assert (len(first), len(second), set(first) & set(second)) == (50, 20, set())
    assert beyond == first


def test_the_page_asks_as_often_for_many_keys_as_for_one(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [FOOD])
    as_finance.get(MAPPING)
    few = queries_of(as_finance, MAPPING)
    imported(vik, tmp_path, 2024, [Posting("01-08", f"64{number:03d}", "Livsmedel", "10") for number in range(200)])

    assert queries_of(as_finance, MAPPING) == few <= MOST_QUERIES


@pytest.mark.usefixtures("year")
def test_the_list_can_be_taken_away_as_it_is_filtered(as_finance: Client) -> None:
    answer = as_finance.get("/o/vik/accounts/mapping.csv?by=supplier&state=all")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(text.splitlines()))
    assert answer["Content-Disposition"].startswith("attachment")
    assert sum(Decimal(row["Money"]) for row in rows) == sum(Decimal(line.amount) for line in YEAR_OF_POSTINGS)
    (grant,) = [row for row in rows if row["Account"] == "45300"]
    assert (grant["Counts as"], grant["Why it does not count"]) == ("Left out", "Transfers and grants")
    assert (grant["Rule"], grant["It asks for"]) == ("The chart's rule", "Code begins with 45")


@pytest.mark.usefixtures("year")
def test_personal_numbers_are_masked_in_what_is_taken_away(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client]
) -> None:
    reader = in_english(make_member("Rut Reader", vik, Role.READER))
    address = "/o/vik/accounts/mapping.csv?by=supplier"

    answers = [browser.get(address) for browser in (as_finance, reader)]
    taken = [b"".join(answer.streaming_content).decode() for answer in answers]  # type: ignore[attr-defined]

    assert [SOLE_TRADER.number in text for text in taken] == [True, False]


def test_without_accounts_there_is_nothing_to_take_away(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    assert as_finance.get("/o/vik/accounts/mapping.xlsx").status_code == 404


@pytest.mark.usefixtures("year")
def test_excel_is_offered_beside_csv(as_finance: Client) -> None:
    page = as_finance.get(f"{MAPPING}?state=excluded")

    addresses = [action["address"] for action in page.context["actions"]]
    assert addresses == [f"/o/vik/accounts/mapping.{kind}?state=excluded" for kind in ("xlsx", "csv")]
    assert as_finance.get(addresses[0]).content.startswith(b"PK")
