"""In words: which factors of one's own a footprint was made with, why others were not, and whence an interval comes."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.own_set_facts import SetFacts, SpreadKind
from emissions.queries.own_set_use import Codes, NotAsked, NotUsed, OwnSetUse
from emissions.queries.own_sets import SHARED_GSD2, UNSAID_GSD2
from foundation import figures

MOST_CODES = 12


@dataclass(frozen=True, slots=True)
class ShownReason:
    """Why factors served nothing, with the first of them and how many more there are."""

    sentence: str
    codes: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownUse:
    """One own set beside a footprint, in words."""

    uuid: UUID
    title: str
    number: int
    answer: str
    reasons: tuple[ShownReason, ...]


def shown_use(use: OwnSetUse) -> ShownUse:
    """Return how a set served a footprint, in words."""
    return ShownUse(
        uuid=use.uuid,
        title=use.title,
        number=use.number,
        answer=_not_asked(use.not_asked) if use.not_asked else _answer(use),
        reasons=tuple(_reason(why, use.unused[why]) for why in NotUsed if use.unused.get(why)),
    )


def why_not_here(use: OwnSetUse, category: str) -> str:
    """Return why a category was not calculated with a set; empty where it was."""
    if category in use.serves:
        return ""
    if use.not_asked:
        return _not_asked(use.not_asked)
    if category not in use.offers:
        return _(
            "It has no factor for this category. Codes of accounts serve only through the categories they stand for."
        )
    return _("It has a factor for this category, but another set is asked before it or fits the year and prices.")


def interval_of(facts: SetFacts) -> str:
    """Return where the intervals of a set's figures come from, in a sentence."""
    language = get_language() or "en"
    words = {"gsd2": figures.plain(UNSAID_GSD2, language), "shared": figures.plain(SHARED_GSD2, language)}
    if facts.spread_kind is SpreadKind.NONE:
        sentence = _(
            "Nobody stated how sure the figures are. GSD² %(gsd2)s is assumed, as for the Norwegian set of 62 groups: "
            "the figure divided and multiplied by it is the 95 %% interval. Distance in time and place widens it. What "
            "all figures of the set share is taken as GSD² %(shared)s."
        )
    else:
        sentence = _(
            "From what is stated with the figures; where nothing is, GSD² %(gsd2)s is assumed. Distance in time and "
            "place widens it. What all figures of the set share is taken as GSD² %(shared)s."
        )
    return sentence % words


def _answer(use: OwnSetUse) -> str:
    language = get_language() or "en"
    words = {"used": figures.integer(len(use.used), language), "all": figures.integer(use.factors, language)}
    sentence = ngettext(
        "%(used)s of its %(all)s factor was used.", "%(used)s of its %(all)s factors were used.", use.factors
    )
    return sentence % words


def _not_asked(why: NotAsked) -> str:
    return {
        NotAsked.NO_PLACE: _(
            "It was not asked: it serves only where it is chosen, or where it has a place in the order of helpers."
        ),
        NotAsked.OTHER_WARMING_POTENTIALS: _(
            "It was not asked: it counts with other warming potentials than the chosen set, and such sets are never "
            "added up."
        ),
        NotAsked.LATER: _(
            "It was published after this footprint was calculated. Calculate again with it chosen, or with a place in "
            "the order of helpers, to use it."
        ),
    }[why]


def _reason(why: NotUsed, codes: Codes) -> ShownReason:
    sentence = {
        NotUsed.NO_CATEGORY: _(
            "Stand for no purchase category. Footprints are made by categories, not by the codes of a set: say in a "
            "new version which category they stand for."
        ),
        NotUsed.NO_MONEY: _("Stand for categories that no money of the year is in."),
        NotUsed.OTHER_FACTOR: _(
            "Stand for categories that were calculated with another factor: another set is asked first, or fits the "
            "year and prices."
        ),
    }[why]
    return ShownReason(sentence, tuple(codes.items())[:MOST_CODES], max(0, len(codes) - MOST_CODES))
