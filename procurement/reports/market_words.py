"""What the market says of a step, in sentences: who can by its day, who later, and what it does to the price."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.market_answer import PriceEffect, StepMarket

PERCENT = 100


def market_sentence(market: StepMarket, day: date | None) -> str:
    """Return what the market says: "7 of 9 say yes by 1 August 2027, 1 later, 1 no. Price +4 % (0 % to +9 %)."."""
    if not market.answers:
        return _("Nobody has answered yet.")
    words = {"yes": market.yes, "answers": market.answers}
    if day:
        first = _("%(yes)s of %(answers)s say yes by %(day)s") % {**words, "day": date_format(day, "DATE_FORMAT")}
    else:
        first = _("%(yes)s of %(answers)s say yes") % words
    sentence = ", ".join([first, *_others(market)]) + "."
    return " ".join(part for part in (sentence, price_sentence(market.price)) if part)


def market_in_short(market: StepMarket) -> str:
    """Return the same in a few words, for a picture: "7 of 9 can"."""
    return _("%(yes)s of %(answers)s can") % {"yes": market.yes, "answers": market.answers}


def price_sentence(price: PriceEffect | None) -> str:
    """Return what it does to the price; empty where nobody said anything of it."""
    return _("Price %(effect)s.") % {"effect": price_effect_in_words(price)} if price else ""


def price_effect_in_words(price: PriceEffect | None) -> str:
    """Return a price effect with its range: "+4 % (0 % to +9 %)"; empty where there is none."""
    if price is None:
        return ""
    if price.low == price.high:
        return effect_in_words(price.median)
    words = {name: effect_in_words(getattr(price, name)) for name in ("median", "low", "high")}
    return _("%(median)s (%(low)s to %(high)s)") % words


def effect_in_words(effect: Decimal | None) -> str:
    """Return one price effect with its sign: "+4 %", "±0 %"; empty where there is none."""
    if effect is None:
        return ""
    decimals = 0 if effect == effect.to_integral_value() else 1
    return figures.change(effect / PERCENT, get_language() or "en", decimals)


def month_in_words(day: date | None) -> str:
    """Return the month of a day: "August 2027"; empty where there is none."""
    return date_format(day, "YEAR_MONTH_FORMAT") if day else ""


def _others(market: StepMarket) -> list[str]:
    said = []
    if market.later and market.latest:
        words = {"later": market.later, "month": month_in_words(market.latest)}
        said.append(_("%(later)s later, by %(month)s") % words)
    elif market.later:
        said.append(_("%(later)s later") % {"later": market.later})
    if market.no:
        said.append(_("%(no)s no") % {"no": market.no})
    if market.unknown:
        said.append(_("%(unknown)s cannot tell") % {"unknown": market.unknown})
    return said
