"""The page behind a supplier's link: what is planned, what everyone was told, and the supplier's own answers."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access import open_access
from foundation.audience import Audience, declared
from foundation.changes.record import Actor, acting
from foundation.errors import ConflictError, DomainError
from foundation.scoping import access_for_work
from organisations.pages import render_page
from procurement.forms.supplier_answers import AnswerForms
from procurement.models import SupplierAnswer, SupplierInvitation
from procurement.queries.dialogues import dialogue_of, entries_of, paper_handed_out, told_in
from procurement.queries.market_answers import asked_of_market
from procurement.queries.staircases import period_of
from procurement.queries.taking_part import buying_organisations
from procurement.services.supplier_answers import answer_by_link as write
from procurement.services.supplier_doors import Door
from procurement.services.supplier_invitations import note_opened
from procurement.services.supplier_links import opened_by
from procurement.views.dialogue_seen import is_open
from procurement.views.handed_over import given_out

SAVED, MOVED, REFUSED = HTTPStatus.FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@declared(Audience.TOKEN)
def answer_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what is planned and take the supplier's answers until the dialogue closes."""
    door = opened_by(secret)
    if door.opened is None:
        return _over(request, door)
    with open_access(access_for_work(door.opened.organisation_id)), _language(request, door.opened):
        note_opened(door.opened)
        return _answered(request, door.opened)


@never_cache
@require_safe
@declared(Audience.TOKEN)
def paper_by_link(request: HttpRequest, secret: str, paper: UUID) -> HttpResponseBase:
    """Give out a paper that everyone who is invited may have."""
    door = opened_by(secret)
    if door.opened is None:
        return _over(request, door)
    with open_access(access_for_work(door.opened.organisation_id)):
        found = paper_handed_out(door.opened.procurement, paper)
        if found is None:
            raise Http404
        return given_out(found)


def _answered(request: HttpRequest, invitation: SupplierInvitation) -> HttpResponse:
    """Take the answers in, or show them with what is wrong; what was typed is never lost."""
    procurement, typed = invitation.procurement, request.POST.copy()
    stored = SupplierAnswer.objects.filter(invitation=invitation).prefetch_related("steps").first()
    asked = asked_of_market(procurement)
    forms = AnswerForms(asked, stored, typed if request.method == "POST" else None)
    problem, status = "", HTTPStatus.OK
    if forms.is_bound:
        problem, status = _save(invitation, forms)
        if status == SAVED:
            return redirect(f"{request.path}?saved=1#saved")
        newer = SupplierAnswer.objects.filter(invitation=invitation).first()
        typed["revision"] = str(newer.revision if newer else 0)  # a colleague's answers can be saved over, knowingly
    dialogue = dialogue_of(procurement)
    context = {
        "invitation": invitation,
        "procurement": procurement,
        "buyers": buying_organisations(procurement),
        "dialogue": dialogue,
        "period": period_of(procurement),
        "is_open": is_open(dialogue),
        "told": told_in(entries_of(procurement)),
        "forms": forms,
        "stored": stored,
        "problem": problem,
        "saved": "saved" in request.GET and stored is not None,
        "secret_path": request.path,
    }
    return render_page(request, "procurement/answer_by_link.html", context, status=status)


def _save(invitation: SupplierInvitation, forms: AnswerForms) -> tuple[str, HTTPStatus]:
    """Keep the answers; return what stood in the way, and the status that the page answers with."""
    if not forms.is_valid():
        return "", REFUSED
    if forms.is_moved:
        return "", MOVED
    try:
        with acting(Actor(invitation.supplier)):
            write(invitation, forms.said, revision=forms.consent.cleaned_data["revision"] or 0)
    except ConflictError as conflict:
        return str(conflict), MOVED
    except DomainError as refused:
        return str(refused), REFUSED
    return "", SAVED


def _over(request: HttpRequest, door: Door[SupplierInvitation]) -> HttpResponse:
    """Say that the link opens nothing: never did, or does so no longer."""
    status = HTTPStatus.GONE if door.buyer else HTTPStatus.NOT_FOUND
    return render_page(request, "procurement/answer_link_over.html", {"buyer": door.buyer}, status=status)


def _language(request: HttpRequest, invitation: SupplierInvitation) -> translation.override:
    """Speak the language that the reader chose, else that of the letter."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return translation.override(translation.get_language() if chosen else invitation.language)
