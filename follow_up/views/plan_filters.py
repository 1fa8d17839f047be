"""What of the plan is chosen, and what else can be."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from follow_up.models import TaskKind
from follow_up.queries.seen import followed_contracts
from follow_up.queries.tasks import CANCELLED, DONE, LATE, NOBODY, WantedTasks, found_tasks
from foundation.addresses import changed
from organisations.pages import OrganisationRequest
from organisations.queries.people import staff_of

FILTERS = ("person", "contract", "kind")


def state_chips_of_plan(request: OrganisationRequest, wanted: WantedTasks, today: date) -> list[dict[str, Any]]:
    """Return the states as chips, each with how many there are of what else was chosen."""
    names = {"": _("To do"), LATE: _("Late"), DONE: _("Done"), CANCELLED: _("Cancelled")}
    return [
        {
            "title": name,
            "address": changed(request, state=state or None),
            "current": wanted.state == state,
            "count": found_tasks(request.organisation, replace(wanted, state=state), today, request.user).count(),
        }
        for state, name in names.items()
    ]


def fields_of_plan(request: OrganisationRequest, wanted: WantedTasks) -> list[dict[str, Any]]:
    """Return the fields by which the plan is narrowed down."""
    people = [(str(each.user.uuid), each.user.name) for each in staff_of(request.organisation)]
    contracts = followed_contracts(request.organisation).order_by("title", "pk").values_list("uuid", "title")
    chosen = str(wanted.contract or "")
    return [
        {"name": "person", "title": _("Owner"), "value": wanted.person, "choices": [*people, (NOBODY, _("nobody"))]},
        {
            "name": "contract",
            "title": _("Contract"),
            "value": chosen,
            "choices": [(str(uuid), title) for uuid, title in contracts],
        },
        {"name": "kind", "title": _("What it is"), "value": wanted.kind, "choices": TaskKind.choices},
    ]
