"""One obligation as it is followed up: what it asks for now, what was found out, and what proves it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from follow_up.models import CheckResult, Deviation, EvidenceCover
from follow_up.queries.contract_spend import newest_spend
from follow_up.queries.seen import followed_obligation
from follow_up.reports.obligation_picture import obligation_picture
from follow_up.reports.obligation_words import obligation_answer, shown_results
from follow_up.reports.register_words import requirement_name, supplier_names, theme_names
from follow_up.reports.state_words import DEVIATION_LOOKS, state_tag
from follow_up.services.standings import work_out
from follow_up.views.register import CONTROL, SEE
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.reports.contract_words import shown_obligations


@require_GET
@organisation_page(SEE)
def followed_obligation_page(request: OrganisationRequest, obligation: UUID) -> HttpResponse:
    """Show an obligation of a signed contract."""
    found, today = followed_obligation(request.organisation, obligation), timezone.localdate()
    if found is None:
        raise Http404
    work_out([found.pk], today=today)
    standing = found.standing
    home = request.organisation.slug
    deviations = Deviation.objects.filter(obligation=found)
    steps = shown_obligations(found.contract, [found], today)[0].steps
    results = list(CheckResult.objects.filter(obligation=found))
    context = {
        "obligation": found,
        "contract": found.contract,
        "standing": standing,
        "tag": state_tag(standing.state),
        "answer": obligation_answer(standing, today),
        "requirement": requirement_name(standing),
        "suppliers": supplier_names(standing),
        "themes": theme_names(found.themes),
        "steps": steps,
        "drawing": obligation_picture(found, [shown.step for shown in steps], results, today),
        "results": shown_results(results, found),
        "evidence": [
            each.evidence for each in EvidenceCover.objects.filter(obligation=found).select_related("evidence")
        ],
        "deviations": [(each, DEVIATION_LOOKS[each.state]) for each in deviations],  # type: ignore[index] # a state's value
        "care": getattr(found, "care", None),
        "spend": newest_spend([found.contract_id]).get(found.contract_id),
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("Follow-up"), "address": reverse("register", args=[home])},
            {"title": found.contract.title, "address": reverse("contract", args=[home, found.contract.uuid])},
            {"title": found.title},
        ],
    }
    return render_page(request, "follow_up/obligation.html", context)
