"""The worked example of docs/methods/proportionality.md, recomputed from the page itself."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from requirements_bank.calculations.balanced_set import Candidate, balanced_set
from requirements_bank.calculations.basket_relations import Related
from requirements_bank.calculations.proportionality import Limits, Purchase, follow_up_hours, limits_for
from requirements_bank.calculations.requirement import Level, RequirementContent
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.queries.limits import shipped_limits
from requirements_bank.services.load_shipped import CONTENT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "proportionality.md"
PURCHASE = Purchase("transport.passenger", Decimal(1_200_000), 48, "NO")
DAY = date(2026, 9, 1)


def rows_of(head: str) -> list[list[str]]:
    """The rows of the page's table with this head."""
    text = PAGE.read_text(encoding="utf-8")
    table = text.partition(f"| {head} |\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()[1:]]


def shipped() -> dict[str, RequirementContent]:
    read = (read_requirement(yaml.safe_load(path.read_text()), languages=())[0] for path in CONTENT.glob("*/*.yaml"))
    return {content.code: content for content in read if content}


def limits() -> Limits:
    return limits_for(shipped_limits().rows, PURCHASE, DAY)


def candidates(contents: Sequence[RequirementContent]) -> list[Candidate]:
    return [
        Candidate(
            key=content.code,
            code=content.code,
            topic=content.topic,
            kind=content.kind,
            level=content.level,
            maturity=content.maturity,
            is_measurable=content.is_measurable,
            hours=follow_up_hours(content, shipped_limits().rates),
            closeness=2,
        )
        for content in contents
    ]


def test_the_limits_of_the_page_hold() -> None:
    found = [(name, value, limit) for name, value, limit in rows_of("limit | value from | limit")]
    rows = limits().rows

    assert found == [(name, str(rows[name].value_from), rows[name].limit) for name, _value, _limit in found]
    assert len(found) == 6


def test_the_hours_of_the_page_are_those_of_the_formula() -> None:
    known = shipped()
    for code, kind, period, hours in rows_of("requirement | kind | period | hours a year"):
        content = known[code]
        assert content.kind == kind
        assert (content.measure.period if content.measure else "–") == period or kind == "qualification"
        assert follow_up_hours(content, shipped_limits().rates) == Decimal(hours)


def test_the_set_of_the_page_is_the_balanced_one() -> None:
    contents = [content for content in shipped().values() if PURCHASE.category in content.categories]
    relations = [
        Related(content.code, kind, other)
        for content in contents
        for kind in ("replaces", "includes", "conflicts_with")
        for other in getattr(content.relations, kind)
    ]
    made = balanced_set(candidates(contents), Level.ADVANCED, limits(), relations)
    said = [(code, re.sub(r"`", "", why)) for code, why in rows_of("requirement | why")]

    assert said == [(each.candidate.code, ", ".join(each.reasons)) for each in made.chosen]
