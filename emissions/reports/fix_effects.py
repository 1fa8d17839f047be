"""What an applied fix list moved, in words: per year the money that counts, its share with a category, the score."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.reports.footprint_figures import share_text
from foundation import figures


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure of one year, before and after; `change` says the difference, empty where there is none."""

    name: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, slots=True)
class YearMoved:
    """A year with its figures; `is_moved` where any of them is another."""

    year: int
    figures: tuple[Moved, ...]

    @property
    def is_moved(self) -> bool:
        """Whether the list changed anything that can be seen in this year."""
        return any(each.change for each in self.figures)


def years_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[YearMoved]:
    """Return the years, the newest first, with what they were before and are after; years of both only."""
    both = sorted({*before} & {*after}, reverse=True)
    return [YearMoved(int(year), tuple(_figures(before[year], after[year]))) for year in both]


def moved_most(years: list[YearMoved]) -> str:
    """Return what the list moved in the newest year that it moved, in a sentence; empty where it moved nothing."""
    year = next((each for each in years if each.is_moved), None)
    if year is None:
        return ""
    told = ", ".join(f"{each.name} {each.before} → {each.after}" for each in year.figures if each.change)
    return _("In %(year)s: %(told)s.") % {"year": year.year, "told": told}


def _figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Moved]:
    return [
        _money(_("Money that counts"), before, after, "counted"),
        _share(before, after),
        _score(before["score"], after["score"]),
    ]


def _money(name: str, before: Mapping[str, Any], after: Mapping[str, Any], part: str) -> Moved:
    language = get_language() or "en"
    was, now = Decimal(before[part]), Decimal(after[part])
    words = [figures.money_in_words(amount, after["currency"], language) for amount in (was, now, abs(now - was))]
    return Moved(name, words[0], words[1], _signed(now - was, words[2]))


def _share(before: Mapping[str, Any], after: Mapping[str, Any]) -> Moved:
    was, now = (_covered(each) for each in (before, after))
    words = ["–" if each is None else share_text(each) or "–" for each in (was, now)]
    if was is None or now is None or words[0] == words[1]:
        return Moved(_("Coverage"), words[0], words[1], "")
    points = figures.plain(abs(now - was) * 100, get_language() or "en", 1)
    said = _("%(number)s percentage points") % {"number": points}
    return Moved(_("Coverage"), words[0], words[1], _signed(now - was, said))


def _score(was: int | None, now: int | None) -> Moved:
    words = ["–" if each is None else str(each) for each in (was, now)]
    moved = 0 if was is None or now is None else now - was
    return Moved(_("Points of 100"), words[0], words[1], _signed(Decimal(moved), str(abs(moved))))


def _covered(year: Mapping[str, Any]) -> Decimal | None:
    counted = Decimal(year["counted"])
    return Decimal(year["known"]) / counted if counted else None


def _signed(moved: Decimal, words: str) -> str:
    return f"{'+' if moved > 0 else '−'}{words}" if moved else ""
