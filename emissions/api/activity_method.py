"""How an activity series is counted: the factor of each part, and the days on which its method breaks."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.activity_output import SeriesDetail
from emissions.api.activity_view import WRITING, OneSeriesView, part_of, series_answer
from emissions.services.activity_method import mark_method_break, pin_factor
from foundation.api.fields import CodeText, FigureText, LongText, WordsText, YesOrNo
from foundation.api.input import Input
from foundation.api.operations import operation


class PinFactorInput(Input):
    """The factor of a part; its figures are copied, so that a newer version of the set changes nothing here."""

    part = LongText(max_length=100, required=False, default="", help_text="Empty where the series is not parted.")
    factor_set = CodeText(help_text="Of the published sets of factors by activity.")
    factor = WordsText(max_length=60, help_text="Its code in the set.")
    with_indirect = YesOrNo(required=False, default=False, help_text="Add what making the fuel emits.")
    per_unit = FigureText(
        r"^[0-9]{1,9}(\.[0-9]{1,9})?\Z",
        required=False,
        allow_null=True,
        default=None,
        help_text="How much of the factor's unit one unit of the series is, where the units measure different things.",
    )
    per_unit_source = LongText(
        max_length=300, required=False, default="", help_text="Where per_unit comes from; needed with it."
    )


class MethodBreakInput(Input):
    """From when on, and why, figures are counted in another way."""

    first_day = serializers.DateField()
    reason = LongText(max_length=500, help_text="What is counted in another way, and why.")


class ActivityFactorsView(OneSeriesView):
    """The factors of a series."""

    needs = {"POST": WRITING}

    @operation("Choose the factor of a part", output=SeriesDetail, body=PinFactorInput)
    def post(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """It takes the place of the one that the part has. A conversion that the set carries is taken by itself."""
        said = dict(self.sent)
        part = part_of(self.found, said.pop("part"))
        pin_factor(part, code=said.pop("factor"), **said)
        return series_answer(self.found)


class ActivityBreaksView(OneSeriesView):
    """Where the method of a series breaks."""

    needs = {"POST": WRITING}

    @operation("Mark a break of method", output=SeriesDetail, body=MethodBreakInput)
    def post(self, series: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Nothing is compared across it. A day has one break at most: 422."""
        mark_method_break(self.found, **self.sent)
        return series_answer(self.found)
