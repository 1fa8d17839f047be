"""The evaluation of bids in words: models, what keeps a bid out, who wins, and what to think over."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.problems import Problem
from procurement.calculations.evaluation import POINTS_MODELS, Model, ModelResult
from procurement.calculations.evaluation_choice import PRICE, PointsBy
from procurement.calculations.performance_ladder import LADDER
from procurement.calculations.sensitivity import WinnerInterval
from procurement.calculations.shadow_price import TONNES
from procurement.calculations.tipping_price import WinningStretch
from procurement.queries.bid_lines import BidPart

MODELS: Mapping[Model, Any] = {
    Model.LINEAR: gettext_lazy("Linear price points"),
    Model.PROPORTIONAL: gettext_lazy("Proportional price points"),
    Model.SURCHARGE: gettext_lazy("Surcharge for what is lacking"),
    Model.DEDUCTION: gettext_lazy("Deduction for what is offered"),
    Model.SHADOW_PRICE: gettext_lazy("Price on a tonne of CO₂e"),
    Model.LADDER: gettext_lazy("Discount by the performance ladder"),
}
FORMULAS: Mapping[Model, Any] = {
    Model.LINEAR: gettext_lazy("10 − 10 · (price − lowest price) / lowest price, times the weight; highest sum wins"),
    Model.PROPORTIONAL: gettext_lazy("10 · lowest price / price, times the weight; highest sum wins"),
    Model.SURCHARGE: gettext_lazy("price · (1 + weight / weight of the price · lacking points); lowest sum wins"),
    Model.DEDUCTION: gettext_lazy("price − sum for full points · share of the points; lowest sum wins"),
    Model.SHADOW_PRICE: gettext_lazy("price + tonnes · price of a tonne; lowest sum wins"),
    Model.LADDER: gettext_lazy("price − discount of the level; lowest sum wins"),
}
POINTS_BY: Mapping[PointsBy, Any] = {
    PointsBy.PEOPLE: gettext_lazy("by the evaluators"),
    PointsBy.LINEAR: gettext_lazy("evenly between two answers"),
    PointsBy.RELATIVE: gettext_lazy("in proportion to the best answer"),
    PointsBy.YES_NO: gettext_lazy("all for yes, none for no"),
    PointsBy.STEPS: gettext_lazy("by the steps that are promised"),
}
PROBLEMS: Mapping[str, Any] = {
    "no_criteria": gettext_lazy("There is no award criterion with a weight. Give the price and the criteria weights."),
    "weights_not_hundred": gettext_lazy("The weights make up %(sum)s, not 100. Correct them with the requirements."),
    "weight_out_of_bounds": gettext_lazy("The weight of %(field)s is not between 0 and 100."),
    "scale_without_width": gettext_lazy("%(criterion)s: the worst and the best answer have to differ the right way."),
    "scale_missing": gettext_lazy("%(criterion)s: say between which thresholds promised steps get points."),
    "no_price_weight": gettext_lazy("The price has no weight, which this model needs."),
    "no_environment_weight": gettext_lazy("No criterion is about climate and environment."),
    "model_not_in_use": gettext_lazy("What this model needs is not said."),
    "expected_price_missing": gettext_lazy("Say below what price you expect."),
    "expected_tonnes_missing": gettext_lazy("Say below how many tonnes you expect bids to be apart."),
    "sum_missing": gettext_lazy("Say what full points for %(place)s are worth."),
    "sum_negative": gettext_lazy("What full points for %(place)s are worth cannot be below zero."),
    "no_source": gettext_lazy("Say where the price of a tonne comes from."),
    "discount_out_of_bounds": gettext_lazy("A discount of the ladder is out of bounds."),
    "requirement_not_met": gettext_lazy("%(supplier)s does not meet what is asked, and is not ranked."),
    "answer_missing": gettext_lazy("%(supplier)s has not answered %(criterion)s, and is not ranked."),
    "points_missing": gettext_lazy("%(supplier)s has no points for %(criterion)s yet, and is not ranked."),
    "points_out_of_bounds": gettext_lazy("%(supplier)s has points for %(criterion)s that are out of bounds."),
    "answer_of_another_kind": gettext_lazy("%(supplier)s: the answer to %(criterion)s cannot get points this way."),
    "answer_negative": gettext_lazy("%(supplier)s: the answer to %(criterion)s is below zero."),
    "tonnes_missing": gettext_lazy("%(supplier)s has not stated its tonnes, and is not ranked here."),
    "level_missing": gettext_lazy("%(supplier)s has not stated its level on the ladder, and is not ranked here."),
    "unknown_level": gettext_lazy("%(supplier)s states level %(level)s, for which there is no discount."),
    "offer_missing": gettext_lazy("%(supplier)s promises no steps on %(criterion)s, and is not ranked."),
    "nothing_to_offer": gettext_lazy(
        "%(criterion)s: the staircase asks for the best already; no more can be promised."
    ),
}
WARNINGS: Mapping[str, Any] = {
    "weight_undone": gettext_lazy(
        "%(model)s undoes the %(least)s per cent: climate and environment weigh %(nominal)s per cent on paper and "
        "%(real)s in effect."
    ),
    "environment_decided_nothing": gettext_lazy(
        "%(model)s: the bids do not differ in climate and environment, so its %(nominal)s per cent decided nothing."
    ),
}


def model_name(model: Model) -> str:
    """Return what a model is called."""
    return str(MODELS[model])


def rank_problem_sentence(problem: Problem, names: Mapping[str, str], part: BidPart) -> str:
    """Return what keeps a bid or a model from a rank, and what would mend it; `names` are suppliers by code."""
    titles = {line.key: line.title for line in part.lines}
    values = {name: _worded(value) for name, value in problem.values.items()}
    words = {
        **values,
        "supplier": names.get(problem.place, problem.place),
        "criterion": titles.get(problem.field or "", titles.get(problem.place, problem.field or problem.place)),
        "place": titles.get(problem.place, problem.place),
        "field": titles.get(problem.place, problem.field or ""),
    }
    known = PROBLEMS.get(problem.code)
    return str(known) % words if known else _("%(place)s cannot be compared.") % words


def failing_sentence(failing: Iterable[str], names: Mapping[str, str]) -> str:
    """Return whose bids are left out since they do not meet what is asked; empty where all do."""
    left_out = ", ".join(sorted(names.get(code, code) for code in failing))
    return _("Left out, since what is asked is not met: %(suppliers)s.") % {"suppliers": left_out} if left_out else ""


def warning_sentence(warning: Problem) -> str:
    """Return what to think over before the model decides."""
    words = {name: one_decimal(value) for name, value in warning.values.items() if isinstance(value, Decimal)}
    return str(WARNINGS[warning.code]) % {**words, "model": model_name(Model(warning.place))}


def value_in_words(model: Model, value: Decimal, currency: str) -> str:
    """Return a sum of points, or a compared price."""
    language = get_language() or "en"
    return figures.plain(value, language, 2) if model in POINTS_MODELS else figures.money(value, currency, language)


def part_name(code: str, part: BidPart) -> str:
    """Return what a part of a model's sum is called."""
    own = {PRICE: _("Price"), TONNES: _("Tonnes"), LADDER: _("Ladder")}
    return own.get(code) or next((line.title for line in part.lines if line.key == code), code)


