"""From a line to its factor and rule: what the footprint pinned, not what holds today."""

from decimal import Decimal
from typing import Any

import pytest

from emissions.models import Footprint
from emissions.queries.lines import FootprintLines
from emissions.queries.why import decision_of, file_name_of, import_of, way_of
from emissions.services.footprint_basis import spend_of
from organisations.models import Organisation
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work

ROWS = {line.account: place + 2 for place, line in enumerate(YEAR_OF_POSTINGS)}


@pytest.fixture(autouse=True)
def _working(vik: Organisation) -> Any:
    with at_work(vik):
        yield


@pytest.fixture
def lines(footprint: Footprint) -> FootprintLines:
    return FootprintLines(footprint, spend_of(footprint), persons_are_named=True)


def line_on(lines: FootprintLines, account: str) -> dict[str, Any]:
    line = lines.line(lines.footprint.imports[0]["import"], ROWS[account])
    assert line
    return line


def test_a_way_leads_to_the_kilograms_of_the_line(lines: FootprintLines) -> None:
    line = line_on(lines, "61700")

    way = way_of(lines.footprint, line["category"], line["amount"], line["currency"])

    assert way.derivation
    (step,) = way.derivation.steps
    assert way.derivation.kg == line["amount"] * line["kg_per_unit"]
    assert (step.price and step.price.to_year, step.exchange and step.exchange.to_currency) == (2020, "NOK")
    by_hand = step.amount_converted * step.factor.kg_per_unit
    assert by_hand == pytest.approx(way.derivation.kg, rel=Decimal("1e-8"))


@pytest.mark.parametrize(
    ("category", "currency", "gap"),
    [
        (None, "SEK", "unclassified"),
        ("food.mixed", "ISK", "no_factor_mapped"),
        ("food.none", "SEK", "no_factor_mapped"),
    ],
)
def test_what_has_no_figure_says_why(footprint: Footprint, category: str | None, currency: str, gap: str) -> None:
    way = way_of(footprint, category, Decimal(100), currency)

    assert (way.derivation, way.gap) == (None, gap)


@pytest.mark.parametrize(
    ("account", "kind", "says"),
    [
        ("61700", "account", "construction.buildings"),
        ("45300", "exclusion", "transfers"),
        ("12100", "account", "materials.machinery"),
    ],
)
def test_a_decision_names_its_rule(lines: FootprintLines, account: str, kind: str, says: str) -> None:
    decision = decision_of(lines.footprint, line_on(lines, account)["key_id"])

    assert decision
    assert (decision.kind, decision.own, decision.number) == (kind, None, 1)
    assert decision.shipped
    assert says in (decision.shipped.category, decision.shipped.reason)


def test_a_capital_good_names_the_rule_that_made_it_one(lines: FootprintLines) -> None:
    decision = decision_of(lines.footprint, line_on(lines, "12100")["key_id"])

    assert decision
    assert decision.ground
    assert decision.ground.reference == "kb-capital"


def test_no_rule_is_said(lines: FootprintLines) -> None:
    decision = decision_of(lines.footprint, line_on(lines, "67000")["key_id"])

    assert decision
    assert (decision.kind, decision.shipped, decision.own) == ("none", None, None)


def test_a_line_leads_to_its_file(lines: FootprintLines) -> None:
    found = import_of(lines.footprint, line_on(lines, "64400")["import_uuid"])

    assert found
    assert file_name_of(found).startswith("ledger-2024")
