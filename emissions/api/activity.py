"""Activity series: list, make, read and change them."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.activity_output import SeriesDetail, SeriesOutput
from emissions.api.activity_view import (
    READING,
    WRITING,
    OneSeriesView,
    require_series_revision,
    series_answer,
)
from emissions.models import ActivitySeries
from emissions.models.activity import Boundary, PeriodKind
from emissions.services.activity_series import SeriesSaid, change_series, make_series
from foundation.api.fields import CodeText, LongText, TypedUuid, WordsText
from foundation.api.input import Input
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView

LONG = 5_000
KEPT = (
    "title", "activity", "unit", "period_kind", "boundary", "dimension_label", "method", "method_version", "source",
)  # fmt: skip


class SeriesInput(Input):
    """A series to make."""

    key = TypedUuid(
        required=False, allow_null=True, default=None, help_text="Of your choice: sent again, it gives the same series."
    )
    title = WordsText(max_length=200)
    activity = WordsText(max_length=200, help_text="What is counted.")
    unit = WordsText(max_length=30, help_text="Such as l, km or kg.")
    period_kind = serializers.ChoiceField(choices=PeriodKind.choices)
    boundary = serializers.ChoiceField(choices=Boundary.choices, help_text="Whose emissions.")
    dimension_label = LongText(max_length=60, required=False, default="", help_text="What it is parted by.")
    dimensions = serializers.ListField(
        child=WordsText(max_length=100), required=False, default=list, max_length=50, help_text="The parts."
    )
    method = LongText(max_length=LONG, required=False, default="")
    method_version = LongText(max_length=40, required=False, default="")
    source = LongText(max_length=300, required=False, default="")  # type: ignore[assignment] # a name of a field, too
    source_kind = CodeText(required=False, default="", help_text="What of another system it belongs to.")
    source_id = CodeText(max_length=64, required=False, default="")


class SeriesChange(Input):
    """What is to be said of a series; what is left out stays."""

    revision = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="Of the series as it was read; 409 unless the newest."
    )
    title = WordsText(max_length=200, required=False)
    boundary = serializers.ChoiceField(choices=Boundary.choices, required=False, help_text="Whose emissions.")
    dimension_label = LongText(max_length=60, required=False, help_text="What it is parted by.")
    dimensions = serializers.ListField(
        child=WordsText(max_length=100),
        required=False,
        max_length=50,
        help_text="Parts to add; those that are there stay.",
    )
    method = LongText(max_length=LONG, required=False)
    method_version = LongText(max_length=40, required=False)
    source = LongText(max_length=300, required=False)  # type: ignore[assignment] # a name of a field, too


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
        return series_answer(made, status=201)


class ActivitySeriesView(OneSeriesView):
    """One series."""

    needs = {"GET": READING, "PATCH": WRITING}

    @operation("Read an activity series", output=SeriesDetail)
    def get(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Parts with factors, periods with figures, kg and what is missing, and breaks of method."""
        return series_answer(self.found)

    @operation("Change an activity series", output=SeriesDetail, body=SeriesChange)
    def patch(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """How it is told, and more parts; what is counted, its unit and its periods stay: figures rest on them.

        What is left out stays. From another revision it is 409.
        """
        sent = dict(self.sent)
        revision = sent.pop("revision")
        require_series_revision(self.found, revision)
        sent["dimensions"] = tuple(sent.get("dimensions", ()))
        said = SeriesSaid(**{name: getattr(self.found, name) for name in KEPT} | sent)
        return series_answer(change_series(self.found, revision=revision, said=said))