def joined(bids: Sequence[str], names: Mapping[str, str]) -> str:
    """Return suppliers in a row."""
    return _(" and ").join(names.get(bid, bid) for bid in bids)


def answer_of(result: ModelResult | None, names: Mapping[str, str], currency: str) -> str:
    """Return who wins by the model that was chosen, in a sentence; empty where nobody is ranked."""
    if result is None or not result.ranked:
        return ""
    best = result.ranked[0]
    words = {
        "winner": joined(result.winners, names),
        "model": model_name(result.model),
        "value": _with_unit(result.model, best.value, currency),
    }
    if len(result.winners) > 1:
        return _("%(winner)s are equal by the model that was chosen, %(model)s: %(value)s.") % words
    following = next((one for one in result.ranked if one.rank > 1), None)
    if following is None:
        return _("%(winner)s is the only bid that can be ranked by the model that was chosen, %(model)s.") % words
    words["behind"] = _with_unit(result.model, following.behind, currency)
    words["second"] = names.get(following.bid, following.bid)
    return _("%(winner)s wins by %(model)s, the chosen model: %(value)s, %(behind)s ahead of %(second)s.") % words


def waiting_sentence(waiting: Iterable[str], names: Mapping[str, str]) -> str:
    """Return whose bids have to be ranked before it can be said who wins; empty where all are."""
    those = ", ".join(names.get(code, code) for code in waiting)
    return (
        _("Not ranked yet: %(suppliers)s. Until then it cannot be said who wins.") % {"suppliers": those}
        if those
        else ""
    )


