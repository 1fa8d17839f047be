"""The 24-month plan: what ends and must be bought again, and planning the next one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.plan_ahead import HORIZON_MONTHS
from procurement.queries.plan_ahead import plan_of
from procurement.queries.procurements import procurements_of
from procurement.reports.contract_words import who_delivers
from procurement.services.plan_next import PlannedNext, plan_next
from procurement.views.lists_seen import list_tabs
from procurement.views.procurement_seen import RUN, led_or_404


@require_GET
@organisation_page("procurement.view_procurement")
def plan(request: OrganisationRequest) -> HttpResponse:
    """Show what ends within 24 months, and by when buying anew has to begin."""
    today = timezone.localdate()
    found = plan_of(request.organisation, today)
    context = {
        "tabs": list_tabs(request, "procurement_plan"),
        "rows": [
            (
                row,
                row.is_urgent(today),
                row.has_ended(today),
                [(who_delivers(each), each.value, each) for each in row.contracts],
            )
            for row in found.ends
        ],
        "urgent": sum(row.is_urgent(today) for row in found.ends),
        "without_end": found.without_end,
        "months": HORIZON_MONTHS,
        "is_empty": not procurements_of(request.organisation).exists(),
        "may_run": request.place.may(RUN),
    }
    return render_page(request, "procurement/plan.html", context)


@require_POST
@organisation_page(RUN)
def plan_following(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Plan the purchase that follows a contract, and open it."""
    found = led_or_404(request, procurement)
    try:
        planned = plan_next(found)
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("procurement", request.organisation.slug, found.uuid)
    for sentence in _sentences(planned):
        messages.success(request, sentence)
    return redirect("procurement", request.organisation.slug, planned.procurement.uuid)


def _sentences(planned: PlannedNext) -> list[str]:
    if not planned.is_new:
        return [_("It is planned already: this is it.")]
    carried = ngettext(
        "The next one is planned, and %(number)s requirement came along. Look through its days.",
        "The next one is planned, and %(number)s requirements came along. Look through its days.",
        planned.carried,
    )
    sentences = [carried % {"number": planned.carried}]
    if planned.is_unweighed:
        sentences.append(_("The lots had weights of their own, so no weights came along. Weigh the criteria anew."))
    if planned.left_behind:
        sentence = _("No longer published, and left behind: %(codes)s.")
        sentences.append(sentence % {"codes": ", ".join(planned.left_behind)})
    return [*sentences, *_of_staircases(planned)]


def _of_staircases(planned: PlannedNext) -> list[str]:
    """Say how the staircases came along, those that need a look by their codes."""
    came = planned.staircases
    told = {
        _("Rise in the same steps: %(codes)s. Nobody else sees them yet."): [each for each in came if each.is_carried],
        _("Begin where the former contract stood at its end: %(codes)s."): [each for each in came if each.is_raised],
        _("Fixed days moved with the start, look at them: %(codes)s."): [each for each in came if each.has_moved_days],
        _("Steps that could not come along: %(codes)s."): [each for each in came if not each.is_carried],
    }
    return [sentence % {"codes": ", ".join(each.code for each in those)} for sentence, those in told.items() if those]
