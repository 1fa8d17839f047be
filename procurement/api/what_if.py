"""What would become of a staircase if the contract began, was extended or rose otherwise; nothing is kept."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.fields import FigureText, PatternText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.errors import NotFoundError
from procurement.api.fields import Figure, check_asked_days
from procurement.api.procurement_view import READING
from procurement.api.staircase_output import StepInForceOutput
from procurement.api.staircases import OneStaircaseView
from procurement.calculations.contract_period import MOST_OPTIONS
from procurement.calculations.staircase_what_if import Change, StepDifference, differences
from procurement.reports.staircase_what_if import in_words, plan_after

THRESHOLDS = r"^-?[0-9]{1,9}(\.[0-9]{1,4})?(,-?[0-9]{1,9}(\.[0-9]{1,4})?){0,19}\Z"


class WhatIfParameters(Parameters):
    """What would be different; what is left out is as planned."""

    first_day = serializers.DateField(required=False, help_text="The contract begins.")
    options = serializers.IntegerField(
        min_value=0, max_value=MOST_OPTIONS, required=False, help_text="So many extensions are used."
    )
    shift = FigureText(required=False, help_text="Added to every threshold, in its unit.")
    thresholds = PatternText(THRESHOLDS, required=False, max_length=300, help_text="Such as 50,70,90, in their order.")


class StepDifferenceOutput(serializers.Serializer[StepDifference]):
    """One step as planned and as it would be; null where it would never hold."""

    number = serializers.IntegerField()
    planned = StepInForceOutput(allow_null=True)
    changed = StepInForceOutput(allow_null=True)
    days_later = serializers.IntegerField(source="days", allow_null=True, help_text="Negative where it comes sooner.")
    planned_tonnes = Figure(allow_null=True, help_text="Tonnes CO2e over all its days; null where nobody can tell.")
    changed_tonnes = Figure(allow_null=True)


class WhatIfOutput(serializers.Serializer[Any]):
    """What would become of the plan."""

    first_day = serializers.DateField(source="period.first")
    last_day = serializers.DateField(source="period.last_possible", help_text="With the extensions that are used.")
    steps = StepDifferenceOutput(source="compared", many=True)
    sentences = serializers.ListField(child=serializers.CharField(), help_text="In the language asked for.")


class WhatIfView(OneStaircaseView):
    """What would become of a staircase."""

    needs = {"GET": READING}

    @operation("Ask what if", output=WhatIfOutput, parameters=WhatIfParameters)
    def get(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The plan beside what would become of it with another start, other extensions or other steps."""
        check_asked_days(self.asked)
        plan = self.saved().saved_plan
        if plan is None:
            raise NotFoundError(_("Say in the procurement when the contract begins and how long it runs."))
        other = plan_after(plan, self._change())
        savings = (dict(plan.savings.steps), dict(other.savings.steps))
        answer = {
            "period": other.period,
            "compared": differences(plan.steps, other.steps, savings),
            "sentences": in_words(plan, other),
        }
        return Response(WhatIfOutput(answer).data)

    def _change(self) -> Change:
        typed = self.asked.get("thresholds", "")
        return Change(
            first=self.asked.get("first_day"),
            options=self.asked.get("options"),
            shift=self.asked.get("shift") or Decimal(0),
            thresholds=tuple(Decimal(text) for text in typed.split(",") if text),
        )
