"""The chosen evaluation model with its own terms, and its arithmetic on two made-up bids, as tables and sentences."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from foundation import figures
from procurement.calculations.bids import Bid
from procurement.calculations.evaluation import CRITERIA_MODELS, POINTS_MODELS, Model
from procurement.calculations.evaluation_example import ChosenModel, Example, example_of
from procurement.calculations.standings import RankedBid
from procurement.reports.annex import AnnexText, Block, Grid, Heading, annex_words
from procurement.reports.annex_figures import figure
from requirements_bank.reports.requirements_document import day_in_words

Names = Mapping[str, str]


def terms_blocks(chosen: ChosenModel, names: Names, language: str) -> Iterator[Block]:
    """Yield what the model takes beside the criteria: sums, discounts, the price of a tonne."""
    words, rules = annex_words(language)["evaluation"], chosen.rules
    if chosen.model is Model.DEDUCTION:
        rows = tuple(
            (names.get(one.code, one.code), _money(rules.sums.get(one.code), rules.currency, language))
            for one in rules.others
        )
        yield Grid(words["sums"], (words["criterion"], words["worth"]), rows, frozenset({1}))
    if chosen.model is Model.SHADOW_PRICE and rules.shadow_price:
        price = rules.shadow_price
        said = {"price": _money(price.per_tonne, price.currency, language), "source": price.source}
        yield AnnexText(words["per_tonne"].format(day=day_in_words(price.day, language), **said))
    if chosen.model is Model.LADDER and rules.ladder:
        yield _discounts(chosen, words, language)


def example_blocks(chosen: ChosenModel, names: Names, language: str, *, anchor: str) -> Iterator[Block]:
    """Yield the example: a table of both bids, how the price got its points, and who wins."""
    words, example = annex_words(language)["evaluation"], example_of(chosen)
    if example is None:
        yield AnnexText(words["cannot"], is_strong=True)
        return
    yield Heading(words["example"], level=2, anchor=anchor)
    yield AnnexText(words["example_introduction"])
    yield _table(chosen, example, names, language)
    if chosen.model in POINTS_MODELS and chosen.rules.price_criterion:
        for bid in example.bids:
            yield AnnexText(words["price_points"].format(code=bid.code, sum=_price_sum(chosen, example, bid, language)))
    yield AnnexText(words["winner"].format(code=" / ".join(example.result.winners)))


def _table(chosen: ChosenModel, example: Example, names: Names, language: str) -> Grid:
    words = annex_words(language)["evaluation"]
    ranked = {one.bid: one for one in example.result.ranked}
    bids = [(bid, ranked[bid.code]) for bid in example.bids]
    rows = list(_rows(chosen, bids, names, words, language))
    columns = ("", *(words["bid"].format(code=bid.code) for bid, _one in bids))
    return Grid(words["example"], columns, tuple(rows), frozenset({1, 2}), shows_caption=False)


def _rows(
    chosen: ChosenModel,
    bids: list[tuple[Bid, RankedBid]],
    names: Names,
    words: Mapping[str, Any],
    language: str,
) -> Iterator[tuple[str, ...]]:
    rules, is_points = chosen.rules, chosen.model in POINTS_MODELS
    yield (words["price"], *(_money(bid.price, rules.currency, language) for bid, _one in bids))
    if chosen.model is Model.SHADOW_PRICE:
        yield (words["tonnes"], *(figure(bid.tonnes or Decimal(0), language) for bid, _one in bids))
    if chosen.model is Model.LADDER:
        yield (words["level"], *(str(bid.ladder_level or 0) for bid, _one in bids))
    for code in (one.code for one in rules.criteria if one.code in bids[0][1].points):
        points = words["of_points"].format(criterion=names.get(code, code))
        yield (points, *(figure(one.points[code], language) for _bid, one in bids))
    for code in bids[0][1].parts:
        if is_points or not _is_price(code, chosen):
            yield (
                _part_name(code, chosen, names, words),
                *(_value(one.parts[code], chosen, language) for _bid, one in bids),
            )
    yield (
        words["sum_points" if is_points else "sum_price"],
        *(_value(one.value, chosen, language) for _bid, one in bids),
    )
    yield (words["place"], *(str(one.rank) for _bid, one in bids))


def _is_price(code: str, chosen: ChosenModel) -> bool:
    price = chosen.rules.price_criterion
    return code == "price" or (price is not None and code == price.code)


def _part_name(code: str, chosen: ChosenModel, names: Names, words: Mapping[str, Any]) -> str:
    if chosen.model not in CRITERIA_MODELS:
        return str(words["emissions" if chosen.model is Model.SHADOW_PRICE else "ladder"])
    of = "of_weighted" if chosen.model in POINTS_MODELS else "of_money"
    return str(words[of].format(criterion=names.get(code, code)))


def _value(value: Decimal, chosen: ChosenModel, language: str) -> str:
    if chosen.model in POINTS_MODELS:
        return figure(value, language)
    return _money(value, chosen.rules.currency, language)


def _price_sum(chosen: ChosenModel, example: Example, bid: Bid, language: str) -> str:
    """Return the arithmetic of a bid's points for price: "10 − 10 × (1 200 000 − 1 000 000) / 1 000 000 = 8"."""
    criterion = chosen.rules.price_criterion
    result = next(one for one in example.result.ranked if one.bid == bid.code)
    most, price, lowest = (figure(each, language) for each in (chosen.rules.most_points, bid.price, example.lowest))
    points = figure(result.points[criterion.code if criterion else ""], language)
    if chosen.model is Model.LINEAR:
        return f"{most} − {most} × ({price} − {lowest}) / {lowest} = {points}"
    return f"{most} × {lowest} / {price} = {points}"


def _discounts(chosen: ChosenModel, words: Mapping[str, Any], language: str) -> Grid:
    ladder = chosen.rules.ladder
    discounts = ladder.discounts.items() if ladder else ()
    in_percent = ladder is not None and ladder.in_percent
    rows = tuple(
        (
            str(level),
            words["percent"].format(weight=figure(discount, language))
            if in_percent
            else _money(discount, chosen.rules.currency, language),
        )
        for level, discount in sorted(discounts)
    )
    return Grid(words["discounts"], (words["level"], words["discount"]), rows, frozenset({1}))


def _money(amount: Decimal | None, currency: str, language: str) -> str:
    return figures.money(amount, currency, language)
