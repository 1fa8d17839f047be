"""Money and shares of it, as the sentences about data quality say them."""

from decimal import Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.quality_facts import Held, QualityFacts
from emissions.reports.footprint_figures import share_text
from foundation import figures

LEAST: Final = Decimal("0.01")


def money_words(held: Held, facts: QualityFacts) -> str:
    """Return the money of something in words."""
    return figures.money_in_words(held.size, facts.currency, language())


def share_words(held: Held, facts: QualityFacts) -> str:
    """Return which share of the counted money something has; something is never told as nothing."""
    share = held.size / facts.counted.size if facts.counted.size else None
    if share and share < LEAST:
        return _("less than %(share)s") % {"share": share_text(LEAST)}
    return share_text(share)


def with_rest(said: str, rest: Held, facts: QualityFacts, told: str) -> str:
    """Add what else keeps an indicator from its points: money that cannot be judged, by its `share`."""
    return f"{said} {told % {'share': share_words(rest, facts)}}" if rest.size else said


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"
