"""What a tonne must be worth for another bid to win."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.bids import Bid
from procurement.calculations.exact_figures import exact
from procurement.calculations.tipping_price import tipping_prices, winners_by_tonne_price
from tests.procurement.calculations.offers import THREE, a_bid, lists_of_bids


def compared(bid: Bid, per_tonne: Fraction) -> Fraction:
    return exact(bid.price) + exact(bid.tonnes or Decimal(0)) * per_tonne


def test_the_cleaner_bid_wins_if_a_tonne_is_worth_more_than_the_difference_in_price_for_each_tonne() -> None:
    bids = [a_bid("A", 1_000_000, 5, 5, tonnes=500), a_bid("B", 1_081_200, 5, 5, tonnes=400)]
    (tipping,) = tipping_prices(bids, "NOK")

    assert (tipping.bid, tipping.other, tipping.per_tonne) == ("B", "A", Decimal(812))


def test_every_pair_has_its_price_and_who_wins_is_told_from_zero_upwards() -> None:
    assert [(one.bid, one.other, one.per_tonne) for one in tipping_prices(THREE, "NOK")] == [
        ("C", "B", Decimal(2500)),
        ("C", "A", Decimal("1333.333333333333333333333333")),
        ("B", "A", Decimal(750)),
    ]
    assert [(one.above, one.below, one.winners) for one in winners_by_tonne_price(THREE, "NOK")] == [
        (Decimal(0), Decimal(750), ("A",)),
        (Decimal(750), Decimal(2500), ("B",)),
        (Decimal(2500), None, ("C",)),
    ]


def test_without_an_end_where_the_cheaper_is_the_cleaner_or_tonnes_are_alike() -> None:
    cheap_and_clean = a_bid("A", 100, 5, 5, tonnes=1)
    bids = [cheap_and_clean, a_bid("B", 200, 5, 5, tonnes=2), a_bid("C", 300, 5, 5, tonnes=2)]

    assert [one.per_tonne for one in tipping_prices(bids, "NOK")] == [None, None, None]
    assert [one.winners for one in winners_by_tonne_price(bids, "NOK")] == [("A",)]


def test_of_equal_prices_the_cleaner_is_ahead_as_soon_as_a_tonne_is_worth_anything() -> None:
    bids = [a_bid("A", 100, 5, 5, tonnes=2), a_bid("B", 100, 5, 5, tonnes=1)]

    assert [(one.bid, one.per_tonne) for one in tipping_prices(bids, "NOK")] == [("B", Decimal(0))]
    assert [one.winners for one in winners_by_tonne_price(bids, "NOK")] == [("B",)]


def test_bids_without_tonnes_have_no_tipping_price() -> None:
    bids = [THREE[0], replace(THREE[1], tonnes=None), replace(THREE[2], price=Decimal(0))]

    assert tipping_prices(bids, "NOK") == []
    assert [one.winners for one in winners_by_tonne_price(bids, "NOK")] == [("A",)]
    assert winners_by_tonne_price([], "NOK") == []


@given(lists_of_bids)
def test_a_tipping_price_tips(bids: list[Bid]) -> None:
    by_code = {bid.code: bid for bid in bids}
    for tipping in tipping_prices(bids, "NOK"):
        one, other = by_code[tipping.bid], by_code[tipping.other]
        if tipping.exact is None:
            signs = {(compared(one, at) > compared(other, at)) for at in (Fraction(1, 100), Fraction(10**9))}
            assert len(signs) == 1
            continue
        above = tipping.exact + Fraction(1, 100)
        assert tipping.exact >= 0
        assert compared(one, tipping.exact) == compared(other, tipping.exact)
        assert compared(one, above) < compared(other, above)
        assert tipping.exact == 0 or compared(one, tipping.exact / 2) > compared(other, tipping.exact / 2)


@given(lists_of_bids, st.decimals(0, 100_000, places=2))
def test_who_is_said_to_win_at_a_price_has_the_lowest_compared_price(bids: list[Bid], per_tonne: Decimal) -> None:
    by_code = {bid.code: bid for bid in bids}
    stretches = winners_by_tonne_price(bids, "NOK")
    lowest = min(compared(bid, exact(per_tonne)) for bid in bids)

    for stretch in stretches:
        if stretch.above < per_tonne and (stretch.below is None or per_tonne < stretch.below):
            assert {code for code, bid in by_code.items() if compared(bid, exact(per_tonne)) == lowest} == set(
                stretch.winners
            )
    assert stretches[0].above == 0
    assert stretches[-1].below is None
    assert all(before.below == after.above for before, after in pairwise(stretches))
