"""Procurements of an organisation: find, make, read, change, and move on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from rest_framework.response import Response

from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.fields import check_category, check_cpv, check_days
from procurement.api.procurement_input import (
    ProcurementChange,
    ProcurementInput,
    ProcurementParameters,
    StageInput,
)
from procurement.api.procurement_output import ProcurementDetail, ProcurementOutput
from procurement.api.procurement_view import READING, WRITING, OneProcurementView, procurement_answer
from procurement.api.refusals import require_revision
from procurement.models import Procurement, Stage
from procurement.queries.narrowed_procurements import Narrowed, narrowed_procurements
from procurement.services.ask import fill_all
from procurement.services.asked_values import Filling
from procurement.services.procurements import change_procurement, make_procurement, move_to


class ProcurementsView(ClientView):
    """The procurements of an organisation."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List procurements", output=ProcurementOutput, many=True, parameters=ProcurementParameters)
    def get(self) -> Response:
        """What the organisation leads or buys along in, the newest first."""
        asked = dict(self.asked)
        narrowed = Narrowed(words=asked.pop("q", ""), **asked)
        return self.page(NewestFirst(narrowed_procurements(self.organisation, narrowed)), ProcurementOutput)

    @operation("Make a procurement", output=ProcurementDetail, status=201, body=ProcurementInput)
    def post(self) -> Response:
        """The organisation leads it. No more than its name has to be known."""
        said = checked(self.sent)
        weight = said.pop("price_weight", None)
        with transaction.atomic():
            made = make_procurement(organisation=self.organisation, **said)
            weigh_price(made, weight)
        return procurement_answer(made, self.organisation, status=201)


class ProcurementView(OneProcurementView):
    """One procurement."""

    needs = {"GET": READING, "PATCH": WRITING}

    @operation("Read a procurement", output=ProcurementDetail)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Its days, lots, buyers and people, what its weights make up, and what is at stake."""
        return procurement_answer(self.found, self.organisation)

    @operation("Change a procurement", output=ProcurementDetail, body=ProcurementChange)
    def patch(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """What is left out stays. From another revision than the newest it is 409, which names the newest one."""
        said = checked(self.sent)
        revision = said.pop("revision")
        require_revision(revision, self.found.revision)
        with transaction.atomic():
            if "price_weight" in said:
                weigh_price(self.found, said.pop("price_weight"))
            change_procurement(self.found, revision=revision, **said)
        return procurement_answer(self.found, self.organisation)


class StageView(OneProcurementView):
    """How far a procurement has come."""

    needs = {"POST": WRITING}

    @operation("Move a procurement to a stage", output=ProcurementDetail, body=StageInput)
    def post(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Any stage, also back; one that is stopped needs a reason. From an old revision it is 409.

        Sent again, nothing changes: what stands at the stage already is answered as it is, whatever revision was read.
        """
        stage, revision = Stage(self.sent["stage"]), self.sent["revision"]
        if stage == Stage.STOPPED or self.found.stage != stage:
            require_revision(revision, self.found.revision)
        move_to(self.found, stage, because=self.sent["because"], revision=revision)
        return procurement_answer(self.found, self.organisation)


def checked(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent; UnfitError for days, a category or codes that there are not."""
    check_days(sent)
    check_category(sent)
    check_cpv(sent.get("cpv", ()))
    return dict(sent)


def weigh_price(procurement: Procurement, weight: Any) -> None:  # noqa: ANN401 - a decimal or nothing
    """Keep the weight of the price in per cent; nothing takes it away."""
    fill_all(procurement, {}, price=Filling(weight=weight, weighs=True))
