"""What the pages of controls share: loading one, its breadcrumbs, and what a phone is told."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from follow_up.models import Control, ControlState
from follow_up.queries.controls import control_called
from organisations.pages import OrganisationRequest

SEE = "follow_up.view_follow_up"
CONTROL = "follow_up.control"


def control_or_404(request: OrganisationRequest, uuid: UUID) -> Control:
    """Return the control that the organisation holds."""
    found = control_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def control_context(request: OrganisationRequest, control: Control, here: str = "") -> dict[str, Any]:
    """Return what every page of a control shows; `here` names a page within it."""
    home = request.organisation.slug
    crumbs = [
        {"title": _("Controls"), "address": reverse("controls", args=[home])},
        {"title": control.contract.title, "address": reverse("control", args=[home, control.uuid])},
    ]
    may = request.place.may(CONTROL)
    return {
        "control": control,
        "may_control": may,
        "is_open": control.state == ControlState.UNDER_WAY,
        "may_answer": may and control.state == ControlState.UNDER_WAY,
        "crumbs": [*crumbs, {"title": here}] if here else crumbs,
    }
