"""The page behind a supplier's link to a deviation: what was found, what it said before, and a form to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import IO, Any, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from follow_up.calculations.deviation_moves import can_move
from follow_up.forms.statements import StatementForm
from follow_up.models import Deviation
from follow_up.queries.deviations import photos_of, statement_files_of, statements_by
from follow_up.reports.deviation_words import asked_and_measured, deadline_sentence, is_late
from follow_up.services.deviation_links import opened_by
from follow_up.services.supplier_statements import MOST_FILES, Statement, receive_statement
from follow_up.views.deviation_seen import picture_of
from foundation.access import open_access
from foundation.audience import Audience, declared
from foundation.changes.record import Actor, acting
from foundation.errors import ConflictError, DomainError
from foundation.scoping import access_for_work
from organisations.pages import render_page
from procurement.importers.document_kind import ACCEPTED
from procurement.services.supplier_doors import Door
from procurement.views.handed_over import MOST_IN_A_REQUEST, MOST_MEGABYTES, given_out
from requirements_bank.views.bounded import bounded


@dataclass(frozen=True, slots=True)
class Visit:
    """Who comes in by a link: to which deviation, and at which address the link was sent to."""

    deviation: Deviation
    receiver: str


View = Callable[..., HttpResponseBase]
SAVED = HTTPStatus.FOUND


def _with_door(view: View) -> Any:  # noqa: ANN401 - a view for strangers, where others have an organisation
    """Give the view the deviation that the link opens; say that it opens nothing where that is so."""

    @wraps(view)
    def page(request: HttpRequest, secret: str, **named: UUID) -> HttpResponseBase:
        door = opened_by(secret)
        if door.opened is None:
            return _over(request, door)
        with open_access(access_for_work(door.opened.organisation_id)), _language(request, door.opened):
            return view(request, Visit(door.opened, door.receiver), **named)

    return page


def _too_large(request: HttpRequest, secret: str) -> HttpResponse:
    door = opened_by(secret)
    if door.opened is None:
        return _over(request, door)
    with open_access(access_for_work(door.opened.organisation_id)), _language(request, door.opened):
        form = StatementForm({})
        form.errors.clear()
        sentence = translation.gettext("The files are larger than %(most)s MB together. Send fewer, or smaller ones.")
        form.add_error(None, sentence % {"most": MOST_MEGABYTES})
        return _page(request, Visit(door.opened, door.receiver), form, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@declared(Audience.TOKEN)
@bounded(MOST_IN_A_REQUEST, _too_large)
@_with_door
def deviation_by_link(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what was found, and take what the supplier says to it."""
    if request.method != "POST":
        return _page(request, visit, StatementForm(name=_last_name(visit)))
    form = StatementForm(request.POST)
    status = _save(request, visit, form) if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    if status == SAVED:
        return redirect(f"{request.path}?saved=1#saved")
    return _page(request, visit, form, status)


@never_cache
@require_safe
@declared(Audience.TOKEN)
@_with_door
def file_by_link(request: HttpRequest, visit: Visit, file: UUID) -> HttpResponseBase:  # noqa: ARG001 - a view
    """Give out a file that came to this deviation by a link to the same address."""
    those = statement_files_of(visit.deviation).filter(statement__in=statements_by(visit.deviation, visit.receiver))
    found = those.filter(uuid=file).first()
    if found is None:
        raise Http404
    return given_out(found)


@never_cache
@require_safe
@declared(Audience.TOKEN)
@_with_door
def photo_by_link(request: HttpRequest, visit: Visit, photo: UUID) -> HttpResponseBase:  # noqa: ARG001 - a view
    """Give out a picture of what was found."""
    return picture_of(visit.deviation, photo)


def _save(request: HttpRequest, visit: Visit, form: StatementForm) -> HTTPStatus:
    """Keep what was said; return 302, or the status that says what stood in the way."""
    files = [(cast("IO[bytes]", each), each.name or "") for each in request.FILES.getlist("file")]
    try:
        with acting(Actor(_who(visit, form.cleaned_data["name"]))):
            receive_statement(visit.deviation, Statement(**form.cleaned_data, receiver=visit.receiver), files)
    except ConflictError as conflict:
        form.add_error(None, str(conflict))
        return HTTPStatus.CONFLICT
    except DomainError as refused:
        field = getattr(refused, "field", "")
        form.add_error(field if field in form.fields else None, str(refused))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return SAVED


def _who(visit: Visit, typed: str) -> str:
    """Return by what name the record knows whoever came by the link; anybody can type the name of somebody else."""
    party = visit.deviation.party
    words = {"supplier": party.name if party else visit.receiver, "name": typed}
    return (translation.gettext("%(supplier)s (by link): %(name)s") % words)[:200]


def _page(request: HttpRequest, visit: Visit, form: StatementForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    today, deviation = timezone.localdate(), visit.deviation
    statements = list(statements_by(deviation, visit.receiver).prefetch_related("files"))
    context: dict[str, Any] = {
        "deviation": deviation,
        "buyer": deviation.organisation,
        "deadline": deadline_sentence(deviation, today),
        "late": is_late(deviation, today),
        "measured": asked_and_measured(deviation),
        "receiver": visit.receiver,
        "photos": list(photos_of(deviation)),
        "statements": statements,
        "planned": list(deviation.actions.all()),
        "steps": list(deviation.events.filter(action__in=["reminder", "warning", "sanction"])),
        "form": form,
        "is_open": can_move("answer", deviation.state),
        "saved": "saved" in request.GET and bool(statements),
        "secret_path": request.path,
        "accepted": ACCEPTED,
        "most": MOST_MEGABYTES,
        "most_files": MOST_FILES,
        "today": today,
    }
    return render_page(request, "follow_up/deviation_by_link.html", context, status=status)


def _last_name(visit: Visit) -> str:
    """Return who wrote last from this address, so that nobody types a name twice."""
    last = statements_by(visit.deviation, visit.receiver).last()
    return last.name if last else ""


def _over(request: HttpRequest, door: Door[Deviation]) -> HttpResponse:
    """Say that the link opens nothing: never did, or does so no longer."""
    status = HTTPStatus.GONE if door.buyer else HTTPStatus.NOT_FOUND
    return render_page(request, "follow_up/deviation_link_over.html", {"buyer": door.buyer}, status=status)


def _language(request: HttpRequest, deviation: Deviation) -> translation.override:
    """Speak the language that the reader chose, else that of the letter."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return translation.override(translation.get_language() if chosen else deviation.supplier_language)
