"""Everything that the page and the protocol show of an evaluation, in words, tables and charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import charts, figures
from foundation.charts import Drawing, Stretch
from foundation.problems import Problem
from procurement.calculations.evaluation import POINTS_MODELS, Model, ModelResult
from procurement.calculations.exact_figures import as_decimal
from procurement.calculations.standings import RankedBid
from procurement.calculations.weight_reach import Reach
from procurement.models import Bid
from procurement.queries.evaluation import Compared
from procurement.queries.evaluation_findings import EvaluationFindings
from procurement.reports.evaluation_words import (
    answer_of,
    failing_sentence,
    joined,
    model_name,
    no_tonnes_sentence,
    part_name,
    rank_problem_sentence,
    sensitivity_sentence,
    tipping_sentences,
    value_in_words,
    waiting_sentence,
    warning_sentence,
)

Table = dict[str, Any]
BEYOND = Decimal("1.4")
"""How far the drawing goes beyond the last price of a tonne at which the winner changes."""


@dataclass(frozen=True, slots=True)
class ShownModel:
    """One model: whether it decides, and how its sums come about."""

    model: Model
    name: str
    is_chosen: bool
    parts: Table
    problems: list[str]
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownEvaluation:
    """An evaluation in words: the answer, warnings, the models side by side, and what would change the winner.

    `warnings` are of the model that decides, of all until one does; those of the others stand with their model.
    `waiting` says which bids the model that decides cannot rank yet; there is no answer until it can.
    """

    answer: str
    warnings: list[str]
    problems: list[str]
    side_by_side: Table
    models: list[ShownModel]
    weights: Table
    waiting: str = ""
    tipping: list[str] = field(default_factory=list)
    tipping_chart: Drawing | None = None
    tipping_table: Table | None = None
    sensitivity: list[str] = field(default_factory=list)
    sensitivity_chart: Drawing | None = None
    sensitivity_table: Table | None = None


def shown_evaluation(compared: Compared, findings: EvaluationFindings) -> ShownEvaluation:
    """Return what to show of compared bids; without bids the weights alone."""
    results, names, currency = compared.result.results, compared.names, compared.rules.currency
    chosen = results.get(compared.choice.model) if compared.choice.model else None
    left_out = [sentence] if (sentence := failing_sentence(compared.failing, names)) else []
    has_tonnes = len(findings.by_tonne) > 0 and len(findings.tipping) > 0
    waiting = waiting_sentence(compared.waits_for(chosen), names) if chosen and chosen.ranked else ""
    return ShownEvaluation(
        answer="" if waiting else answer_of(chosen, names, currency),
        warnings=_warnings(findings, chosen.model if chosen else None),
        problems=_problems((*compared.problems, *compared.result.problems), compared),
        side_by_side=_side_by_side(compared),
        models=[_shown_model(result, compared, findings) for result in results.values()],
        weights=_weights(compared, findings),
        waiting=waiting,
        tipping=[*_tipping(compared, findings), *left_out] if findings.tipping else [],
        tipping_chart=_tipping_chart(compared, findings) if len(findings.by_tonne) > 1 else None,
        tipping_table=_tipping_table(compared, findings) if has_tonnes else None,
        sensitivity=[*_sensitivity(compared, findings), *left_out] if findings.by_weight else [],
        sensitivity_chart=_sensitivity_chart(compared, findings) if findings.by_weight else None,
        sensitivity_table=_sensitivity_table(compared, findings) if findings.by_weight else None,
    )


def _problems(found: Sequence[Problem], compared: Compared) -> list[str]:
    return list(dict.fromkeys(rank_problem_sentence(each, compared.names, compared.part) for each in found))


def _side_by_side(compared: Compared) -> Table:
    """Return a row for each bid and a column for each model, with sum and rank."""
    results = compared.result.results
    ranks = {model: {one.bid: one for one in result.ranked} for model, result in results.items()}
    waiting = {model for model, result in results.items() if compared.waits_for(result)}
    language = get_language() or "en"
    rows = [
        [
            bid.supplier_name,
            figures.money(bid.price, compared.rules.currency, language),
            *(_standing(model, bid, ranks[model], compared, has_ranks=model not in waiting) for model in results),
        ]
        for bid in compared.stored
    ]
    heads = [{"title": _head(model, compared), "numeric": True} for model in results]
    columns = [{"title": _("Supplier")}, {"title": _("Price"), "numeric": True}, *heads]
    return {"caption": _("The same bids under every model: sum and rank"), "columns": columns, "rows": rows}


def _head(model: Model, compared: Compared) -> str:
    name = model_name(model)
    return _("%(model)s (decides)") % {"model": name} if model is compared.choice.model else name


def _standing(
    model: Model, bid: Bid, ranked: Mapping[str, RankedBid], compared: Compared, *, has_ranks: bool
) -> str | None:
    if bid.uuid.hex in compared.failing:
        return _("does not meet what is asked")
    return _cell(model, ranked.get(bid.uuid.hex), compared, has_ranks=has_ranks)


def _cell(model: Model, one: RankedBid | None, compared: Compared, *, has_ranks: bool) -> str | None:
    if one is None:
        return None
    value = value_in_words(model, one.value, compared.rules.currency)
    return _("%(value)s · no. %(rank)s") % {"value": value, "rank": one.rank} if has_ranks else value


def _warnings(findings: EvaluationFindings, model: Model | None) -> list[str]:
    """Return what to think over about a model; about all where it is None."""
    return [warning_sentence(each) for each in findings.warnings if model is None or each.place == model.value]


def _shown_model(result: ModelResult, compared: Compared, findings: EvaluationFindings) -> ShownModel:
    is_beside = compared.choice.model is not None and result.model is not compared.choice.model
    return ShownModel(
        model=result.model,
        name=model_name(result.model),
        is_chosen=result.model is compared.choice.model,
        parts=parts_table(result, compared),
        problems=_problems(result.problems, compared),
        warnings=_warnings(findings, result.model) if is_beside else [],
    )


def parts_table(result: ModelResult, compared: Compared) -> Table:
    """Return how the sum of each ranked bid comes about, by rank; ranks are left out while a bid waits."""
    codes = list(result.ranked[0].parts) if result.ranked else []
    in_points = result.model in POINTS_MODELS
    currency, has_ranks = compared.rules.currency, not compared.waits_for(result)
    rows = [
        [
            f"{one.rank}. {compared.names[one.bid]}" if has_ranks else compared.names[one.bid],
            *(part_of_sum(result.model, one, code, currency) for code in codes),
            value_in_words(result.model, one.value, currency),
        ]
        for one in result.ranked
    ]
    titles = [part_name(code, compared.part) for code in codes]
    last = _("Sum of points") if in_points else _("Compared price")
    columns = [{"title": _("Supplier")}, *({"title": title, "numeric": True} for title in (*titles, last))]
    return {"caption": model_name(result.model), "columns": columns, "rows": rows}


def part_of_sum(model: Model, one: RankedBid, code: str, currency: str) -> str:
    """Return a part of a sum; the points before the weight stand behind what they give."""
    given = value_in_words(model, one.parts[code], currency)
    points = one.points.get(code)
    if points is None:
        return given
    shown = figures.plain(points, get_language() or "en", 2)
    return _("%(given)s (%(points)s points)") % {"given": given, "points": shown}


def _weights(compared: Compared, findings: EvaluationFindings) -> Table:
    """Return what climate and environment weigh on paper, before bids and among them."""
    rows = []
    for model in compared.result.results:
        reach, real = findings.reach[model], findings.real.get(model)
        before = None if isinstance(reach, Problem) else reach.real
        rows.append(
            [
                model_name(model),
                _percent(as_decimal(compared.rules.environment_weight)),
                None if before is None else _percent(before),
                _percent(real.real) if real else None,
                _missing(reach, compared),
            ]
        )
    titles = (_("On paper"), _("In effect, before bids"), _("In effect, among these bids"))
    columns = [{"title": _("Model")}, *({"title": title, "numeric": True} for title in titles), {"title": _("Missing")}]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return {"caption": _("What climate and environment weigh"), "columns": columns, "rows": rows}


def _missing(reach: Reach | Problem, compared: Compared) -> str:
    """Return what keeps the weight in effect from being known before bids, and how to get it; empty where it is."""
    if isinstance(reach, Problem):
        return rank_problem_sentence(reach, compared.names, compared.part)
    if reach.real is None:
        return _(
            "Full points make up for any price here, so it can be told among bids alone. Register them, or let climate"
            " and environment weigh less than the price."
        )
    return ""


def _percent(value: Decimal) -> str:
    return figures.percent(value / 100, get_language() or "en", 1)


def _tipping_chart(compared: Compared, findings: EvaluationFindings) -> Drawing:
    found = findings.by_tonne
    end = found[-1].above * BEYOND
    row = _("Winner")
    parts = [Stretch(row, each.above, each.below or end, joined(each.winners, compared.names)) for each in found]
    per_tonne = compared.choice.per_tonne
    shown = per_tonne if per_tonne is not None and per_tonne <= end else None
    return charts.stretches(
        parts,
        unit=_("%(currency)s a tonne") % {"currency": compared.rules.currency},
        title=_("Who wins at which price of a tonne"),
        description=" ".join(tipping_sentences(found, compared.names, compared.rules.currency)),
        language=get_language() or "en",
        broad=True,
        mark=(shown, _("your price")),
        holders=_winners(compared, findings),
    )


def _winners(compared: Compared, findings: EvaluationFindings) -> list[str]:
    """Return whoever wins anywhere, in one order for all drawings."""
    by_weight = [each.winners for found in findings.by_weight.values() for each in found]
    everywhere = [*(each.winners for each in findings.by_tonne), *by_weight]
    return sorted({joined(winners, compared.names) for winners in everywhere})


def _tipping_table(compared: Compared, findings: EvaluationFindings) -> Table:
    language, names = get_language() or "en", compared.names
    rows = [
        [
            names[each.bid],
            names[each.other],
            _("never behind")
            if each.per_tonne is None
            else figures.money(each.per_tonne, compared.rules.currency, language),
        ]
        for each in findings.tipping
    ]
    columns = [
        {"title": _("The cleaner one")},
        {"title": _("The other one")},
        {"title": _("Equal at"), "numeric": True},
    ]
    return {"caption": _("Tipping prices of a tonne, two by two"), "columns": columns, "rows": rows}


def _tipping(compared: Compared, findings: EvaluationFindings) -> list[str]:
    """Return who wins at which price of a tonne, or of which bids the tonnes have to be known first."""
    if compared.without_tonnes:
        return [no_tonnes_sentence(compared.without_tonnes, compared.names)]
    return tipping_sentences(findings.by_tonne, compared.names, compared.rules.currency)


def _sensitivity(compared: Compared, findings: EvaluationFindings) -> list[str]:
    weight = as_decimal(compared.rules.environment_weight)
    return [
        sentence
        for model, found in findings.by_weight.items()
        if (sentence := sensitivity_sentence(model, found, weight, compared.names))
    ]


def _sensitivity_chart(compared: Compared, findings: EvaluationFindings) -> Drawing:
    parts = [
        Stretch(model_name(model), each.low, min(each.high + 1, 100), joined(each.winners, compared.names))
        for model, found in findings.by_weight.items()
        for each in found
        if each.low < 100  # noqa: PLR2004 - per cent: the last one has no width
    ]
    return charts.stretches(
        parts,
        unit="%",
        title=_("Who wins at which weight of climate and environment"),
        description=" ".join(_sensitivity(compared, findings)),
        language=get_language() or "en",
        broad=True,
        mark=(as_decimal(compared.rules.environment_weight), _("announced")),
        holders=_winners(compared, findings),
    )


def _sensitivity_table(compared: Compared, findings: EvaluationFindings) -> Table:
    rows = [
        [model_name(model), f"{each.low}–{each.high}{figures.NO_BREAK_SPACE}%", joined(each.winners, compared.names)]
        for model, found in findings.by_weight.items()
        for each in found
    ]
    columns = [{"title": _("Model")}, {"title": _("Weight")}, {"title": _("Wins")}]
    return {"caption": _("Winner by the weight of climate and environment"), "columns": columns, "rows": rows}
