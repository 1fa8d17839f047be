"""The ground of views of one procurement, or of one requirement in it: looked up before anything sent is read."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from organisations.models import Organisation
from procurement.api.procurement_output import ProcurementDetail
from procurement.models import AskedRequirement, Procurement
from procurement.queries.procurements import procurement_called, procurements_of
from procurement.queries.staircase_page import asked_called

READING = Needs("procurement.view_procurement")
RUNNING = Needs("procurement.run_procurement")
"""To read what only those see who run the procurement for its lead: for who buys along it is not there."""
WRITING = Needs("procurement.run_procurement", "procurement:write", Reach.WRITE)


class OneProcurementView(ClientView):
    """Something of one procurement that the organisation leads or buys along in; any other is 404, whatever is sent.

    Only the lead changes it: who buys along is told so (403).
    """

    found: Procurement

    @property
    def runs_it(self) -> bool:
        """Whether the client may change the procurement."""
        is_lead = self.found.organisation_id == self.organisation.pk
        return is_lead and self.api_client.place.may(WRITING.permission)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the procurement up, and keep who only buys along from changing it."""
        super().initial(request, *args, **kwargs)
        found = procurement_called(self.organisation, self.kwargs["procurement"])
        if found is None:
            raise Http404
        needed = self.needs.get(str(request.method))
        if needed == RUNNING and found.organisation_id != self.organisation.pk:
            raise Http404
        if needed == WRITING and found.organisation_id != self.organisation.pk:
            sentence = _("%(lead)s leads this procurement and changes it; who buys along reads it.")
            raise PermissionDenied(sentence % {"lead": found.organisation.name}, "permission_denied")
        self.found = found


class OneAskedView(OneProcurementView):
    """Something of one requirement that a procurement asks for; what was taken out is 404."""

    asked_for: AskedRequirement

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the requirement up."""
        super().initial(request, *args, **kwargs)
        found = asked_called(self.found, self.kwargs["asked"])
        if found is None:
            raise Http404
        self.asked_for = found


def detail_of(procurement: Procurement, reader: Organisation) -> Any:  # noqa: ANN401 - JSON
    """Return a procurement as it is now, as the reader's organisation sees it."""
    now = procurements_of(reader).prefetch_related("lots").get(pk=procurement.pk)
    return ProcurementDetail(now, context={"reader": reader}).data


def procurement_answer(procurement: Procurement, reader: Organisation, *, status: int = 200) -> Response:
    """Answer with a procurement as it is now."""
    return Response(detail_of(procurement, reader), status=status)
