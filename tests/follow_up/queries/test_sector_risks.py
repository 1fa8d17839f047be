"""The shipped risks by category: each area has one, and what cannot be read is told with its place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from follow_up.calculations.sector_risk import LANGUAGES, SectorRisk, SectorRiskError, read_sector_risks
from follow_up.queries.sector_risks import shipped_sector_risks
from organisations.reference.categories import categories

REASON = dict.fromkeys(LANGUAGES, "why")
RISK = {"category": "food", "climate": 0.9, "social": 0.1, "wage": 0, "reason": "why", "source": "own"}


def a_file(**changed: Any) -> dict[str, Any]:
    whole = {"judged_on": date(2026, 1, 1), "sources": {"own": "ours"}, "reasons": {"why": REASON}}
    return {**whole, "risks": [{**RISK, **changed}]}


def test_every_category_has_a_risk_and_every_risk_is_of_a_category() -> None:
    risks, codes = shipped_sector_risks(), {category.code for category in categories()}

    assert {code for code in codes if risks.of(code) is None} == set()
    assert set(risks.by_category) - codes == set()


def test_a_category_without_a_risk_has_that_of_its_area_and_ones_own_goes_first() -> None:
    risks = shipped_sector_risks()
    own = SectorRisk("food.fish", Decimal(0), Decimal(0), Decimal(0), {}, "")

    assert risks.of("food.meat") == risks.by_category["food"]
    assert risks.of("furnishing.textiles") == risks.by_category["furnishing.textiles"]
    assert risks.of("food.fish", {"food.fish": own}) == own
    assert risks.of("unheard.of") is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"climate": 1.5}, "risk food: climate must be from 0 to 1"),
        ({"social": "much"}, "risk food: social must be a number"),
        ({"reason": "none"}, "risk food: there is no reason none"),
        ({"source": "none"}, "risk food: there is no source none"),
        ({"mood": 1}, "risk food: mood is not known here"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(SectorRiskError, match=told):
        read_sector_risks(a_file(**changed))


def test_a_category_stands_once() -> None:
    said = a_file()

    with pytest.raises(SectorRiskError, match="risk food: the category stands twice"):
        read_sector_risks({**said, "risks": said["risks"] * 2})
