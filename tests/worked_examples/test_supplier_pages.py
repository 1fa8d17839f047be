"""The worked examples of docs/methods/supplier_numbers.md and same_supplier.md, recomputed from the pages."""

from collections.abc import Callable

from suppliers.calculations.number_reading import read_number
from suppliers.calculations.same_supplier import ALIKE, CONFIDENCE, KnownCard, propose

Table = Callable[[str, str], list[list[str]]]
MISSING = "–"


def test_the_numbers_of_the_page(table: Table) -> None:
    for written, buyer, *expected in table("supplier_numbers.md", "Worked example"):
        found = read_number(written, buyer)
        assert [found.kind.value, found.country or MISSING, found.number or MISSING] == expected


def test_the_proposals_of_the_page(table: Table) -> None:
    first = card(1, "556012-5790", "Åkeri Norr AB")
    for number, name, reason, sure in table("same_supplier.md", "Worked example"):
        found = propose([first, card(2, number.replace(MISSING, ""), name)])
        assert [(each.reason.value, f"{each.confidence:.2f}") for each in found] == (
            [] if reason == MISSING else [(reason, sure)]
        )


def test_the_reasons_of_the_page_are_those_of_the_code(table: Table) -> None:
    rows = table("same_supplier.md", "Proposals")

    assert {reason: sure.partition("–")[0] for reason, _holds, sure in rows} == {
        reason.value: f"{sure:.2f}" for reason, sure in CONFIDENCE.items()
    }
    assert ALIKE == 0.82


def card(number: int, written: str, name: str) -> KnownCard:
    found = read_number(written, "SE")
    return KnownCard(number, str(number), written, name, found.number, found.country, accounts=frozenset({"70101"}))
