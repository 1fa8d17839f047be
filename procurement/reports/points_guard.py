"""Where the text of an award criterion and the evaluation annex say different things of its points, in sentences."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from foundation import figures
from foundation.problems import Problem
from procurement.calculations.told_points import contradictions, told_points
from procurement.models import Lot
from procurement.queries.asked import AskedLine
from procurement.queries.tender import Tender
from procurement.reports.staircase_words import number

SENTENCES: Mapping[str, str | Promise] = {
    "other_most_points": gettext_lazy(
        "%(place)s: its text gives up to %(told)s points, and the evaluation annex up to %(said)s. The annex holds."
    ),
    "other_worst": gettext_lazy(
        "%(place)s: by its text %(told)s gets no points, and by the evaluation annex %(said)s. The annex holds."
    ),
    "other_best": gettext_lazy(
        "%(place)s: by its text %(told)s gets all points, and by the evaluation annex %(said)s. The annex holds."
    ),
    "scale_in_text_alone": gettext_lazy(
        "%(place)s: its text gives points between %(worst)s and %(best)s, and the evaluation annex gives them"
        " another way. The annex holds."
    ),
}


def points_contradicted(tender: Tender) -> Iterator[tuple[Lot | None, AskedLine, str]]:
    """Yield each lot, criterion and sentence where the annex holds against the text; nothing without a model."""
    for lot, lines in tender.parts:
        for line in lines:
            for problem in _of(tender, lot, line):
                words = {name: _worded(value) for name, value in problem.values.items()}
                yield lot, line, str(SENTENCES[problem.code]) % {"place": line.asked.code, **words}


def _of(tender: Tender, lot: Lot | None, line: AskedLine) -> list[Problem]:
    chosen, content = tender.models.get(lot.pk if lot else None), line.content
    if chosen is None or content is None or not line.is_criterion or line.asked.uuid.hex in chosen.by_steps:
        return []
    rules = chosen.rules
    scoring = next((one.scoring for one in rules.criteria if one.code == line.asked.uuid.hex), None)
    found: dict[str, Problem] = {}
    for wording in content.wording.values():
        told = told_points(wording, content.variables, line.values)
        for problem in contradictions(told, scoring, rules.most_points, line.asked.code):
            found.setdefault(problem.code, problem)
    return list(found.values())


def _worded(value: object) -> str:
    return figures.plain(number(value), get_language() or "en") if isinstance(value, Decimal) else str(value)
