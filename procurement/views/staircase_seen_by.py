"""Who sees the steps of a requirement, also where the steps themselves stay as they are."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from procurement.forms.staircase_rules import SeenByForm
from procurement.services.show_steps_to import show_steps_to
from procurement.views.procurement_seen import RUN, led_or_404
from procurement.views.staircase_seen import seen_or_404
from requirements_bank.models import SeenBy


@require_POST
@organisation_page(RUN)
def show_to(request: OrganisationRequest, procurement: UUID, asked: UUID) -> HttpResponse:
    """Keep who sees the steps, whether they may change or not."""
    led_or_404(request, procurement)
    seen = seen_or_404(request, procurement, asked)
    form = SeenByForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            show_steps_to(seen.asked, SeenBy(said["seen_by"]), revision=said["revision"] or 0)
        except DomainError as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose who sees the steps."))
    return redirect("staircase", request.organisation.slug, procurement, asked)
