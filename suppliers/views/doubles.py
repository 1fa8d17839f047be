"""Possible doubles: two cards side by side with why; accept, reject or later, several at once, and undo."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from foundation.addresses import changed, page_of, without_page
from foundation.errors import ConflictError, DomainError
from foundation.jobs.start import start_once
from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.models import MergeProposal
from suppliers.queries.register import supplier_of
from suppliers.queries.reviews import ORDERS, proposals_of, state_of_register
from suppliers.reports.supplier_page import proposal_rows
from suppliers.reports.supplier_words import called_now
from suppliers.services.decide_proposals import Asked, decide_proposals
from suppliers.views.register_seen import CHANGE, SEE, crumbs, sees_numbers

PAGE_SIZE = 20
State = MergeProposal.State
ANSWERS = (State.ACCEPTED, State.REJECTED, State.LATER, State.OPEN)


@require_http_methods(["GET", "HEAD"])
@organisation_page(SEE)
def doubles(request: OrganisationRequest) -> HttpResponse:
    """List the proposals that wait, or those that were answered."""
    return _page(request)


@require_POST
@organisation_page(CHANGE)
def decide(request: OrganisationRequest) -> HttpResponse:
    """Answer one proposal or several; the button says what, and of a single one also which."""
    answer, _mark, single = request.POST.get("answer", "").partition(":")
    if answer not in ANSWERS:
        return _page(request, problem=_("Choose what to do with the proposals: one of the buttons."), status=422)
    asked = _asked(request, [single] if single else request.POST.getlist("proposal"))
    try:
        decided = decide_proposals(organisation=request.organisation, asked=asked, answer=answer)
    except DomainError as problem:
        status = problem.status if isinstance(problem, ConflictError) else 422
        return _page(request, problem=str(problem), status=status)
    messages.success(request, " ".join((_told(answer, len(decided)), *_called(request, answer, decided))))
    undone = urlencode({"undo": [str(each.uuid) for each in decided]}, doseq=True) if answer != State.OPEN else ""
    query = "&".join(part for part in (request.GET.urlencode(), undone) if part)
    return redirect(f"{reverse('supplier_doubles', args=[request.organisation.slug])}?{query}")


@require_POST
@organisation_page(CHANGE)
def find(request: OrganisationRequest) -> HttpResponse:
    """Look for doubles in the background."""
    job = start_once("suppliers.find_doubles", organisation_id=request.organisation.pk)
    return redirect("job", request.organisation.slug, job.uuid)


def _asked(request: OrganisationRequest, chosen: list[str]) -> list[Asked]:
    """Return what was chosen, each with the revision that stood on the page."""
    found = [uuid for text in chosen if (uuid := uuid_or_none(text))]
    return [
        Asked(
            uuid,
            _revision(request.POST.get(f"revision-{uuid}", "")),
            uuid_or_none(request.POST.get(f"stands-{uuid.hex}", "")),
        )
        for uuid in dict.fromkeys(found)
    ]


def _revision(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None  # noqa: PLR2004 - no revision has so many digits


def _page(request: OrganisationRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    state, order = request.GET.get("state", ""), request.GET.get("sort", "")
    shown, sort = state if state in State.values else State.OPEN.value, order if order in ORDERS else "money"
    page = page_of(request, proposals_of(request.organisation, shown, sort), PAGE_SIZE)
    rows = proposal_rows(page.object_list, request.organisation, numbers_are_seen=sees_numbers(request))
    register = state_of_register(request.organisation)
    context = {
        "crumbs": [*crumbs(request), {"title": _("Possible doubles")}],
        "answer": _answer(page.paginator.count) if shown == State.OPEN and page.paginator.count else "",
        "page": page,
        "rows": rows,
        "state": shown,
        "chips": _chips(request, shown),
        "sorts": _sorts(request, sort),
        "query": without_page(request),
        "undo": _undo(request),
        "problem": problem,
        "chosen": set(request.POST.getlist("proposal")),
        "register": register,
        "may_change": request.place.may(CHANGE),
    }
    return render_page(request, "suppliers/doubles.html", context, status=status)


def _undo(request: OrganisationRequest) -> list[MergeProposal]:
    """Return what was answered a moment ago and can be taken back from here."""
    found = [uuid for text in request.GET.getlist("undo") if (uuid := uuid_or_none(text))]
    if not found:
        return []
    answered = MergeProposal.objects.filter(organisation=request.organisation, uuid__in=found)
    return list(answered.exclude(state=State.OPEN))


def _answer(count: int) -> str:
    sentence = ngettext(
        "One pair may be the same supplier. Nothing is merged until you say so.",
        "%(count)s pairs may be the same supplier. Nothing is merged until you say so.",
        count,
    )
    return sentence % {"count": count}


def _told(answer: str, count: int) -> str:
    sentences = {
        State.ACCEPTED: ngettext("One pair is merged.", "%(count)s pairs are merged.", count),
        State.REJECTED: ngettext("Noted: not the same supplier.", "Noted: %(count)s pairs are not the same.", count),
        State.LATER: ngettext("Put off.", "%(count)s pairs are put off.", count),
        State.OPEN: ngettext("Taken back.", "%(count)s answers are taken back.", count),
    }
    return sentences[State(answer)] % {"count": count}


def _called(request: OrganisationRequest, answer: str, decided: list[MergeProposal]) -> list[str]:
    """Return what the supplier of a single merged pair is called from now on."""
    if answer != State.ACCEPTED or len(decided) != 1:
        return []
    known = supplier_of(request.organisation, decided[0].card.uuid)
    return [called_now(known.head, numbers_are_seen=sees_numbers(request))] if known else []


def _chips(request: OrganisationRequest, shown: str) -> list[dict[str, Any]]:
    titles = {
        State.OPEN: _("Waiting"),
        State.LATER: _("Put off"),
        State.ACCEPTED: _("Merged"),
        State.REJECTED: _("Not the same"),
    }
    return [
        {
            "title": title,
            "address": changed(request, state=None if state == State.OPEN else state.value, undo=None),
            "current": state == shown,
        }
        for state, title in titles.items()
    ]


def _sorts(request: OrganisationRequest, sort: str) -> list[dict[str, Any]]:
    titles = {"money": _("Most money at stake first"), "sure": _("Surest first")}
    return [
        {"title": title, "address": changed(request, sort=name, undo=None), "current": name == sort}
        for name, title in titles.items()
    ]
