"""The worked example of docs/methods/footprint_change.md, recomputed from the page itself."""

from collections.abc import Callable
from decimal import Decimal

from emissions.calculations.footprint_change import category_changes, share_of_change

Table = Callable[[str, str], list[list[str]]]


def figure(text: str) -> Decimal | None:
    return None if text == "missing" else Decimal(text)


def test_footprint_change_page(table: Table) -> None:
    *rows, whole = table("footprint_change.md", "Worked example")
    changes = category_changes({name: figure(was) for name, was, *_ in rows}, {row[0]: figure(row[2]) for row in rows})

    assert [(change.category, change.difference) for change in changes] == [(row[0], Decimal(row[3])) for row in rows]
    assert sum(change.difference for change in changes) == Decimal(whole[3])
    assert share_of_change(Decimal(whole[1]), Decimal(whole[2])) == Decimal("0.05")