def no_tonnes_sentence(without: Iterable[str], names: Mapping[str, str]) -> str:
    """Return whose tonnes have to be known before it can be said who wins at which price of a tonne."""
    those = ", ".join(names.get(code, code) for code in without)
    return _("Tonnes not known: %(suppliers)s. Until then it cannot be said who wins.") % {"suppliers": those}


def _with_unit(model: Model, value: Decimal, currency: str) -> str:
    shown = value_in_words(model, value, currency)
    return _("%(value)s points") % {"value": shown} if model in POINTS_MODELS else shown


def tipping_sentences(found: Sequence[WinningStretch], names: Mapping[str, str], currency: str) -> list[str]:
    """Return who wins at which price of a tonne."""
    if len(found) == 1:
        sentence = _("%(winner)s wins whatever a tonne of CO₂e is worth.")
        return [sentence % {"winner": joined(found[0].winners, names)}]
    return [_stretch(each, names, currency) for each in found]


def _stretch(each: WinningStretch, names: Mapping[str, str], currency: str) -> str:
    language = get_language() or "en"
    words = {
        "winner": joined(each.winners, names),
        "above": figures.money(each.above, currency, language),
        "below": figures.money(each.below, currency, language),
    }
    if not each.above:
        return _("%(winner)s wins if a tonne is worth less than %(below)s.") % words
    if each.below is None:
        return _("%(winner)s wins if a tonne is worth more than %(above)s.") % words
    return _("%(winner)s wins if a tonne is worth between %(above)s and %(below)s.") % words


def sensitivity_sentence(
    model: Model, found: Sequence[WinnerInterval], weight: Decimal, names: Mapping[str, str]
) -> str:
    """Return where the winner by a model changes beside the weight that was announced; empty for nothing to say."""
    here = next((place for place, each in enumerate(found) if each.low <= weight <= each.high), None)
    if here is None:
        return ""
    words = {"model": model_name(model), "winner": joined(found[here].winners, names), "weight": one_decimal(weight)}
    if len(found) == 1:
        return _("%(model)s: %(winner)s wins whatever climate and environment weigh.") % words
    said = [_("%(model)s: %(winner)s wins at %(weight)s per cent") % words]
    if here > 0:
        before = {"winner": joined(found[here - 1].winners, names), "limit": found[here - 1].high}
        said.append(_("%(winner)s would win at %(limit)s per cent and below") % before)
    if here < len(found) - 1:
        after = {"winner": joined(found[here + 1].winners, names), "limit": found[here + 1].low}
        said.append(_("%(winner)s would win from %(limit)s per cent on") % after)
    return f"{'; '.join(said)}."


def one_decimal(value: Decimal) -> str:
    """Return a percentage with one decimal, or none where it is whole."""
    language = get_language() or "en"
    return figures.plain(value, language, 0 if value == value.to_integral_value() else 1)


def _worded(value: object) -> str:
    return one_decimal(value) if isinstance(value, Decimal) else str(value)
