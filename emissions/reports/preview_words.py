"""What a change of rules would move, in words: the answer, and the rows from where to where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.priced_moves import Move, MovedCode, Place, RulePreview
from emissions.reports.rule_words import says
from foundation import figures
from foundation.personal_numbers import without_personal_numbers

MANY, MOST_LISTED = 2, 20


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
class ShownCodes:
    """The accounts, or the functions, whose money moves, the largest first; `more` of them are not listed."""

    title: str
    kind: str
    rows: list[MovedCode]
    more: int


@dataclass(frozen=True, slots=True)
class ShownYear:
    """What would move in one year; `codes` where it is more than one account or function."""

    year: int
    lines: int
    counted_change: list[tuple[str, Decimal]]
    moves: list[ShownMove]
    has_footprint: bool
    kg_change: Decimal | None
    lacks_factor: bool
    codes: list[ShownCodes]


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A preview of every year in words; `seen` goes back with the form, so that nobody saves on what has moved since.

    The year that the reader came from stands first.
    """

    seen: int
    answer: str
    years: list[ShownYear]

    @property
    def moving(self) -> list[ShownYear]:
        """The years in which something moves."""
        return [year for year in self.years if year.moves]


def shown_preview(
    previews: Sequence[RulePreview], seen: int, first: int | None, kinds: Sequence[str] = ("account",)
) -> ShownPreview:
    """Return previews of years in the reader's words; `seen` is the mapping version that they start from, or 0.

    `kinds` says by what the money is listed that moves: "account", "function".
    """
    ordered = sorted(previews, key=lambda preview: preview.year != first)
    return ShownPreview(
        seen=seen,
        answer=" ".join(_answers(ordered)),
        years=[_year(preview, kinds) for preview in ordered if preview.year is not None],
    )


def _year(preview: RulePreview, kinds: Sequence[str]) -> ShownYear:
    return ShownYear(
        year=preview.year or 0,
        lines=preview.lines,
        counted_change=list(preview.counted_change.items()),
        moves=[_shown(move) for move in preview.moves],
        has_footprint=preview.has_footprint,
        kg_change=preview.kg_change,
        lacks_factor=preview.lacks_factor,
        codes=[codes for kind in kinds if (codes := _codes(preview, kind)) is not None],
    )


def _codes(preview: RulePreview, kind: str) -> ShownCodes | None:
    found = [replace(one, name=without_personal_numbers(one.name) or "") for one in preview.codes if one.kind == kind]
    if len({one.code for one in found}) < MANY:
        return None
    is_function = kind == "function"
    title = _("Functions it takes: %(count)s") if is_function else _("Accounts it takes: %(count)s")
    count = figures.integer(len({one.code for one in found}), get_language() or "en")
    return ShownCodes(
        title % {"count": count},
        _("Function") if is_function else _("Account"),
        found[:MOST_LISTED],
        len(found[MOST_LISTED:]),
    )


def _answers(previews: Sequence[RulePreview]) -> list[str]:
    """Return the answer for the first year in which anything moves, and in which other years it does."""
    if not previews:
        return [_("There are no accounts yet, so nothing moves. The rule will hold for what is imported later.")]
    moving = [preview for preview in previews if preview.moves]
    if not moving and len(previews) == 1:
        return [_("Nothing in the accounts of %(year)s would change.") % {"year": previews[0].year}]
    if not moving:
        return [_("Nothing in the accounts would change, in any year.")]
    language = get_language() or "en"
    first, *others = moving
    lines = ngettext(
        "In %(year)s, one line would be counted differently.",
        "In %(year)s, %(lines)s lines would be counted differently.",
        first.lines,
    ) % {"year": first.year, "lines": figures.integer(first.lines, language)}
    answers = [lines, *_money_sentences(first, language)]
    if previews[0] is not first:
        answers.insert(0, _("Nothing in the accounts of %(year)s would change.") % {"year": previews[0].year})
    if others:
        years = ", ".join(str(preview.year) for preview in others)
        answers.append(_("Lines of other years move, too: %(years)s.") % {"years": years})
    return answers


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
