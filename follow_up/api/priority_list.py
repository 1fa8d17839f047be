"""What to check first, and the hours for controls, as programs read them. Read only."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response

from follow_up.calculations.priority import part_column, points_column
from follow_up.calculations.priority_weights import Part, PriorityWeights
from follow_up.forms.priorities import read_priority_address
from follow_up.queries.control_hours import hours_of_month, hours_said, months_from
from follow_up.queries.own_priorities import weights_in_force
from follow_up.queries.priority_list import BY_OBLIGATION, priority_list
from follow_up.reports.priority_words import what_is_missing, why
from follow_up.services.keep_up import keep_up
from foundation.api.fields import PatternText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from procurement.api.fields import UnfitQueryError
from requirements_bank.calculations.requirement import Theme

READING = Needs("follow_up.view_follow_up")
_PART = "|".join(part.value for part in Part)
WEIGHTS = rf"^({_PART}):[0-9]{{1,2}}(\.[0-9]{{1,2}})?(,({_PART}):[0-9]{{1,2}}(\.[0-9]{{1,2}})?){{0,8}}\Z"
Row = dict[str, Any]


class PriorityParameters(Parameters):
    """What is ranked, and with which weights."""

    by = serializers.ChoiceField(
        choices=("contract", BY_OBLIGATION), required=False, help_text="What is ranked: contracts unless said."
    )
    category = serializers.CharField(max_length=60, required=False, help_text="A leaf, or an area with all its leaves.")
    theme = serializers.ChoiceField(
        choices=[theme.value for theme in Theme], required=False, help_text="About this theme."
    )
    weights = PatternText(
        WEIGHTS,
        required=False,
        max_length=300,
        help_text="What if: such as spend:40,tonnes:0, 0 to 99.99; what is not named weighs as now.",
    )


class PriorityPartOutput(serializers.Serializer[Any]):
    """One part of a score."""

    part = serializers.ChoiceField(choices=[part.value for part in Part])
    figure = serializers.FloatField(allow_null=True, help_text="From 0 to 1; null where it is not known.")
    points = serializers.FloatField(allow_null=True, help_text="What it adds to the score.")
    weight = serializers.FloatField()


class PriorityOutput(serializers.Serializer[Row]):
    """One row, with why it stands there. The method is docs/methods/priority.md."""

    rank = serializers.IntegerField()
    id = serializers.UUIDField(source="row", help_text="Of the contract, or of the obligation where those are ranked.")
    title = serializers.CharField()
    category = serializers.CharField(allow_blank=True)
    score = serializers.FloatField(allow_null=True, help_text="From 0 to 100; null where nothing is known.")
    coverage = serializers.FloatField(help_text="Share of the weights whose part is known.")
    why = serializers.SerializerMethodField(help_text="In the language asked for.")
    missing = serializers.SerializerMethodField(help_text="What is not known; empty where everything is.")
    planned_on = serializers.DateField(allow_null=True, help_text="First day of the month of the next planned control.")
    parts = serializers.SerializerMethodField()

    def get_why(self, row: Row) -> str:
        """Return the reasons in words."""
        return why(row, self.context["weights"], self.context["currency"])

    def get_missing(self, row: Row) -> str:
        """Return what is not known in words."""
        return what_is_missing(row, self.context["weights"])

    @extend_schema_field(PriorityPartOutput(many=True))
    def get_parts(self, row: Row) -> Any:  # noqa: ANN401 - JSON
        """Return every part."""
        weights: PriorityWeights = self.context["weights"]
        parts = [
            {
                "part": part.value,
                "figure": row[part_column(part)],
                "points": row[points_column(part)],
                "weight": weights.of(part),
            }
            for part in Part
        ]
        return PriorityPartOutput(parts, many=True).data


class PriorityListView(ClientView):
    """What to check first."""

    needs = {"GET": READING}

    @operation("List what to check first", output=PriorityOutput, many=True, parameters=PriorityParameters)
    def get(self) -> Response:
        """Running contracts or their obligations by priority; with other weights, what the order would be."""
        weights = _changed(weights_in_force(self.organisation), self.asked.get("weights", ""))
        wanted = read_priority_address({name: str(value) for name, value in self.asked.items()})
        today = timezone.localdate()
        keep_up(self.organisation, today)
        found = list(priority_list(self.organisation, weights, wanted, today).scores.iter_rows(named=True))
        context = {"weights": weights, "currency": self.organisation.currency}
        return self.page(InMemory(found, lambda row: (row["rank"],), (int,)), PriorityOutput, **context)


class PersonHoursOutput(serializers.Serializer[Any]):
    """The hours that one person has in a month."""

    person = serializers.UUIDField()
    name = serializers.CharField()
    hours = serializers.DecimalField(max_digits=5, decimal_places=1)


class MonthHoursOutput(serializers.Serializer[Any]):
    """The hours for controls in a month."""

    month = serializers.DateField(help_text="Its first day.")
    there_are = serializers.DecimalField(
        max_digits=8, decimal_places=1, allow_null=True, help_text="Null where nobody has said."
    )
    used = serializers.DecimalField(max_digits=8, decimal_places=2, help_text="Planned and done.")
    people = PersonHoursOutput(many=True)


class ControlHoursView(ClientView):
    """The hours for controls."""

    needs = {"GET": READING}

    @operation("List the hours for controls", output=MonthHoursOutput, many=True)
    def get(self) -> Response:
        """This month and the eleven after it: what there is, by person, and what is used."""
        months = months_from(timezone.localdate())
        said = hours_said(self.organisation).filter(month__in=months)
        rows = list(said.select_related("person").order_by("person__name"))
        found = []
        for month in months:
            whole = hours_of_month(self.organisation, month)
            people = [
                {"person": each.person.uuid, "name": each.person.name, "hours": each.hours}
                for each in rows
                if each.month == month
            ]
            found.append({"month": month, "there_are": whole.there_are, "used": whole.used, "people": people})
        return self.page(InMemory(found, lambda each: (each["month"].toordinal(),), (int,)), MonthHoursOutput)


def _changed(weights: PriorityWeights, said: str) -> PriorityWeights:
    if not said:
        return weights
    named = dict(each.split(":") for each in said.split(","))
    other = {Part(name): Decimal(weight) for name, weight in named.items()}
    whole = PriorityWeights({part: other.get(part, weights.of(part)) for part in Part})
    if not whole.total:
        sentence = _("Every weight is 0, so nothing would be ranked. Give at least one part a weight.")
        raise UnfitQueryError({"weights": [ErrorDetail(sentence, "no_weight_at_all")]})
    return whole
