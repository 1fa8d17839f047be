"""What would become of a staircase if the contract began, was extended or rose otherwise; an address to share."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.staircase_what_if import WhatIfForm
from procurement.reports.staircase_what_if import in_words, plan_after, side_by_side
from procurement.views.staircase_seen import seen_or_404, staircase_context


@require_GET
@organisation_page("procurement.view_procurement")
def what_if(request: OrganisationRequest, procurement: UUID, asked: UUID) -> HttpResponse:
    """Show the plan beside what would become of it."""
    seen = seen_or_404(request, procurement, asked)
    plan = seen.saved_plan
    if plan is None:
        raise Http404
    form = WhatIfForm(request.GET or None, plan.period)
    other = plan_after(plan, form.change) if form.is_bound else None
    context = staircase_context(request, seen, None)
    crumbs = [*context["crumbs"][:-1], {"title": seen.title, "address": request.path.removesuffix("what-if/")}]
    context |= {"crumbs": [*crumbs, {"title": _("What if")}], "form": form, "gaps": plan.gaps}
    if other:
        today = timezone.localdate()
        context |= {"sides": side_by_side(plan, other, today), "sentences": in_words(plan, other)}
    return render_page(request, "procurement/staircase_what_if.html", context)
