"""Activity series: list, make and read them, and send what was counted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from emissions.api.activity_output import EnteredOutput, SeriesDetail, SeriesOutput
from emissions.calculations.activity_periods import Period, period_called, period_of_days
from emissions.forms.activity import period_sentence
from emissions.models import ActivitySeries
from emissions.models.activity import Boundary, PeriodKind
from emissions.queries.activity import figures_of, series_called
from emissions.services.activity_series import SeriesSaid, make_series
from emissions.services.activity_values import RowProblem, ValueSaid, ValuesRefusedError, enter_values
from emissions.services.locked_series import ActivityNotPossibleError
from foundation.api.fields import CodeText, WordsText
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of, refused
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach

READING = Needs("emissions.view_footprint")
WRITING = Needs("emissions.keep_activity", "footprint:write", Reach.WRITE)
LONG = 5_000


class SeriesInput(Input):
    """A series to make."""

    key = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Of your choice: sent again, it gives the same series."
    )
    title = WordsText(max_length=200)
    activity = WordsText(max_length=200, help_text="What is counted.")
    unit = WordsText(max_length=30, help_text="Such as l, km or kg.")
    period_kind = serializers.ChoiceField(choices=PeriodKind.choices)
    boundary = serializers.ChoiceField(choices=Boundary.choices, help_text="Whose emissions.")
    dimension_label = WordsText(max_length=60, required=False, default="", help_text="What it is parted by.")
    dimensions = serializers.ListField(
        child=WordsText(max_length=100), required=False, default=list, max_length=50, help_text="The parts."
    )
    method = serializers.CharField(max_length=LONG, required=False, default="")
    method_version = WordsText(max_length=40, required=False, default="")
    source = WordsText(max_length=300, required=False, default="")  # type: ignore[assignment] # a name of a field, too
    source_kind = CodeText(required=False, default="", help_text="What of another system it belongs to.")
    source_id = CodeText(max_length=64, required=False, default="")


class ValueInput(Input):
    """One figure in the unit of the series."""

    period = WordsText(max_length=40, help_text="Such as 2022-03, 2022 Q1, autumn 2021 or 2022.")
    first_day = serializers.DateField(required=False, allow_null=True, default=None)
    last_day = serializers.DateField(required=False, allow_null=True, default=None)
    part = WordsText(required=False, default="", help_text="Empty where the series is not parted.")
    amount = serializers.DecimalField(max_digits=16, decimal_places=4, min_value=Decimal(0))


class ValuesInput(Input):
    """Figures to enter, all of them or none."""

    values = ValueInput(many=True)
    source_kind = CodeText(required=False, default="", help_text="What the figures come from, such as a report.")
    source_id = CodeText(max_length=64, required=False, default="")


class ActivitySeriesListView(ClientView):
    """The series of an organisation."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List activity series", output=SeriesOutput, many=True)
    def get(self) -> Response:
        """Those first that were made last, without their figures."""
        return self.page(NewestFirst(ActivitySeries.objects.filter(organisation=self.organisation)), SeriesOutput)

    @operation("Make an activity series", output=SeriesDetail, status=201, body=SeriesInput)
    def post(self) -> Response:
        """With its parts, without figures. The same key gives the series that it made."""
        said = dict(self.sent)
        key = said.pop("key")
        said["dimensions"] = tuple(said["dimensions"])
        made = make_series(organisation=self.organisation, said=SeriesSaid(**said), form_key=key)
        return Response(SeriesDetail(figures_of(made)).data, status=201)


class OneSeriesView(ClientView):
    """Something of one series, looked up before anything sent is read; another organisation's is 404."""

    found: ActivitySeries

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the series up."""
        super().initial(request, *args, **kwargs)
        found = series_called(self.organisation, self.kwargs["series"])
        if found is None:
            raise Http404
        self.found = found


class ActivitySeriesView(OneSeriesView):
    """One series."""

    needs = {"GET": READING}

    @operation("Read an activity series", output=SeriesDetail)
    def get(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Parts with factors, periods with figures, kg and what is missing, and breaks of method."""
        return Response(SeriesDetail(figures_of(self.found)).data)


class ActivityValuesView(OneSeriesView):
    """The figures of one series."""

    needs = {"POST": WRITING}

    @operation("Enter figures of an activity", output=EnteredOutput, body=ValuesInput)
    def post(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """All or none; a figure that is there with the same amount changes nothing, so they can be sent again.

        What is wrong is told row by row. A figure that is there with another amount is corrected on the page, with the
        reason.
        """
        said, problems = _said(self.found, self.sent["values"])
        if problems:
            raise ValuesRefusedError(problems)
        sources = {name: self.sent[name] for name in ("source_kind", "source_id")}
        return Response(EnteredOutput(enter_values(self.found, said, **sources)).data)


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


@details_of.register
def values_refused(exc: ValuesRefusedError) -> ProblemDetails:
    """Word each row that keeps figures from being entered."""
    names = {"dimension": "part"}
    errors = []
    for each in exc.rows:
        name = names.get(each.field, each.field)
        pointer = f"/values/{each.row}/{name}" if name != "values" else "/values"
        errors.append(FieldError("refused", each.sentence, name, pointer))
    return ProblemDetails(exc.status, "refused", str(exc), tuple(errors))


@details_of.register
def series_refused(exc: ActivityNotPossibleError) -> ProblemDetails:
    """Word what cannot be done with a series, at the field that stands in the way."""
    if not exc.field:
        return refused(exc)
    return ProblemDetails(
        exc.status, "refused", str(exc), (FieldError("refused", str(exc), exc.field, f"/{exc.field}"),)
    )
