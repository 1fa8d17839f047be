"""The worked example of docs/methods/reported_values.md, recomputed from the page itself."""

from collections.abc import Callable
from decimal import Decimal

from follow_up.calculations.reported_values import AskedLine, Told, checked_report

LINES = (
    AskedLine("electricity", "km", before=Decimal(1000)),
    AskedLine("diesel", "km"),
    AskedLine("share of electricity", "%", whole="deliveries"),
    AskedLine("share of diesel", "%", whole="deliveries"),
    AskedLine("HVO", "km"),
)
NOTHING = "–"


def test_the_figures_of_the_page(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("reported_values.md", "Worked example")
    told = {line: Told(Decimal(value), unit) for line, value, unit, *_rest in rows if value != NOTHING}
    found = checked_report(LINES, told)

    assert [row[0] for row in rows] == [line.key for line in LINES]
    for line, _value, _unit, amount, remark in rows:
        said = found.problems.get(line) or found.questions.get(line)
        assert (said.code if said else NOTHING) == remark, line
        assert str(found.amounts.get(line, NOTHING)) == amount, line
