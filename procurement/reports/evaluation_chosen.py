"""How bids are compared, in words: the model that decides, how each criterion gets points, and what was changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import PointsBy
from procurement.models import Evaluation, EvaluationChange, Procurement
from procurement.queries.asked import price_weight_in
from procurement.queries.bid_lines import BidLine
from procurement.queries.evaluation import Compared
from procurement.reports.bid_words import figure_in_words
from procurement.reports.evaluation_page import Table
from procurement.reports.evaluation_words import FORMULAS, POINTS_BY, model_name


def chosen_sentences(stored: Evaluation, compared: Compared) -> Iterator[str]:
    """Yield which model decides, since when, and what it needs; who chose it is said to those who may know."""
    choice, currency, language = compared.choice, compared.rules.currency, get_language() or "en"
    if choice.model is None:
        yield _("No model is chosen yet.")
        return
    words: dict[str, object] = {"model": model_name(choice.model), "formula": FORMULAS[choice.model]}
    yield _("The model that decides: %(model)s (%(formula)s).") % words
    if stored.chosen_at:
        yield _since(stored)
    if choice.per_tonne is not None and choice.tonne_day:
        price = figures.money(choice.per_tonne, currency, language)
        day = date_format(choice.tonne_day, "DATE_FORMAT")
        sentence = _("A tonne of CO₂e counts %(price)s, set on %(day)s: %(source)s.")
        yield sentence % {"price": price, "day": day, "source": choice.tonne_source}
    if choice.model in (Model.SHADOW_PRICE, Model.LADDER, Model.DEDUCTION):
        yield _("The compared price only ranks. What is paid is the price that was offered.")


def _since(stored: Evaluation) -> str:
    words = {"who": stored.inside.chosen_by, "day": _day(stored.chosen_at)}
    return (_("Chosen by %(who)s on %(day)s.") if words["who"] else _("Chosen on %(day)s.")) % words


def change_sentences(changes: Sequence[EvaluationChange]) -> list[str]:
    """Return what was changed after bids were registered, each with its day, who did it, and the reason."""
    return [_changed(each) for each in changes]


def _changed(each: EvaluationChange) -> str:
    words = {
        "day": _day(each.made_at),
        "who": each.made_by or figures.MISSING,
        "before": model_name(Model(each.before)) if each.before else _("no model"),
        "model": model_name(Model(each.model)) if each.model else _("no model"),
        "reason": each.reason,
    }
    if each.before == each.model:
        return _("%(day)s, %(who)s, what %(model)s needs: %(reason)s") % words
    return _("%(day)s, %(who)s, from %(before)s to %(model)s: %(reason)s") % words


def criteria_table(procurement: Procurement, compared: Compared) -> Table:
    """Return the price and each criterion with its weight and how it gets points."""
    price = price_weight_in(procurement, compared.part.lot)
    rows: list[list[Any]] = [[_("Price"), _percent(price), _("by the model")]] if price else []
    rows += [
        [f"{line.code} {line.title}", _percent(line.line.asked.weight), _way(line, compared)]
        for line in compared.part.criteria
    ]
    titles = (_("Criterion"), _("Weight"), _("Points are given"))
    return {"caption": _("Criteria and weights"), "columns": [{"title": title} for title in titles], "rows": rows}


def _way(line: BidLine, compared: Compared) -> str:
    said = compared.choice.of(line.key)
    way = str(POINTS_BY[said.by])
    if said.by not in (PointsBy.LINEAR, PointsBy.STEPS) or said.worst is None or said.best is None:
        return way
    ends = {name: figure_in_words(getattr(said, name), line.answer.unit) for name in ("worst", "best")}
    return _("%(way)s: none at %(worst)s, all at %(best)s") % {"way": way, **ends}


def _day(moment: Any) -> str:  # noqa: ANN401 - a moment
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def _percent(weight: Any) -> str | None:  # noqa: ANN401 - a decimal or nothing
    return None if weight is None else figures.percent(weight / 100, get_language() or "en", 1)
