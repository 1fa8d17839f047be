"""How risky each category is: as shipped, and as the organisation says itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.calculations.sector_risk import SectorRisk
from follow_up.forms.sector_risks import SectorRiskForm
from follow_up.queries.own_priorities import own_sector_risks
from follow_up.queries.sector_risks import shipped_sector_risks
from follow_up.services.priorities import set_sector_risk
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.views.register import SEE
from foundation import figures
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.reports.category_words import category_name

DECIDE = "follow_up.decide"


@require_GET
@organisation_page(SEE)
def sector_risks(request: OrganisationRequest) -> HttpResponse:
    """Show the risks that are in force, with where they come from."""
    return _page(request, SectorRiskForm())


@require_POST
@organisation_page(DECIDE)
def set_risk(request: OrganisationRequest) -> HttpResponse:
    """Let the organisation's own risk of a category be in force."""
    form = SectorRiskForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.cleaned_data
    try:
        set_sector_risk(
            organisation=request.organisation, category=said["category"], risks=form.risks, because=said["because"]
        )
    except FollowUpNotPossibleError as refused:
        form.add_error(refused.field or None, str(refused))
        return _page(request, form, status=refused.status)
    messages.success(request, _("Kept. The list is ranked anew."))
    return redirect("sector_risks", request.organisation.slug)


def _page(request: OrganisationRequest, form: SectorRiskForm, *, status: int = 200) -> HttpResponse:
    own, shipped = own_sector_risks(request.organisation), shipped_sector_risks().by_category
    codes = sorted({*own, *shipped}, key=category_name)
    home = request.organisation.slug
    context = {
        "table": _table([(own.get(code) or shipped[code], code in own) for code in codes]),
        "number": len(own),
        "form": form,
        "may_decide": request.place.may(DECIDE),
        "crumbs": [
            {"title": _("What should be checked first?"), "address": reverse("follow_up", args=[home])},
            {"title": _("Risks by category")},
        ],
    }
    return render_page(request, "follow_up/sector_risks.html", context, status=status)


def _table(risks: list[tuple[SectorRisk, bool]]) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "columns": [
            {"title": _("Category")},
            {"title": _("Climate"), "numeric": True},
            {"title": _("People in the supply chain"), "numeric": True},
            {"title": _("Pay and hours"), "numeric": True},
            {"title": _("Why")},
        ],
        "rows": [
            [
                category_name(each.category),
                *(figures.plain(risk, language, 1) for risk in (each.climate, each.social, each.wage)),
                _("Our own: %(reason)s") % {"reason": each.source}
                if is_own
                else each.reason.get(language[:2]) or each.reason.get("en"),
            ]
            for each, is_own in risks
        ],
    }
