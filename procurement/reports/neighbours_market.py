"""What neighbours heard from their suppliers, as the pages of a staircase show it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from procurement.calculations.market_answer import PriceEffect, Says, StepMarket
from procurement.models import ShownMarket
from procurement.reports.market_summary import threshold_with_side
from procurement.reports.market_words import market_sentence, month_in_words, price_effect_in_words
from requirements_bank.calculations.requirement import RequirementContent


def neighbours_market_table(those: Iterable[ShownMarket], content: RequirementContent) -> dict[str, Any] | None:
    """Return what neighbours heard on the same subject, step by step; nothing where none of them shows it."""
    rows = [
        [f"{each.organisation.name}, {month_in_words(each.newest_on)}", *_neighbours_step(step, content)]
        for each in those
        for step in each.steps
    ]
    titles = (_("Neighbour, answers of"), _("Asked for"), _("What suppliers said"), _("Price"), _("Named"))
    columns = [{"title": title} for title in titles]
    return {"caption": _("Market answers of neighbours"), "columns": columns, "rows": rows} if rows else None


def _neighbours_step(step: dict[str, Any], content: RequirementContent) -> list[str]:
    day = date.fromisoformat(step["day"]) if step["day"] else None
    counts = {name: step[name] for name in ("answers", "yes", "later", "no", "unknown")}
    latest = date.fromisoformat(step["latest"]) if step["latest"] else None
    price = step["price"]
    effect = (
        PriceEffect(price["count"], *(Decimal(price[name]) for name in ("median", "low", "high"))) if price else None
    )
    asked = threshold_with_side(content, Decimal(step["threshold"])) if step["threshold"] else _("as it stands")
    sentence = market_sentence(StepMarket(**counts, latest=latest), day)
    return [asked, sentence, price_effect_in_words(effect), "; ".join(_named(each) for each in step["named"])]


def _named(each: dict[str, Any]) -> str:
    words = {"supplier": each["supplier"]}
    if each["says"] in (Says.YES, Says.LATER) and each["from"]:
        return _("%(supplier)s: by %(month)s") % {**words, "month": month_in_words(date.fromisoformat(each["from"]))}
    if each["says"] in (Says.YES, Says.LATER):
        return _("%(supplier)s: yes") % words
    return _("%(supplier)s: no") % words if each["says"] == Says.NO else _("%(supplier)s: cannot tell") % words
