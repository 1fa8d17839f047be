"""The worked example of the review queue is what the calculations give."""

from collections.abc import Callable
from decimal import Decimal

from emissions.calculations.review_progress import progress
from emissions.calculations.review_stakes import plausible_categories, stakes
from organisations.reference.crosswalks import AccountMapping

Table = Callable[[str, str], list[list[str]]]
DECIDED = Decimal(9_000_000)


def mappings_of(intensities: list[str]) -> tuple[list[AccountMapping], dict[tuple[str, str], Decimal]]:
    """A crosswalk whose broad row B may be any of the categories with these intensities."""
    names = [f"c{number}" for number in range(len(intensities))]
    rows = [AccountMapping(f"N{name}", ("12",), "", (), "word", name, "") for name in names]
    broad = AccountMapping("B", ("120",), "", (), "", names[0] if names else None, "")
    return [broad, *rows], {(name, "NOK"): Decimal(kg) for name, kg in zip(names, intensities, strict=True)}


def test_kilograms_at_stake(table: Table) -> None:
    for _, money, plausible, mean, expected in table("review_queue.md", "Worked example"):
        mappings, intensities = mappings_of(plausible.split())
        found = stakes({"B": plausible_categories(mappings, "B")}, intensities, {"NOK": Decimal(mean)})
        assert Decimal(money) * found["B", "NOK"] == Decimal(expected)


def test_decisions_left(table: Table) -> None:
    groups = [Decimal(row[1]) for row in table("review_queue.md", "Worked example")]
    for taken, row in enumerate(table("review_queue.md", "Worked example: how far it is")):
        found = progress(DECIDED + sum(groups[:taken], Decimal(0)), groups[taken:])
        assert [found.decided, found.waiting, found.share, Decimal(found.left)] == [Decimal(cell) for cell in row]
