"""What public buyers will ask for, where and when: for suppliers and their programs, without signing in."""

from typing import Any

from django.utils import timezone
from django.utils.cache import patch_cache_control
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.access import NOTHING, open_access
from foundation.api.input import Parameters
from foundation.api.operations import OperationView, operation
from foundation.api.pagination import InMemory
from foundation.api.views import PublicView
from procurement.api.fields import Figure
from procurement.api.staircase_output import DIRECTIONS
from procurement.queries.coming_steps import Coming, codes_coming, coming_steps

KEPT_SECONDS = 300


class ComingParameters(Parameters):
    """What is looked for."""

    category = serializers.CharField(max_length=60, required=False, help_text="A leaf, or an area with all its leaves.")


class ComingStepOutput(serializers.Serializer[Any]):
    """A step: with its days in a planned or signed contract, or by months after the beginning of any new one."""

    threshold = Figure()
    first = serializers.DateField(allow_null=True, default=None, help_text="Or the day on which it takes effect.")
    last = serializers.DateField(allow_null=True, default=None)
    months = serializers.IntegerField(allow_null=True, default=None, help_text="After the contract begins.")


class ComingOutput(serializers.Serializer[Coming]):
    """What one buyer will ask for on one requirement."""

    buyer = serializers.CharField()
    country = serializers.CharField()
    category = serializers.CharField()
    code = serializers.CharField(help_text="Of the requirement.")
    topic = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.ChoiceField(choices=DIRECTIONS)
    network = serializers.CharField(
        help_text="Whose joint steps these follow; empty for a contract. `way` says whether as it agreed."
    )
    way = serializers.CharField(
        help_text="How the joint steps are followed: as_it_is, later or otherwise; empty for a contract."
    )
    months_later = serializers.IntegerField(help_text="Than the network has agreed.")
    differs = serializers.BooleanField(help_text="Whether contracts differ; shown is what all ask for.")
    steps = serializers.SerializerMethodField()

    @extend_schema_field(ComingStepOutput(many=True))
    def get_steps(self, coming: Coming) -> Any:  # noqa: ANN401 - JSON
        """Return the steps in order."""
        steps: list[dict[str, Any]] = [
            {"threshold": each.threshold, "first": each.first, "last": each.last} for each in coming.dated
        ]
        steps += [{"threshold": asked, "months": months, "first": day} for asked, months, day in coming.by_month]
        return ComingStepOutput(steps, many=True).data


class ComingView(PublicView, OperationView):
    """What will be asked, for everybody."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """See nothing beside what is public until the answer is written."""
        super().initial(request, *args, **kwargs)
        self.opened.enter_context(open_access(NOTHING))

    @operation("List what buyers will ask for", output=ComingOutput, many=True, parameters=ComingParameters)
    def get(self) -> Response:
        """What buyers show to everybody, by requirement and buyer. Needs no token; may be kept for five minutes."""
        category, today = self.asked.get("category", ""), timezone.localdate()
        found = coming_steps(category, codes_coming(category, today), today)
        places = {id(each): place for place, each in enumerate(found)}
        answer = self.page(InMemory(found, lambda each: (places[id(each)],), (int,)), ComingOutput)
        patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
        return answer
