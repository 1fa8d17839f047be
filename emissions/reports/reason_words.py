"""Why money has no figure, does not count or carries a flag, in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emissions.calculations.gaps import SENTENCES, GapReason
from emissions.calculations.intensities import Flag
from emissions.queries.own_sets import own_title
from emissions.queries.published import factor_sets
from emissions.reports.category_words import category_name, in_language
from emissions.rules import reasons
from organisations.reference.crosswalks import factor_gaps

TREATMENTS = {
    "purchase": gettext_lazy("Purchase"),
    "capital_good": gettext_lazy("Capital good"),
    "energy": gettext_lazy("Energy"),
    "excluded": gettext_lazy("Left out"),
    "unclassified": gettext_lazy("No category yet"),
}

FLAGS = {
    Flag.NEAREST_YEAR: gettext_lazy("The factor is of another year; the money was converted to its prices."),
    Flag.ALL_ITEMS_INDEX: gettext_lazy("Prices were converted with the consumer price index, not the product's own."),
    Flag.INDEX_ENDED: gettext_lazy(
        "No price index is published for the year yet: the last one was used, so prices count as unchanged since."
    ),
    Flag.PROXY_REGION: gettext_lazy("The factor is of another country and stands in for one of our own."),
    Flag.OTHER_FACTOR_SET: gettext_lazy("The chosen set has no factor here; another set helps out."),
}

SHORT_FLAGS = {
    Flag.NEAREST_YEAR: gettext_lazy("Factor of another year"),
    Flag.ALL_ITEMS_INDEX: gettext_lazy("General price index"),
    Flag.INDEX_ENDED: gettext_lazy("Price index of an earlier year"),
    Flag.PROXY_REGION: gettext_lazy("Factor of another country"),
    Flag.OTHER_FACTOR_SET: gettext_lazy("From another set"),
}

SHORT_GAPS = {
    GapReason.NO_FACTOR_MAPPED: gettext_lazy("No factor chosen"),
    GapReason.WEIGHTS_NOT_ONE: gettext_lazy("Factor weights do not add up"),
    GapReason.UNKNOWN_FACTOR: gettext_lazy("Unknown factor"),
    GapReason.NOT_FOR_THIS_USE: gettext_lazy("The factor does not fit"),
    GapReason.NO_PURCHASER_PRICE: gettext_lazy("No factor in purchaser prices"),
    GapReason.NO_PRICE_INDEX: gettext_lazy("No price index"),
    GapReason.NO_EXCHANGE_RATE: gettext_lazy("No exchange rate"),
    GapReason.OTHER_WARMING_POTENTIALS: gettext_lazy("Other warming potentials"),
    GapReason.NOT_VALID_THEN: gettext_lazy("Not meant for this year"),
    GapReason.UNCLASSIFIED: gettext_lazy("No category yet"),
}


def treatment_name(treatment: str) -> str:
    """Return what a line counts as, in a word."""
    return str(TREATMENTS.get(treatment, treatment))


def reason_name(code: str) -> str:
    """Return why money was left out or has no category."""
    return in_language(reasons()[code]) if code in reasons() else code


def flag_sentence(code: str) -> str:
    """Return what a flag says."""
    return str(FLAGS[Flag(code)])


def flag_name(code: str) -> str:
    """Return a flag in a few words."""
    return str(SHORT_FLAGS[Flag(code)])


def gap_name(reason: str) -> str:
    """Return a gap's reason in a few words."""
    return str(SHORT_GAPS[GapReason(reason)])


def gap_sentence(reason: str, category: str, factor_set: str, values: Mapping[str, str] | None = None) -> str:
    """Return why a category has no figure: the reason that the set's makers gave, else the sentence of the calculation.

    Where the values of the sentence are not known any more, the few words of the reason remain.
    """
    explained = shipped_explanation(factor_set, category)
    if explained:
        return explained
    shown = {"category": category_name(category), "factor_set": set_title(factor_set)}
    shown |= {name: value for name, value in (values or {}).items() if name not in shown}
    try:
        return _(SENTENCES[GapReason(reason)]).format(**shown)
    except KeyError:
        return gap_name(reason)


def shipped_explanation(factor_set: str, category: str) -> str:
    """Return why a set has no factor for a category on purpose; empty where nothing was said."""
    return next(
        (
            in_language(gap.explanation)
            for gap in factor_gaps()
            if gap.factor_set == factor_set and gap.category == category
        ),
        "",
    )


def set_title(code: str) -> str:
    """Return the title of a factor set in the reader's language."""
    known = factor_sets().get(code)
    return in_language(known.source.title) if known else own_title(code) or code
