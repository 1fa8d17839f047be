"""The quality of accounts as its page, its panel and the API show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.data_quality import DataQuality, Indicator
from emissions.calculations.quality_facts import Held, QualityFacts
from emissions.reports.quality_words import TITLES, points_words, words_of
from foundation import charts, figures

WORTH_MENDING: Final = Decimal(1)
"""Points from which on an indicator is called a thing to fix."""
LEAST_SHOWN: Final = Decimal("0.1")
SHOWN_IN_PANEL: Final = 3


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator on a page: words, share (None where it is not known), and points earned, at most and to be won."""

    code: str
    title: str
    sentence: str
    remedy: str
    state: str
    share: Decimal | None
    earned: str
    points: int
    brings: str
    fault: Held


def shown(quality: DataQuality, facts: QualityFacts) -> list[ShownIndicator]:
    """Return the indicators, those that cost most first."""
    return [_shown(each, facts) for each in quality.indicators]


def _shown(indicator: Indicator, facts: QualityFacts) -> ShownIndicator:
    words = words_of(indicator, facts)
    return ShownIndicator(
        code=indicator.code,
        title=words.title,
        sentence=words.sentence,
        remedy=words.remedy,
        state=_state(indicator),
        share=indicator.share,
        earned=points_words(indicator.earned),
        points=indicator.points,
        brings=points_words(indicator.costs) if indicator.costs >= LEAST_SHOWN else "",
        fault=indicator.fault,
    )


def _state(indicator: Indicator) -> str:
    """Return one word: fine, nearly, told (it costs nothing), unknown, fix, or small for less than a point."""
    if indicator.is_fine:
        return "fine"
    if not indicator.is_known:
        return "unknown"
    if not indicator.points:
        return "told"
    if indicator.costs < LEAST_SHOWN:
        return "nearly"
    return "fix" if indicator.costs >= WORTH_MENDING else "small"


def things_to_fix(quality: DataQuality) -> int:
    """Return how many indicators have a point or more to be won."""
    return sum(indicator.costs >= WORTH_MENDING for indicator in quality.indicators)


def answer_of(year: int, quality: DataQuality) -> str:
    """Return the score of a year in a sentence, with what would bring most."""
    if quality.score is None:
        return _("No money of %(year)s counts, so there is nothing to judge.") % {"year": year}
    score = _("The accounts of %(year)s get %(score)s of 100 points.") % {"year": year, "score": quality.score}
    most = quality.indicators[0]
    if most.costs < WORTH_MENDING:
        nothing = _("Nothing that matters is missing.")
        return f"{score} {nothing}"
    what = _("Most would be won by: %(what)s (+%(points)s).")
    return f"{score} {what % {'what': TITLES[most.code], 'points': points_words(most.costs)}}"


@dataclass(frozen=True, slots=True)
class QualityPanel:
    """The quality of one import on its page: a title, the share of the points for a bar, and what costs most."""

    title: str
    share: Decimal
    most: tuple[ShownIndicator, ...]


def quality_panel(judged: tuple[QualityFacts, DataQuality] | None) -> QualityPanel | None:
    """Return the panel of an import; nothing where none of its money counts."""
    if judged is None:
        return None
    facts, quality = judged
    if quality.score is None:
        return None
    most = [each for each in quality.indicators if each.costs >= WORTH_MENDING][:SHOWN_IN_PANEL]
    share = Decimal(quality.score) / 100
    return QualityPanel(panel_title(quality), share, tuple(_shown(each, facts) for each in most))


def panel_title(quality: DataQuality) -> str:
    """Return the score of an import with how much there is to fix: "Quality 71 of 100 – 3 things to fix"."""
    count = things_to_fix(quality)
    if quality.score is None:
        return _("Quality: no money counts")
    if not count:
        return _("Quality %(score)s of 100") % {"score": quality.score}
    said = ngettext(
        "Quality %(score)s of 100 – %(count)s thing to fix", "Quality %(score)s of 100 – %(count)s things to fix", count
    )
    return said % {"score": quality.score, "count": count}


def over_time(scores: Mapping[int, int | None]) -> charts.Drawing | None:
    """Draw the scores of the years; nothing for fewer than two."""
    if len(scores) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    points = [charts.YearPoint(year, score) for year, score in sorted(scores.items())]
    told = ", ".join(f"{point.year}: {'–' if point.value is None else point.value}" for point in points)
    return charts.line_with_interval(
        points,
        unit=_("points"),
        title=_("Quality of the accounts"),
        description=_("Points of 100 by year. %(told)s") % {"told": told},
        language=get_language() or "en",
    )


def time_rows(
    known: Mapping[int, tuple[QualityFacts, DataQuality]], counted: Mapping[int, Decimal]
) -> list[dict[str, object]]:
    """Return the years, newest first: score, what costs most, and the money that counts, credits taken off it."""
    language = get_language() or "en"
    return [
        {
            "year": year,
            "score": quality.score,
            "money": figures.money_in_words(counted.get(year, Decimal(0)), facts.currency, language),
            "most": _most(quality.indicators),
        }
        for year, (facts, quality) in sorted(known.items(), reverse=True)
    ]


def _most(indicators: Sequence[Indicator]) -> str:
    costly = [each for each in indicators[:2] if each.costs >= WORTH_MENDING]
    return ", ".join(f"{TITLES[each.code]} (−{points_words(each.costs)})" for each in costly)
