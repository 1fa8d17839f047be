"""Notices as programs read them, and the sentences of what is wrong with them or missing in a draft."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from rest_framework import serializers

from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of
from foundation.errors import DomainError
from foundation.problems import Problem, Severity
from procurement.importers.notice_summary import worded
from procurement.reports.publishing_sentences import sentence

Output = serializers.Serializer[Any]


class NoticeProblemOutput(Output):
    """One thing that is wrong in a notice."""

    place = serializers.CharField()
    code = serializers.CharField(help_text="Stable and machine-readable.")
    message = serializers.CharField(help_text="A sentence in the language asked for.")
    severity = serializers.ChoiceField(choices=[each.value for each in Severity])


class EstimateOutput(Output):
    """An estimated value."""

    amount = serializers.CharField()
    currency = serializers.CharField(allow_null=True)


class NoticeCheckOutput(Output):
    """What a notice holds, as manage.py read_notice prints it."""

    notice_id = serializers.CharField(allow_null=True)
    subtype = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    issue_date = serializers.DateField(allow_null=True)
    buyer = serializers.ListField(child=serializers.CharField())
    lots = serializers.IntegerField()
    lot_results = serializers.IntegerField()
    organizations = serializers.IntegerField()
    cpv_codes = serializers.DictField(child=serializers.IntegerField(), help_text="How often each stands there.")
    procurement_type_codes = serializers.DictField(child=serializers.IntegerField())
    award_criterion_types = serializers.DictField(child=serializers.IntegerField())
    estimated_amounts = EstimateOutput(many=True)
    problems = NoticeProblemOutput(many=True)
    accepted = serializers.BooleanField(help_text="Whether a procurement may be filled from it.")


class NoticeRefusedError(DomainError):
    """A notice from which no procurement can be filled."""


class NoticeLacksError(DomainError):
    """A draft of a notice that lacks what no notice can do without."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        lacking = tuple(problem for problem in problems if problem.is_error)
        super().__init__(_("The notice cannot be written yet. Fill in what is missing."), problems=lacking)


@details_of.register
def refused_notice(exc: NoticeRefusedError) -> ProblemDetails:
    """Word what is wrong with a notice."""
    language = get_language() or "en"
    return _details(exc, [worded(problem, language) for problem in exc.problems])


@details_of.register
def lacking_notice(exc: NoticeLacksError) -> ProblemDetails:
    """Word what a draft of a notice lacks."""
    return _details(exc, [sentence(problem, gettext) for problem in exc.problems])


def _details(exc: DomainError, sentences: list[str]) -> ProblemDetails:
    errors = tuple(
        FieldError(problem.code, text, problem.field, None, problem.place, problem.severity.value)
        for problem, text in zip(exc.problems, sentences, strict=True)
    )
    return ProblemDetails(exc.status, "refused", str(exc), errors)
