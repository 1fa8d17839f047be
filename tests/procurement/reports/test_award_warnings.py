"""What is told before an award that the evaluation does not bear out."""

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import Bid, Procurement
from procurement.reports.award_warnings import award_warnings
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.mark.parametrize(
    ("ranked", "failing", "won", "told"),
    [
        ((1, 2), (), (0,), []),
        ((), (), (0,), ["The evaluation ranks nobody."]),
        ((1, 2), (), (1,), ["North AS is number 1"]),
        ((1,), (1,), (0, 1), ["South AS wins, and its bid does not meet"]),
        ((1, 2), (), (), ["North AS is number 1"]),
    ],
)
def test_a_choice_that_does_not_follow_from_the_evaluation_is_told(
    cast: Cast, ranked: tuple[int, ...], failing: tuple[int, ...], won: tuple[int, ...], told: list[str]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, bids = opened(cast)
        ranks = {bids[place].uuid.hex: rank for place, rank in enumerate(ranked)}
        short = frozenset(bids[place].uuid.hex for place in failing)
        found = list(award_warnings(procurement, bids, ranks, short, {bids[place].pk for place in won}))
    of_the_law = [each for each in found if "that the law asks for" in each]
    assert [each[: len(start)] for each, start in zip(found, told, strict=False)] == told
    assert len(found) == len(told) + len(of_the_law)


def opened(cast: Cast) -> tuple[Procurement, list[Bid]]:
    procurement, _asked, _clause = make_opened(cast.ekby)
    return procurement, [make_bid(procurement, "North AS"), make_bid(procurement, "South AS")]
