"""The evaluation annex: award criteria with their weights, the model that decides in plain words, and an example."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from procurement.calculations.answer_points import LinearScale, RelativeToBest, Scoring, YesOrNo
from procurement.calculations.evaluation import POINTS_MODELS
from procurement.calculations.evaluation_example import ChosenModel
from procurement.calculations.evaluation_rules import TEN
from procurement.calculations.law_rules import WeightTerms
from procurement.calculations.weight_sums import WeightSum
from procurement.models import ClimateBy, Lot
from procurement.queries.asked import AskedLine, weight_sum
from procurement.queries.law_facts import PRICE, judgement_of
from procurement.queries.law_rules import shipped_law_rules
from procurement.queries.tender import Tender
from procurement.reports.annex import (
    Annex,
    AnnexKind,
    AnnexText,
    Block,
    Grid,
    Heading,
    Listed,
    annex_words,
    front_of,
    lot_heading,
)
from procurement.reports.annex_figures import figure
from procurement.reports.evaluation_example_words import example_blocks, terms_blocks
from procurement.reports.law_sentences import document_lines
from requirements_bank.calculations.requirement import Direction

EMPTY = "\u00a0"
"""A cell in which nothing is to stand."""


def evaluation_annex(tender: Tender, language: str) -> Annex:
    """Return the annex in nb, nn, sv or en, for each lot; where no model is chosen it says so and has no formula."""
    words = annex_words(language)
    blocks: list[Block] = []
    notices: list[str] = []
    for number, (lot, lines) in enumerate(tender.parts, start=1):
        heading = lot_heading(lot, language) if lot else words["evaluation"]["criteria"]
        blocks.append(Heading(f"{number} {heading}", anchor=f"part-{number}"))
        blocks += _part(tender, lot, lines, language, number)
        notices += _lacks(tender, lot, lines, words["evaluation"], language)
    document = front_of(tender.procurement, AnnexKind.EVALUATION, language)
    told = [words["draft"], *dict.fromkeys(notices)] if notices else []
    return Annex(AnnexKind.EVALUATION, replace(document, notices=told), tuple(blocks))


def model_of(tender: Tender, lot: Lot | None) -> ChosenModel | None:
    """Return the model that decides in a lot, or in the whole where there are no lots."""
    return tender.models.get(lot.pk if lot else None)


def _lacks(
    tender: Tender, lot: Lot | None, lines: list[AskedLine], words: Mapping[str, Any], language: str
) -> Iterator[str]:
    sums = weight_sum(tender.procurement, lot, lines)
    if not any(line.is_criterion for line in lines) and sums.price is None:
        yield words["no_criteria"]
    elif tender.answers.climate_by != ClimateBy.RANKS:
        yield from _weights_lack(sums, words, language)
    if model_of(tender, lot) is None:
        yield words["not_chosen"]


def _weights_lack(sums: WeightSum, words: Mapping[str, Any], language: str) -> Iterator[str]:
    if sums.unsaid or sums.price is None:
        yield words["no_weights"]
    elif not sums.is_whole:
        yield words["weights_off"].format(total=figure(sums.total, language))


def _part(tender: Tender, lot: Lot | None, lines: list[AskedLine], language: str, number: int) -> Iterator[Block]:
    words, chosen = annex_words(language)["evaluation"], model_of(tender, lot)
    yield _criteria(tender, lot, lines, chosen, language)
    if reasons := _reasons(tender, lot, language):
        yield AnnexText(words["reasons"], is_strong=True)
        yield Listed(tuple(reasons))
    if chosen is None:
        yield AnnexText(words["not_chosen"], is_strong=True)
        return
    model, most = words["models"][chosen.model], figure(chosen.rules.most_points, language)
    yield Heading(words["model"].format(name=model["name"]), level=2, anchor=f"part-{number}-model")
    yield AnnexText(model["says"].format(most=most))
    yield AnnexText(words["formula"].format(formula=model["formula"].format(most=most)), is_strong=True)
    yield AnnexText(words["wins_points" if chosen.model in POINTS_MODELS else "wins_price"])
    yield from terms_blocks(chosen, _names(lines, words, language), language)
    yield from example_blocks(chosen, _names(lines, words, language), language, anchor=f"part-{number}-example")


def _criteria(
    tender: Tender, lot: Lot | None, lines: list[AskedLine], chosen: ChosenModel | None, language: str
) -> Grid:
    words, sums = annex_words(language)["evaluation"], weight_sum(tender.procurement, lot, lines)
    is_ranked = tender.answers.climate_by == ClimateBy.RANKS
    weights = {PRICE: sums.price} | {line.asked.uuid.hex: line.asked.weight for line in lines if line.is_criterion}
    rows = [
        (
            name,
            _place(tender, key) if is_ranked else _weight(weights[key], words, language),
            _points(key, chosen, words, language),
        )
        for key, name in _names(lines, words, language).items()
        if key in weights
    ]
    if not is_ranked:
        rows.append((words["total"], words["percent"].format(weight=figure(sums.total, language)), EMPTY))
    columns = (words["criterion"], words["rank" if is_ranked else "weight"], words["points"])
    return Grid(words["table"], columns, tuple(rows), frozenset({1}))


def _names(lines: list[AskedLine], words: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return price and criteria by the key of what is asked; the same keys are the codes in the rules of a model."""
    of = {line.asked.uuid.hex: _name(line, language) for line in lines if line.is_criterion}
    return {PRICE: words["price"], **of}


def _name(line: AskedLine, language: str) -> str:
    return line.title_in(language)


def _weight(weight: Any, words: Mapping[str, Any], language: str) -> str:  # noqa: ANN401 - a decimal or None
    return "–" if weight is None else str(words["percent"].format(weight=figure(weight, language)))


def _place(tender: Tender, key: str) -> str:
    return str(tender.answers.ranks.get(key) or "–")


def _points(key: str, chosen: ChosenModel | None, words: Mapping[str, Any], language: str) -> str:
    """Return how a criterion gets its points."""
    rules = chosen.rules if chosen else None
    most = figure(rules.most_points if rules else TEN, language)
    if key == PRICE:
        return "–" if chosen is None else words["by_price" if chosen.model in POINTS_MODELS else "as_price"]
    if chosen is not None and key in chosen.by_steps:
        return str(words["by_steps"])
    criterion = next((one for one in rules.criteria if one.code == key), None) if rules else None
    return _scoring(criterion.scoring if criterion else None, words, most, language)


def _scoring(scoring: Scoring | None, words: Mapping[str, Any], most: str, language: str) -> str:
    said: str
    match scoring:
        case LinearScale(worst=worst, best=best):
            said = words["by_scale"].format(worst=figure(worst, language), best=figure(best, language), most=most)
        case RelativeToBest(direction=direction):
            said = words["by_best_high" if direction is Direction.AT_LEAST else "by_best_low"].format(most=most)
        case YesOrNo():
            said = words["by_yes"].format(most=most)
        case _:
            said = words["by_people"].format(most=most)
    return said


def _reasons(tender: Tender, lot: Lot | None, language: str) -> list[str]:
    """Return what the law asks of the award in this lot and how it is met, with its reasons."""
    rules = shipped_law_rules()
    judgement = judgement_of(tender.judged, lot.number if lot else None)
    lines = document_lines(judgement, rules, language) if judgement else []
    return [line.text for line in lines if line.rule and isinstance(rules.rule(line.rule).terms, WeightTerms)]
