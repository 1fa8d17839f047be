"""Joint staircases in sight: list, propose, and one with its versions, its matrix and its conflicts."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.fields import WordsText
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.body_examples import JOINT, shown_by
from procurement.api.fields import FreeText, check_asked_days, check_category
from procurement.api.joint_output import JointDetail, JointOutput
from procurement.api.procurement_view import READING, WRITING
from procurement.api.staircase_input import StepInput, simple_steps
from procurement.models import JointStaircase
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.categories_below import codes_below
from procurement.queries.joint_staircases import (
    agreed_version,
    joint_called,
    joint_staircases,
    matrix_of,
    proposed_version,
)
from procurement.services.joint_staircases import propose_joint_staircase
from requirements_bank.api.adoptions import version_named
from requirements_bank.models import SeenBy

LONGEST, USUAL_MONTHS = 2000, 48


class JointListParameters(Parameters):
    """Which joint staircases."""

    category = serializers.CharField(max_length=60, required=False, help_text="A leaf, or an area with all its leaves.")


class JointParameters(Parameters):
    """Which contracts are compared."""

    first_day = serializers.DateField(required=False, help_text="They begin; the first of next January if left out.")
    months = serializers.IntegerField(
        min_value=1, max_value=LONGEST_MONTHS, required=False, default=USUAL_MONTHS, help_text="They run for so long."
    )


@shown_by(JOINT)
class JointInput(Input):
    """A joint staircase to propose."""

    title = WordsText(max_length=200)
    requirement = serializers.UUIDField(help_text="A published version with a threshold that can rise.")
    steps = StepInput(many=True)
    description = FreeText(max_length=LONGEST, required=False, default="")
    category = serializers.CharField(max_length=60, required=False, default="", allow_blank=True)
    seen_by = serializers.ChoiceField(choices=SeenBy.values, default=SeenBy.NETWORK.value)


class JointStaircasesView(ClientView):
    """The joint staircases in sight."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List joint staircases", output=JointOutput, many=True, parameters=JointListParameters)
    def get(self) -> Response:
        """Those of the organisation's networks and those that everybody sees, the newest first."""
        found = joint_staircases().prefetch_related("versions")
        if category := self.asked.get("category"):
            found = found.filter(category__in=codes_below(category))
        return self.page(NewestFirst(found), JointOutput)

    @operation("Propose a joint staircase", output=JointDetail, status=201, body=JointInput)
    def post(self) -> Response:
        """Only a purchasing network does; its members can vote on the first version from then on."""
        check_category(self.sent)
        said = {**self.sent, "steps": simple_steps(self.sent["steps"])}
        said["requirement"] = version_named(said["requirement"])
        made = propose_joint_staircase(network=self.organisation, **said)
        return joint_answer(made, status=201)


class OneJointView(ClientView):
    """Something of one joint staircase in sight; any other is 404, whatever is sent."""

    of_network = False
    found: JointStaircase

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look it up, and keep others than its network from deciding about it."""
        super().initial(request, *args, **kwargs)
        found = joint_called(self.kwargs["joint"])
        if found is None:
            raise Http404
        is_asked = self.of_network and str(request.method) in self.needs
        if is_asked and found.organisation_id != self.organisation.pk:
            sentence = _("Only %(network)s does this.") % {"network": found.organisation.name}
            raise PermissionDenied(sentence, "permission_denied")
        self.found = found


class JointStaircaseView(OneJointView):
    """One joint staircase."""

    needs = {"GET": READING}

    @operation("Read a joint staircase", output=JointDetail, parameters=JointParameters)
    def get(self, joint: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its versions with their votes, how each member follows it, and when members ask different things."""
        check_asked_days(self.asked)
        return joint_answer(self.found, first_day=self.asked.get("first_day"), months=self.asked["months"])


def joint_answer(
    joint: JointStaircase, *, status: int = 200, first_day: date | None = None, months: int = USUAL_MONTHS
) -> Response:
    """Answer with a joint staircase as it is now."""
    now = joint_staircases().prefetch_related("versions").get(pk=joint.pk)
    first = first_day or date(timezone.localdate().year + 1, 1, 1)
    shown = agreed_version(now) or proposed_version(now)
    rows = matrix_of(now, shown) if shown else []
    context = {"rows": rows, "first_day": first, "months": months}
    return Response(JointDetail(now, context=context).data, status=status)
