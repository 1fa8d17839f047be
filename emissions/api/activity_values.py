"""The figures of an activity series: entered all or none, and corrected one by one with the reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.activity_output import EnteredOutput, SeriesDetail
from emissions.api.activity_view import WRITING, OneSeriesView, part_of, require_amount, series_answer
from emissions.calculations.activity_periods import Period, period_called, period_of_days
from emissions.forms.activity import period_sentence, period_typed
from emissions.models import ActivitySeries, ActivityValue
from emissions.queries.activity import newest_value
from emissions.services.activity_values import RowProblem, ValueSaid, ValuesRefusedError, correct_value, enter_values
from emissions.services.locked_series import ActivityNotPossibleError
from foundation.api.fields import CodeText, FigureText, LongText, WordsText
from foundation.api.input import Input
from foundation.api.operations import operation

AMOUNT = r"^[0-9]{1,13}(\.[0-9]{1,4})?\Z"


class ValueInput(Input):
    """One figure in the unit of the series."""

    period = WordsText(max_length=40, help_text="Such as 2022-03, 2022 Q1, autumn 2021 or 2022.")
    first_day = serializers.DateField(required=False, allow_null=True, default=None)
    last_day = serializers.DateField(required=False, allow_null=True, default=None)
    part = LongText(max_length=100, required=False, default="", help_text="Empty where the series is not parted.")
    amount = FigureText(AMOUNT)


class ValuesInput(Input):
    """Figures to enter, all of them or none."""

    values = ValueInput(many=True)
    source_kind = CodeText(required=False, default="", help_text="What the figures come from, such as a report.")
    source_id = CodeText(max_length=64, required=False, default="")


class FigureCorrectionInput(Input):
    """A newer figure in the place of one that was read."""

    period = WordsText(max_length=40, help_text="Its label, as it was read.")
    first_day = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="Where two periods have the same label."
    )
    part = LongText(max_length=100, required=False, default="", help_text="Empty where the series is not parted.")
    was = FigureText(AMOUNT, allow_null=True, help_text="The amount that was read; 409 if another one stands there.")
    amount = FigureText(AMOUNT, allow_null=True, help_text="The right one; null: it is not known after all.")
    reason = LongText(max_length=500, help_text="Why it is corrected; it is kept.")


class ActivityValuesView(OneSeriesView):
    """The figures of one series."""

    needs = {"POST": WRITING}

    @operation("Enter figures of an activity", output=EnteredOutput, body=ValuesInput)
    def post(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """All or none; a figure that is there with the same amount changes nothing, so they can be sent again.

        What is wrong is told row by row. A figure that is there with another amount is corrected, with the reason.
        """
        said, problems = _said(self.found, self.sent["values"])
        if problems:
            raise ValuesRefusedError(problems)
        sources = {name: self.sent[name] for name in ("source_kind", "source_id")}
        return Response(EnteredOutput(enter_values(self.found, said, **sources)).data)


class ActivityCorrectionsView(OneSeriesView):
    """Corrections of the figures of one series."""

    needs = {"POST": WRITING}

    @operation("Correct a figure of an activity", output=SeriesDetail, body=FigureCorrectionInput)
    def post(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The old figure stays in the history, with the reason. From another amount than stands there it is 409."""
        value = _value(self.found, self.sent)
        require_amount(self.sent["was"], value.amount)
        correct_value(value, amount=self.sent["amount"], reason=self.sent["reason"])
        return series_answer(self.found)


def _value(series: ActivitySeries, sent: Mapping[str, Any]) -> ActivityValue:
    part = part_of(series, sent["part"])
    found = newest_value(part, first_day=_first_day(series, sent))
    if found is None:
        sentence = _("No figure stands there that could be corrected. Enter it first.")
        raise ActivityNotPossibleError(sentence, field="period")
    return found


def _first_day(series: ActivitySeries, sent: Mapping[str, Any]) -> date:
    if day := sent["first_day"]:
        return day  # type: ignore[no-any-return]  # of a field for days
    if named := period_typed(sent["period"], series):
        return named.first_day
    raise ActivityNotPossibleError(period_sentence(series, sent["period"]), field="period")


def _said(series: ActivitySeries, values: list[dict[str, Any]]) -> tuple[list[ValueSaid], list[RowProblem]]:
    said: list[ValueSaid] = []
    problems: list[RowProblem] = []
    for row, value in enumerate(values):
        period = _period(series, value)
        if period is None:
            problems.append(RowProblem(row, "period", period_sentence(series, value["period"])))
        else:
            said.append(ValueSaid(period, value["part"], value["amount"], row))
    return said, problems


def _period(series: ActivitySeries, value: Mapping[str, Any]) -> Period | None:
    first, last = value["first_day"], value["last_day"]
    if first and last:
        return period_of_days(value["period"], first, last)
    return None if first or last else period_called(value["period"], series.period_kind)
