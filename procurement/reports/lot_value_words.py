"""The value of the lots beside that of the whole, in words, on every page that reads one of the two."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.lot_values import LotValues
from procurement.models import Lot, Procurement


def lot_values_sentence(procurement: Procurement, lots: Iterable[Lot] | None = None) -> str:
    """Return what the lots are worth, the whole and the difference where they do not agree; empty where they do.

    `lots` are those of the procurement where they are known already.
    """
    known = procurement.lots.all() if lots is None else lots
    values = LotValues(procurement.value, [lot.value for lot in known])
    if values.agree or values.together is None:
        return ""
    language, currency = get_language() or "en", procurement.currency
    words = {
        "together": figures.money(values.together, currency, language),
        "whole": figures.money(values.whole, currency, language),
        "apart": figures.money(abs(values.difference or Decimal(0)), currency, language),
    }
    said = [_as_compared(values) % words]
    if values.unsaid:
        sentence = ngettext("%(count)s lot has no value.", "%(count)s lots have no value.", values.unsaid)
        said.append(sentence % {"count": values.unsaid})
    return " ".join(said)


def _as_compared(values: LotValues) -> str:
    if values.difference is None:
        return _(
            "The lots are worth %(together)s together, and the whole has no value. The law and the notice read that of"
            " the whole."
        )
    if values.difference > 0:
        return _(
            "The lots are worth %(together)s together and the whole %(whole)s: the lots are %(apart)s more. The law"
            " and the notice read that of the whole."
        )
    return _(
        "The lots are worth %(together)s together and the whole %(whole)s: the lots are %(apart)s less. The law and"
        " the notice read that of the whole."
    )
