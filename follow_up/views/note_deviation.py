"""Note a deviation by hand: choose the contract, then say what was found."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from follow_up.forms.deviations import NoteForm
from follow_up.queries.seen import followed_contract, followed_contracts
from follow_up.queries.step_in_force import step_in_force
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.views.deviation_seen import CONTROL, list_crumbs
from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.queries.named_parties import parties_named

PAGE_SIZE = 25
MOST_LETTERS = 200


@require_GET
@organisation_page(CONTROL)
def choose_contract(request: OrganisationRequest) -> HttpResponse:
    """Let the reader choose which contract the deviation is from."""
    words = " ".join(request.GET.get("q", "")[:MOST_LETTERS].split())
    found = followed_contracts(request.organisation).prefetch_related("parties").order_by("title", "pk")
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(parties__in=parties_named(word)))
    context = {
        "crumbs": list_crumbs(request, _("Note a deviation")),
        "page": page_of(request, found.distinct(), PAGE_SIZE),
        "query": without_page(request),
        "words": words,
    }
    return render_page(request, "follow_up/deviation_contract.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def note(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Take what was found in a contract; `?obligation=` chooses one of its obligations beforehand."""
    found = followed_contract(request.organisation, contract)
    if found is None:
        raise Http404
    form = NoteForm(found, request.POST or None, initial={"obligation": request.GET.get("obligation", "")})
    if form.is_valid():
        try:
            deviation = note_deviation(found, _found(form))
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("Noted. Tell the supplier when you are ready: it knows nothing yet."))
            return redirect("deviation", request.organisation.slug, deviation.uuid)
    context = {
        "crumbs": list_crumbs(request, _("Note a deviation")),
        "form": form,
        "title": _("Note a deviation"),
        "kicker": found.title,
        "button": _("Note it"),
        "back": reverse("deviations", args=[request.organisation.slug]),
    }
    return render_page(request, "follow_up/deviation_form.html", context, status=422 if form.errors else 200)


def _found(form: NoteForm) -> Found:
    said, obligation = form.cleaned_data, form.chosen
    step = step_in_force(obligation, said["found_on"])
    return Found(
        title=said["title"],
        facts=said["facts"],
        found_on=said["found_on"],
        severity=said["severity"],
        obligation=obligation,
        party=form.parties.get(said.get("party", "")),
        step=step.number if step else None,
        threshold=step.threshold if step else None,
        value=said["value"],
        unit=obligation.unit if obligation and (step or said["value"] is not None) else "",
        deadline=said["deadline"],
        case_number=said["case_number"],
    )
