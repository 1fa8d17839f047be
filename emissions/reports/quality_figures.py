"""Money and shares of it, as the sentences about data quality say them."""

from django.utils.translation import get_language

from emissions.calculations.quality_facts import Held, QualityFacts
from emissions.reports.footprint_figures import share_text
from foundation import figures


def money_words(held: Held, facts: QualityFacts) -> str:
    """Return the money of something in words."""
    return figures.money_in_words(held.size, facts.currency, language())


def share_words(held: Held, facts: QualityFacts) -> str:
    """Return which share of the counted money something has."""
    return share_text(held.size / facts.counted.size if facts.counted.size else None)


def with_rest(said: str, rest: Held, facts: QualityFacts, told: str) -> str:
    """Add what else keeps an indicator from its points: money that cannot be judged, by its `share`."""
    return f"{said} {told % {'share': share_words(rest, facts)}}" if rest.size else said


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"
