"""What a change of rules would move, in words: the answer, and the rows from where to where."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.queries.rule_preview import Move, Place, RulePreview
from emissions.reports.rule_words import says
from foundation import figures


@dataclass(frozen=True, slots=True)
class ShownMove:
    """Money from one place to another; kilograms of the total before and after, where a footprint knows them."""

    source: str
    target: str
    lines: int
    amount: Decimal
    currency: str
    kg_before: Decimal | None
    kg_after: Decimal | None


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A preview in words; `seen` goes back with the form, so that nobody saves on what has moved since."""

    year: int | None
    seen: int
    answer: str
    moves: list[ShownMove]
    has_footprint: bool
    kg_change: Decimal | None
    lacks_factor: bool


def shown_preview(preview: RulePreview) -> ShownPreview:
    """Return a preview in the reader's words."""
    return ShownPreview(
        year=preview.year,
        seen=preview.seen,
        answer=_answer(preview),
        moves=[_shown(move) for move in preview.moves],
        has_footprint=preview.has_footprint,
        kg_change=preview.kg_change,
        lacks_factor=preview.lacks_factor,
    )


def _answer(preview: RulePreview) -> str:
    language = get_language() or "en"
    if preview.year is None:
        return _("There are no accounts yet, so nothing moves. The rule will hold for what is imported later.")
    if not preview.moves:
        return _("Nothing in the accounts of %(year)s would change.") % {"year": preview.year}
    lines = ngettext(
        "In %(year)s, one line would be counted differently.",
        "In %(year)s, %(lines)s lines would be counted differently.",
        preview.lines,
    ) % {"year": preview.year, "lines": figures.integer(preview.lines, language)}
    return " ".join([lines, *_money_sentences(preview, language)])


def _money_sentences(preview: RulePreview, language: str) -> list[str]:
    sentences = []
    for currency, amount in preview.counted_change.items():
        money = figures.money_in_words(abs(amount), currency, language)
        if amount > 0:
            sentences.append(_("%(money)s more would count.") % {"money": money})
        elif amount < 0:
            sentences.append(_("%(money)s less would count.") % {"money": money})
    if not sentences:
        sentences.append(_("As much money counts as before."))
    return sentences


def _shown(move: Move) -> ShownMove:
    return ShownMove(
        source=_place(move.source),
        target=_place(move.target),
        lines=move.lines,
        amount=move.amount,
        currency=move.currency,
        kg_before=move.kg_before,
        kg_after=move.kg_after,
    )


def _place(place: Place) -> str:
    return says(place.treatment, place.reason, place.category)
