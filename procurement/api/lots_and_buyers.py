"""How a procurement is divided into lots, and who buys along."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from foundation.api.operations import operation
from organisations.models import Organisation
from procurement.api.fields import check_cpv, unfit
from procurement.api.procurement_input import BuyersInput, LotsInput
from procurement.api.procurement_output import ProcurementDetail
from procurement.api.procurement_view import WRITING, OneProcurementView, procurement_answer
from procurement.api.refusals import require_revision
from procurement.models import Lot, Procurement
from procurement.queries.taking_part import buying_organisations, near_organisations
from procurement.services.lots import add_lots, change_lot, remove_lot
from procurement.services.procurements import name_buyers


class LotsView(OneProcurementView):
    """The lots of a procurement."""

    needs = {"PUT": WRITING}

    @operation("Divide a procurement into lots", output=ProcurementDetail, body=LotsInput)
    def put(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """All lots as they are to be: new ones come last, and those that are left out go.

        A lot that still asks for something cannot go. One that is there names the revision that was read: from an old
        one nothing is changed (409).
        """
        with transaction.atomic():
            replace_lots(self.found, self.sent["lots"])
        return procurement_answer(self.found, self.organisation)


class BuyersView(OneProcurementView):
    """Who buys along in a procurement."""

    needs = {"PUT": WRITING}

    @operation("Name who buys along", output=ProcurementDetail, body=BuyersInput)
    def put(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Exactly these organisations buy along and read it; new ones are in a network with the lead."""
        here = [*buying_organisations(self.found), *near_organisations(self.found.organisation)]
        name_buyers(self.found, buyers_called(self.sent["buyers"], here))
        return procurement_answer(self.found, self.organisation)


def buyers_called(slugs: Iterable[str], here: Iterable[Organisation]) -> list[Organisation]:
    """Return the organisations with these short names among those `here`; UnfitError names one that is not."""
    known = {each.slug: each for each in here}
    for slug in slugs:
        if slug not in known:
            sentence = _("“%(name)s” is no organisation in a network with the lead. Take it out.")
            raise unfit("buyers", sentence % {"name": slug}, "unknown_organisation")
    return [known[slug] for slug in dict.fromkeys(slugs)]


def replace_lots(procurement: Procurement, lots: list[dict[str, Any]]) -> None:
    """Let the procurement have these lots; UnfitError names one that it does not have, or that stands there twice."""
    there = {lot.uuid: lot for lot in Lot.objects.filter(procurement=procurement).select_related("procurement")}
    kept: set[UUID] = set()
    for place, said in enumerate(lots):
        check_cpv(said["cpv"], f"lots.{place}.cpv")
        if "lot" not in said:
            continue
        if said["lot"] not in there or said["lot"] in kept:
            raise unfit(f"lots.{place}.lot", _("The procurement has no such lot, or it is here twice."), "unknown_lot")
        kept.add(said["lot"])
        if "revision" not in said:
            raise unfit(f"lots.{place}.revision", _("Send the revision of the lot that you read."), "required")
        require_revision(said["revision"], there[said["lot"]].revision, f"lots.{place}.revision")
    for uuid in there.keys() - kept:
        remove_lot(there[uuid])
    for said in lots:
        if "lot" in said:
            change_lot(there[said["lot"]], **{name: value for name, value in said.items() if name != "lot"})
    new = [{name: value for name, value in said.items() if name != "revision"} for said in lots if "lot" not in said]
    add_lots(procurement, new)  # type: ignore[arg-type]  # its fields are the same
