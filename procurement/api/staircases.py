"""How requirements of a procurement rise in steps: read, put, take away, ask what if, and look at the neighbours."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory, NewestFirst
from foundation.errors import NotFoundError
from organisations.api.client_view import ClientView
from procurement.api.asked import line_of
from procurement.api.procurement_view import READING, WRITING, OneAskedView, OneProcurementView
from procurement.api.refusals import require_revision
from procurement.api.staircase_input import SeenByInput, StaircaseInput, planned_steps, sent_rules
from procurement.api.staircase_output import ShownStaircaseOutput, StaircaseDetail, StaircaseOutput
from procurement.models import ShownStaircase
from procurement.queries.asked import asked_lines
from procurement.queries.signed_steps import signed_steps
from procurement.queries.staircases import shown_staircases
from procurement.reports.rising import Rising, rising_of
from procurement.services.show_steps_to import show_steps_to
from procurement.services.staircases import let_rise, take_steps_out
from requirements_bank.models import SeenBy


class StaircasesView(OneProcurementView):
    """The staircases of a procurement."""

    needs = {"GET": READING}

    @operation("List the staircases of a procurement", output=StaircaseOutput, many=True)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Every requirement that can rise, with its steps and their days; those that do not rise have no revision."""
        lines = asked_lines(self.found)
        signed = signed_steps((line.asked.pk for line in lines), timezone.localdate())
        found = [rising for line in lines if (rising := rising_of(self.found, line, signed))]
        places = {rising.asked.pk: place for place, rising in enumerate(found)}
        return self.page(InMemory(found, lambda rising: (places[rising.asked.pk],), (int,)), StaircaseOutput)


class OneStaircaseView(OneAskedView):
    """Something of the staircase of one requirement; one that cannot rise is 404, whatever is sent."""

    rising: Rising

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look it up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        rising = rising_of(self.found, line_of(self.asked_for))
        if rising is None:
            raise NotFoundError(_("This requirement has no threshold that could rise in steps."))
        self.rising = rising

    @property
    def revision(self) -> int | None:
        """The revision of its steps; None where there are none."""
        return self.rising.stored.revision if self.rising.stored else None

    def saved(self) -> Rising:
        """Return it, if it rises; NotFoundError where it asks for the same from the first day to the last."""
        if self.rising.stored is None:
            raise NotFoundError(_("There are no steps yet. Put some, with null as their revision."))
        return self.rising


class RevisionParameters(Parameters):
    """Which revision."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="The one that was read.")


class StaircaseView(OneStaircaseView):
    """The staircase of one requirement."""

    needs = {"GET": READING, "PUT": WRITING, "DELETE": WRITING}

    @operation("Read a staircase", output=StaircaseDetail)
    def get(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Steps as written and with their days, rules, what is worth a thought, and what each step may save."""
        return Response(StaircaseDetail(self.saved(), context={"runs_it": self.runs_it}).data)

    @operation("Put a staircase", output=StaircaseDetail, body=StaircaseInput)
    def put(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The whole staircase as it is to be; what keeps it from standing is told step by step (422).

        From another revision than the newest it is 409, which names the newest one. Frozen steps stay (409).
        """
        steps, rules = planned_steps(self.sent["steps"]), sent_rules(self.sent)
        require_revision(self.sent["revision"], self.revision)
        with transaction.atomic():
            let_rise(self.asked_for, steps, rules, revision=self.sent["revision"])
            answer = StaircaseDetail(self._now(), context={"runs_it": self.runs_it}).data
            transaction.set_rollback(self.sent["check_only"])
        return Response(answer)

    @operation("Take a staircase away", output=StaircaseOutput, parameters=RevisionParameters)
    def delete(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """The requirement asks for the same from the first day to the last again."""
        self.saved()
        require_revision(self.asked["revision"], self.revision)
        take_steps_out(self.asked_for, revision=self.asked["revision"])
        return Response(StaircaseOutput(self._now()).data)

    def _now(self) -> Rising | None:
        return rising_of(self.found, line_of(self.asked_for))


class SeenByView(OneStaircaseView):
    """Who sees the steps of one requirement."""

    needs = {"PUT": WRITING}

    @operation("Say who sees a staircase", output=StaircaseOutput, body=SeenByInput)
    def put(self, procurement: UUID, asked: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Also of frozen steps, and once there are bids: nobody bids on who may look. The steps stay as they are."""
        self.saved()
        seen_by = SeenBy(self.sent["seen_by"])
        if self.rising.stored and self.rising.stored.seen_by != seen_by:
            require_revision(self.sent["revision"], self.revision)
        show_steps_to(self.asked_for, seen_by, revision=self.sent["revision"])
        return Response(StaircaseOutput(rising_of(self.found, line_of(self.asked_for))).data)


class ShownParameters(Parameters):
    """Which staircases."""

    category = serializers.CharField(max_length=60, required=False, help_text="A leaf, or an area with all its leaves.")


class ShownStaircasesView(ClientView):
    """What neighbours show of their staircases."""

    needs = {"GET": READING}

    @operation("List the neighbours' staircases", output=ShownStaircaseOutput, many=True, parameters=ShownParameters)
    def get(self) -> Response:
        """What other organisations ask for and when, as far as they let the client's organisation see it."""
        found = shown_staircases(self.organisation, self.asked.get("category", ""))
        return self.page(NewestFirst[ShownStaircase](found), ShownStaircaseOutput)
