"""What was found of each indicator of data quality, in a sentence with its money and lines."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from emissions.calculations.data_quality import Indicator, conspicuous_months
from emissions.calculations.quality_facts import NONE_HELD, Detail, Grain, Held, QualityFacts, Source
from emissions.reports.ledger_words import months_words
from emissions.reports.quality_figures import language, money_words, share_words, with_rest
from emissions.reports.quality_suppliers import (
    double_cards,
    invoices_twice,
    negative_sums,
    supplier_known,
    valid_numbers,
)
from foundation import figures

SOURCES: Final[Mapping[Source, object]] = {
    Source.OWN_RULE: gettext_lazy("own rule"),
    Source.COMMODITY: gettext_lazy("commodity code"),
    Source.TELLING_NAME: gettext_lazy("account with a telling name"),
    Source.ACCOUNT: gettext_lazy("account alone"),
    Source.CATCH_ALL: gettext_lazy("catch-all account"),
    Source.NONE: gettext_lazy("nothing"),
}
DETAILS: Final[Mapping[Detail, object]] = {
    Detail.VOUCHER: gettext_lazy("voucher"),
    Detail.INVOICE: gettext_lazy("invoice number"),
    Detail.UNIT: gettext_lazy("unit"),
    Detail.FUNCTION: gettext_lazy("function"),
    Detail.TEXT: gettext_lazy("text"),
}


def source_parts(facts: QualityFacts) -> list[tuple[Source, str, Held]]:
    """Return how the category was found, each with its name and money; what there is none of is left out."""
    found = ((source, str(name), facts.by_source.get(source, NONE_HELD)) for source, name in SOURCES.items())
    return [(source, name, held) for source, name, held in found if held.size]


def _category(facts: QualityFacts, _indicator: Indicator) -> str:
    parts = [f"{name} {share_words(held, facts)}" for _source, name, held in source_parts(facts)]
    return _("What says the category, in shares of the money: %(parts)s.") % {"parts": ", ".join(parts)}


def _catch_all(facts: QualityFacts, indicator: Indicator) -> str:
    if indicator.fault.size:
        values = {"money": money_words(indicator.fault, facts), "share": share_words(indicator.fault, facts)}
        said = _("%(money)s, %(share)s of the money, stands on accounts that hold goods of many kinds.") % values
    else:
        said = _("No money stands on accounts that hold goods of many kinds.")
    none = facts.by_source.get(Source.NONE, NONE_HELD)
    return with_rest(said, none, facts, _("%(share)s of the money has no category at all and earns nothing here."))


def _when(facts: QualityFacts, _indicator: Indicator) -> str:
    named = {Grain.DAY: _("days"), Grain.MONTH: _("months"), Grain.YEAR: _("the year only")}
    found = [grain for grain in Grain if facts.by_grain.get(grain)]
    if not found:
        return _("Not known.")
    if len(found) == 1:
        return _("The accounts know %(grain)s.") % {"grain": named[found[0]]}
    parts = [f"{named[grain]} {share_words(Held(facts.by_grain[grain]), facts)}" for grain in found]
    return _("What the accounts know, in shares of the money: %(parts)s.") % {"parts": ", ".join(parts)}


def _detail(facts: QualityFacts, _indicator: Indicator) -> str:
    parts = [
        f"{name} {share_words(Held(min(facts.details.get(detail, Decimal(0)), facts.counted.size)), facts)}"
        for detail, name in DETAILS.items()
    ]
    return _("What lines say beside account and amount, in shares of the money: %(parts)s.") % {
        "parts": ", ".join(parts)
    }


def _months(facts: QualityFacts, indicator: Indicator) -> str:
    if not indicator.is_known:
        return _("Not known: fewer than three months can be told apart.")
    few = [month for month, _amount in conspicuous_months(facts) if isinstance(month, date)]
    if not few:
        return _("No month has less than a third of a usual month's money.")
    return _("Less than a third of a usual month's money: %(months)s.") % {"months": months_words(few, by_year=False)}


def _dates(facts: QualityFacts, indicator: Indicator) -> str:
    if not indicator.is_known:
        return _("Not known: the accounts know the year only.")
    undated, outside = facts.undated or NONE_HELD, facts.outside or NONE_HELD
    parts = []
    if undated.lines:
        parts.append(_lines_with_money(undated, facts, _("without a date")))
    if outside.lines:
        parts.append(_lines_with_money(outside, facts, _("outside the period of the file")))
    return " ".join(parts) or _("All lines have a date inside the period of their file.")


def _lines_with_money(held: Held, facts: QualityFacts, what: str) -> str:
    said = ngettext("%(what)s: %(count)s line, %(money)s.", "%(what)s: %(count)s lines, %(money)s.", held.lines)
    values = {"what": what, "count": figures.integer(held.lines, language()), "money": money_words(held, facts)}
    sentence = said % values
    return sentence[:1].upper() + sentence[1:]


def _balance(facts: QualityFacts, indicator: Indicator) -> str:
    if not indicator.is_known:
        return _("Not known: the files have one side of the vouchers only, or sums.")
    count = figures.integer(facts.vouchers, language())
    if facts.unbalanced:
        said = _("%(wrong)s of %(count)s vouchers do not sum to zero.")
        sentence = said % {"wrong": figures.integer(facts.unbalanced, language()), "count": count}
    else:
        sentence = _("All %(count)s vouchers sum to zero.") % {"count": count}
    if facts.differs_from_balances:
        differs = _("The vouchers do not add up to the balances that the file itself gives.")
        sentence = f"{sentence} {differs}"
    return sentence


def _account_names(facts: QualityFacts, indicator: Indicator) -> str:
    held = indicator.fault
    if not held.things:
        return _("All accounts have a name.")
    said = ngettext(
        "%(count)s account with %(money)s has no name.", "%(count)s accounts with %(money)s have no name.", held.things
    )
    return said % {"count": figures.integer(held.things, language()), "money": money_words(held, facts)}


def _currency(facts: QualityFacts, _indicator: Indicator) -> str:
    if not facts.other_money:
        return _("All money is in %(currency)s.") % {"currency": facts.currency}
    parts = [figures.money_in_words(held.size, name, language()) for name, held in sorted(facts.other_money.items())]
    return _("Beside %(currency)s there is %(parts)s, which is not added up here.") % {
        "currency": facts.currency,
        "parts": ", ".join(parts),
    }


def _round(facts: QualityFacts, indicator: Indicator) -> str:
    if not indicator.is_known:
        return _("Not known: the files have one side of the vouchers only, or sums.")
    if not indicator.fault.lines:
        return _("None were found.")
    return _lines_with_money(indicator.fault, facts, _("in vouchers of whole ten thousands"))


def _zero(_facts: QualityFacts, indicator: Indicator) -> str:
    count = indicator.fault.lines
    if not count:
        return _("There are none.")
    said = ngettext("%(count)s line has the amount zero.", "%(count)s lines have the amount zero.", count)
    return said % {"count": figures.integer(count, language())}


SENTENCES: Final[Mapping[str, Callable[[QualityFacts, Indicator], str]]] = {
    "category": _category,
    "catch_all": _catch_all,
    "supplier": supplier_known,
    "supplier_number": valid_numbers,
    "when": _when,
    "detail": _detail,
    "months": _months,
    "duplicates": invoices_twice,
    "dates": _dates,
    "balance": _balance,
    "doubles": double_cards,
    "account_names": _account_names,
    "currency": _currency,
    "negative_suppliers": negative_sums,
    "round_sums": _round,
    "zero_lines": _zero,
}
