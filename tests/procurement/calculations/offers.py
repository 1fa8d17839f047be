"""Bids and rules to try evaluation models on, and strategies that make more of them."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from procurement.calculations.bids import Bid, Criterion, CriterionKind
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.shadow_price import ShadowPrice

CRITERIA = (
    Criterion("price", CriterionKind.PRICE, Decimal(50)),
    Criterion("plan", CriterionKind.QUALITY, Decimal(20)),
    Criterion("climate", CriterionKind.ENVIRONMENT, Decimal(30)),
)
A_TONNE = ShadowPrice(Decimal(1000), "NOK", date(2026, 9, 1), "the council's budget for 2026")
LADDER = Ladder({1: Decimal(5), 2: Decimal(10), 3: Decimal(15)}, in_percent=True)
RULES = EvaluationRules(
    CRITERIA,
    "NOK",
    sums={"plan": Decimal(200_000), "climate": Decimal(400_000)},
    shadow_price=A_TONNE,
    ladder=LADDER,
)


def a_bid(
    code: str,
    price: int | str,
    plan: int | str,
    climate: int | str,
    tonnes: int | None = None,
    level: int | None = None,
) -> Bid:
    points = {"plan": Decimal(plan), "climate": Decimal(climate)}
    return Bid(
        code, Decimal(price), "NOK", points, tonnes=None if tonnes is None else Decimal(tonnes), ladder_level=level
    )


THREE = (
    a_bid("A", 1_000_000, 6, 2, tonnes=500, level=0),
    a_bid("B", 1_150_000, 6, 8, tonnes=300, level=2),
    a_bid("C", 1_400_000, 9, 10, tonnes=200, level=3),
)

points = st.decimals(0, 10, places=1)
lists_of_bids = st.lists(
    st.builds(
        Bid,
        st.sampled_from("ABCDEFGH"),
        st.decimals(1, 5_000_000, places=2),
        st.just("NOK"),
        st.fixed_dictionaries({"plan": points, "climate": points}),
        tonnes=st.decimals(0, 1000, places=1),
        ladder_level=st.integers(0, 3),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda bid: bid.code,
)
