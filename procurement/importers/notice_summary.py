"""Sums up a notice for the command line: who, which, how many. How is counted: docs/formats.md."""

from collections import Counter
from collections.abc import Iterator

from django.utils import translation

from foundation.problems import Problem
from procurement.calculations.notice import Form, Notice
from procurement.calculations.notice_values import Money, said_in
from procurement.importers.notice import NoticeReading
from procurement.importers.notice_problem_texts import notice_sentence


def notice_as_json(reading: NoticeReading, language: str = "en") -> dict[str, object]:
    """Return what was read as plain values: counts as integers, amounts as decimal strings."""
    return {
        **_notice_json(reading.notice or Notice(Form.CONTRACT_NOTICE, None)),
        "problems": [problem_json(problem, language) for problem in reading.problems],
        "accepted": reading.accepted,
    }


def problem_json(problem: Problem, language: str = "en") -> dict[str, object]:
    """Return a problem with its sentence in the language."""
    return {
        "place": problem.place,
        "code": problem.code,
        "message": worded(problem, language),
        "severity": str(problem.severity),
    }


def worded(problem: Problem, language: str = "en") -> str:
    """Return the sentence of a problem in a language; English needs no settings."""
    if language.startswith("en"):
        return notice_sentence(problem)
    with translation.override(language):
        return notice_sentence(problem, translation.gettext)


def _notice_json(notice: Notice) -> dict[str, object]:
    return {
        "notice_id": notice.notice_id,
        "subtype": notice.subtype,
        "language": notice.language,
        "issue_date": notice.issued_on.isoformat() if notice.issued_on else None,
        "buyer": [name for buyer in notice.buyers if (name := said_in(buyer.names, notice.language))],
        "lots": len(notice.lots),
        "lot_results": len(notice.results.lot_results),
        "organizations": len(notice.organisations),
        "cpv_codes": dict(Counter(code for project in notice.projects for code in project.cpv)),
        "procurement_type_codes": dict(Counter(each.code for project in notice.projects for each in project.codes)),
        "award_criterion_types": dict(Counter(_criterion_types(notice))),
        "estimated_amounts": [_money_json(money) for money in _estimates(notice)],
    }


def _criterion_types(notice: Notice) -> Iterator[str]:
    for lot in notice.lots:
        yield from (criterion.type_code for criterion in lot.criteria if criterion.type_code)


def _estimates(notice: Notice) -> Iterator[Money]:
    yield from (project.estimated_value for project in notice.projects if project.estimated_value)


def _money_json(money: Money) -> dict[str, str | None]:
    return {"amount": f"{money.amount:f}", "currency": money.currency}
