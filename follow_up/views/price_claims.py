"""Bonus and penalty: the list to invoice from, the clauses there are, and one claim with its arithmetic."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.price_claims import DecideForm, ReckonForm, kept_inputs, read_claims_address
from follow_up.models import ClaimKind, ClaimState, Deviation, PriceClaim
from follow_up.queries.deviations import deviations_of
from follow_up.queries.price_claims import (
    WantedClaims,
    claim_called,
    found_claims,
    numbers_of_claims,
    steps_with_clauses,
)
from follow_up.reports.claim_words import (
    arithmetic,
    basis_of,
    claims_sheet,
    clause_words,
    missing,
    period_words,
    suppliers_of,
)
from follow_up.services.price_claims import decide_claim, reckon_anew, reckon_claim
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.views.deviation_seen import CONTROL, DECIDE, SEE
from follow_up.views.follow_up_tabs import follow_up_tabs
from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of, plain_name
from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import ObligationStep

PAGE_SIZE = 25
MOST_IN_A_FILE = 10_000
MOST_LETTERS = 200
TONES = {ClaimState.COMPUTED: "warning", ClaimState.CLAIMED: "good", ClaimState.WAIVED: "outline"}


@require_GET
@organisation_page(SEE)
def price_claims(request: OrganisationRequest) -> HttpResponse:
    """List what was reckoned, to be decided and to be invoiced."""
    wanted, numbers = read_claims_address(request.GET), numbers_of_claims(request.organisation)
    page = page_of(request, found_claims(request.organisation, wanted), PAGE_SIZE)
    waiting = numbers[ClaimState.COMPUTED.value]
    answer = ngettext("%(count)s waits for somebody to decide.", "%(count)s wait for somebody to decide.", waiting)
    context = {
        "tabs": follow_up_tabs(request, "price_claims"),
        "page": page,
        "rows": [(each, TONES[ClaimState(each.state)], period_words(each)) for each in page.object_list],
        "found": page.paginator.count,
        "wanted": wanted,
        "query": without_page(request),
        "chips": _chips(request, wanted, numbers),
        "total": numbers["total"],
        "answer": answer % {"count": waiting} if numbers["total"] else "",
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/price_claims.html", context)


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out what the list would show, for invoicing."""
    rows = list(found_claims(request.organisation, read_claims_address(request.GET))[: MOST_IN_A_FILE + 1])
    if len(rows) > MOST_IN_A_FILE:
        sentence = _("These are more than %(most)s. Narrow them down first.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_IN_A_FILE})
    sheet = claims_sheet(rows)
    return file_of([sheet], plain_name(request.organisation.name, sheet.title), kind)


@require_GET
@organisation_page(CONTROL)
def clauses(request: OrganisationRequest) -> HttpResponse:
    """List the steps that give a bonus or take a penalty, to choose one to reckon."""
    words = " ".join(request.GET.get("q", "")[:MOST_LETTERS].split())
    page = page_of(request, steps_with_clauses(request.organisation, words), PAGE_SIZE)
    context = {
        "crumbs": _crumbs(request, _("Reckon a bonus or penalty")),
        "page": page,
        "rows": [(step, clauses_of(step)) for step in page.object_list],
        "words": words,
        "query": without_page(request),
    }
    return render_page(request, "follow_up/price_clauses.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def reckon(request: OrganisationRequest, obligation: UUID, step: int, kind: str) -> HttpResponse:
    """Reckon what the clause of a step gives or takes in a period."""
    found = steps_with_clauses(request.organisation).filter(obligation__uuid=obligation, number=step).first()
    if found is None or kind not in ClaimKind.values or not getattr(found, kind):
        raise Http404
    form = ReckonForm(found, kind, request.POST or None, initial=_known(request))
    if form.is_valid():
        deviation = _deviation(request)
        try:
            claim = reckon_claim(found, kind, form.said, deviation=deviation)
        except DomainError as problem:
            _refuse(form, problem)
        else:
            return redirect("price_claim", request.organisation.slug, claim.uuid)
    return _form_page(request, found, kind, form, 422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, claim: UUID) -> HttpResponse:
    """Reckon anew, from other figures, what nobody has decided yet."""
    found = claim_or_404(request, claim)
    step = ObligationStep.objects.select_related("obligation__contract").filter(obligation=found.obligation_id)
    held = step.filter(number=found.step or 0).first()
    if held is None or found.state != ClaimState.COMPUTED:
        messages.error(request, _("This is decided already, and stays as it is."))
        return redirect("price_claim", request.organisation.slug, claim)
    form, status = ReckonForm(held, found.kind, request.POST or None, initial=kept_inputs(found)), 200
    if form.is_valid():
        try:
            reckon_anew(found, form.said, revision=form.cleaned_data["revision"] or 0)
        except DomainError as problem:
            status = _refuse(form, problem)
        else:
            return redirect("price_claim", request.organisation.slug, claim)
    return _form_page(request, held, found.kind, form, 422 if form.errors and status == 200 else status)  # noqa: PLR2004


@require_GET
@organisation_page(SEE)
def price_claim(request: OrganisationRequest, claim: UUID) -> HttpResponse:
    """Show one claim with its arithmetic, and what was decided."""
    return _claim_page(request, claim_or_404(request, claim))


@require_POST
@organisation_page(DECIDE)
def decide(request: OrganisationRequest, claim: UUID) -> HttpResponse:
    """Keep that a claim is to be invoiced, or waived: the button says which."""
    found, form = claim_or_404(request, claim), DecideForm(request.POST)
    if form.is_valid():
        is_claimed, revision = request.POST.get("do") == "claim", form.cleaned_data["revision"] or 0
        try:
            decide_claim(found, is_claimed=is_claimed, because=form.cleaned_data["because"], revision=revision)
        except DomainError as problem:
            return _claim_page(request, found, form, _refuse(form, problem))
        messages.success(request, _("It is to be invoiced.") if is_claimed else _("It is waived."))
        return redirect("price_claim", request.organisation.slug, claim)
    return _claim_page(request, found, form, 422)


def claim_or_404(request: OrganisationRequest, uuid: UUID) -> PriceClaim:
    """Return the organisation's claim."""
    found = claim_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def clauses_of(step: ObligationStep) -> list[tuple[str, str]]:
    """Return kind and words of each clause that a step has."""
    currency = step.obligation.contract.currency
    return [(kind, said) for kind in ClaimKind.values if (said := clause_words(step, kind, currency))]


def _claim_page(
    request: OrganisationRequest, found: PriceClaim, form: DecideForm | None = None, status: int = 200
) -> HttpResponse:
    waits = found.state == ClaimState.COMPUTED
    context = {
        "crumbs": _crumbs(request, found.obligation.title),
        "claim": found,
        "tone": TONES[ClaimState(found.state)],
        "basis": basis_of(found, found.obligation.steps.filter(number=found.step or 0).first()),
        "arithmetic": arithmetic(found),
        "missing": missing(found),
        "period": period_words(found),
        "suppliers": suppliers_of(found),
        "form": form or DecideForm(initial={"revision": found.revision}),
        "may_decide": waits and request.place.may(DECIDE),
        "may_change": waits and request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/price_claim.html", context, status=status)


def _form_page(
    request: OrganisationRequest, step: ObligationStep, kind: str, form: ReckonForm, status: int
) -> HttpResponse:
    title = clause_words(step, kind, step.obligation.contract.currency)
    context = {
        "crumbs": _crumbs(request, _("Reckon a bonus or penalty")),
        "form": form,
        "title": title,
        "kicker": f"{step.obligation.contract.title} · {step.obligation.title}",
        "explanation": _("What you leave out is told as missing, and gives no amount. A person decides afterwards."),
        "button": _("Reckon"),
        "back": reverse("price_claims", args=[request.organisation.slug]),
    }
    return render_page(request, "follow_up/deviation_form.html", context, status=status)


def _known(request: OrganisationRequest) -> dict[str, Any]:
    """Return what a deviation has measured already."""
    found = _deviation(request)
    return {"value": found.value, "period_to": found.found_on} if found else {}


def _deviation(request: OrganisationRequest) -> Deviation | None:
    """Return the deviation that the address names, if any."""
    try:
        named = UUID(request.GET.get("deviation", ""))
    except ValueError:
        return None
    return deviations_of(request.organisation).filter(uuid=named).first()


def _refuse(form: ReckonForm | DecideForm, problem: DomainError) -> int:
    field = getattr(problem, "field", "")
    form.add_error(field if field in form.fields else None, str(problem))
    return problem.status if isinstance(problem, ConflictError) else 422


def _crumbs(request: OrganisationRequest, here: str) -> list[dict[str, Any]]:
    address = reverse("price_claims", args=[request.organisation.slug])
    register = {"title": _("Follow-up"), "address": reverse("register", args=[request.organisation.slug])}
    return [register, {"title": _("Bonus and penalty"), "address": address}, {"title": here}]


def _chips(request: OrganisationRequest, wanted: WantedClaims, numbers: dict[str, int]) -> list[dict[str, Any]]:
    chosen = [("state", each.value, each.label, wanted.state) for each in ClaimState]
    chosen += [("kind", each.value, each.label, wanted.kind) for each in ClaimKind]
    return [
        {
            "title": title,
            "address": changed(request, **{name: None if now == value else value}),
            "current": now == value,
            "count": numbers[value],
        }
        for name, value, title, now in chosen
        if numbers[value] or now == value
    ]
