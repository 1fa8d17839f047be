"""All requirements of a procurement that can rise in steps, with what each of them asks when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.saving_basis import basis_of
from procurement.models import Lot
from procurement.queries.asked import AskedLine, asked_lines
from procurement.queries.signed_steps import SignedSteps, signed_steps
from procurement.queries.staircases import period_of, stored_as_staircase
from procurement.reports.staircase_picture import small_picture
from procurement.reports.staircase_plan import Plan, answer, as_signed, signed_sentence
from procurement.services.documents_bid_on import why_steps_stay
from procurement.views.procurement_seen import procurement_context, procurement_or_404


@require_GET
@organisation_page("procurement.view_procurement")
def staircases(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show every measurable requirement with its steps, or that it can rise."""
    found = procurement_or_404(request, procurement)
    period = period_of(found)
    lines = asked_lines(found)
    signed = signed_steps((line.asked.pk for line in lines if line.can_rise), timezone.localdate())
    shown = [_shown(line, period, signed.get(line.asked.pk, [])) for line in lines if line.can_rise]
    rising = [each for each in shown if each["stored"]]
    context = procurement_context(request, found, "staircases")
    context |= {
        "period": period,
        "stays_because": why_steps_stay(found) if shown and context["may_run"] else "",  # it tells that there are bids
        "rising": rising,
        "groups": _by_lot(rising),
        "flat": [each for each in shown if not each["stored"]],
        "others": sum(line.content is not None and not line.can_rise for line in lines),
    }
    return render_page(request, "procurement/staircases.html", context)


def _by_lot(rising: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what rises under a heading for each lot, that of all lots first; one heading where no lot has its own."""
    lots = {each["asked"].lot_id: each["asked"].lot for each in rising}
    if set(lots) <= {None}:
        return [(_("Requirements that rise"), rising)] if rising else []
    ordered = sorted(lots.values(), key=lambda lot: lot.number if lot else 0)
    return [(_heading(lot), [each for each in rising if each["asked"].lot == lot]) for lot in ordered]


def _heading(lot: Lot | None) -> str:
    if lot is None:
        return _("In all lots")
    return _("Lot %(number)s: %(title)s") % {"number": lot.number, "title": lot.title}


def _shown(line: AskedLine, period: ContractPeriod | None, signed: list[SignedSteps]) -> dict[str, Any]:
    content, stored = line.content, line.staircase
    title = line.title_in(get_language() or "en")
    shown: dict[str, Any] = {"asked": line.asked, "title": title, "stored": stored}
    if content is None or stored is None or period is None:
        return {**shown, "suggested": len(content.staircase) if content else 0}
    today = timezone.localdate()
    plan = as_signed(Plan(content, stored_as_staircase(stored, content), period, basis_of(stored.saving)), signed)
    drawing = small_picture(plan, today, title=_("The steps of %(title)s") % {"title": title}) if plan.steps else None
    return {**shown, "drawing": drawing, "answer": answer(plan, today), "signed_said": signed_sentence(plan)}
