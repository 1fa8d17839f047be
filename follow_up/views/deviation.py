"""One deviation: the finding beside the supplier's answer, what is done, what happened, and what can be done now."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from follow_up.calculations.deviation_moves import possible_moves
from follow_up.models import OPEN, ClaimKind, Deviation, DeviationState
from follow_up.queries.deviations import is_disputed, photos_of, statement_files_of
from follow_up.reports.claim_words import clause_words
from follow_up.reports.deviation_words import (
    MOVES,
    answer_sentence,
    asked_and_measured,
    history_of,
    is_late,
    last_step,
    next_step,
)
from follow_up.reports.state_words import DEVIATION_LOOKS
from follow_up.services.deviation_links import has_open_link
from follow_up.services.requirement_notes import requirement_of
from follow_up.services.second_pair_of_eyes import why_another
from follow_up.views.deviation_seen import CONTROL, SEE, deviation_crumbs, deviation_or_404, held_by, picture_of
from foundation.downloads import plain_name
from foundation.pdf import pdf_response
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.views.handed_over import given_out

FIRST = {"noted": "tell", "answered": "plan_action", "mending": "say_mended", "mended": "close", "closed": "reopen"}
"""What is most likely to be done next in a state."""
NOT_A_BUTTON = frozenset({"change_action"})
RARE = frozenset({"revoke_link", "escalate", "change", "withdraw"})
"""What stands behind “More”, so that the next step is seen at once."""


@require_GET
@organisation_page(SEE)
def deviation(request: OrganisationRequest, deviation: UUID) -> HttpResponse:
    """Show one deviation."""
    found = deviation_or_404(request, deviation)
    moves = _moves(request, found)
    context = {
        **_context(found),
        "crumbs": deviation_crumbs(request, found),
        "photos": list(photos_of(found)),
        "claims": list(found.claims.all()),
        "clauses": _clauses(found),
        "moves": moves,
        "has_rare": any(each["is_rare"] for each in moves),
        "may_control": request.place.may(CONTROL),
        "only_another": why_another(found),
    }
    return render_page(request, "follow_up/deviation.html", context)


@require_GET
@organisation_page(SEE)
def pdf(request: OrganisationRequest, deviation: UUID) -> HttpResponse:
    """Give out one deviation with its history, for the archive."""
    found = deviation_or_404(request, deviation)
    title = _("Deviation %(number)s") % {"number": found.number}
    made = _("Made on %(day)s") % {"day": date_format(timezone.localdate(), "DATE_FORMAT")}
    context = {**_context(found), "title": title, "made": made, "organisation": request.organisation}
    return pdf_response(request, "reports/deviation.html", context, filename=f"{plain_name(title, found.title)}.pdf")


@require_GET
@organisation_page(SEE)
def file(request: OrganisationRequest, deviation: UUID, file: UUID) -> HttpResponseBase:
    """Give out a file that came with what the supplier said."""
    found = statement_files_of(deviation_or_404(request, deviation)).filter(uuid=file).first()
    if found is None:
        raise Http404
    return given_out(found)


@require_GET
@organisation_page(SEE)
def photo(request: OrganisationRequest, deviation: UUID, photo: UUID) -> HttpResponseBase:
    """Give out a picture of what was found."""
    return picture_of(deviation_or_404(request, deviation), photo)


def _context(found: Deviation) -> dict[str, Any]:
    today, statements = timezone.localdate(), list(found.statements.prefetch_related("files"))
    return {
        "deviation": found,
        "answer": answer_sentence(found, today),
        "tone": DEVIATION_LOOKS[DeviationState(found.state)],
        "late": is_late(found, today),
        "measured": asked_and_measured(found),
        "statements": statements,
        "is_disputed": found.state in OPEN and is_disputed(found),
        "planned": list(found.actions.all()),
        "history": history_of(found),
        "step_taken": last_step(found),
        "has_link": has_open_link(found),
        "requirement": requirement_of(found),
        "notes": list(found.requirement_notes.select_related("comment__requirement")),
        "today": today,
    }


def _clauses(found: Deviation) -> list[tuple[int, str, str]]:
    """Return number, kind and words of each clause of the steps that the deviation's obligation has."""
    if found.obligation is None:
        return []
    currency, steps = found.contract.currency, found.obligation.steps.filter(first_day__isnull=False)
    clauses = [(step.number, kind, clause_words(step, kind, currency)) for step in steps for kind in ClaimKind.values]
    return [clause for clause in clauses if clause[2]]


def _moves(request: OrganisationRequest, found: Deviation) -> list[dict[str, Any]]:
    """Return the buttons of what the reader may do now, the most likely one first."""
    has_link, likely = has_open_link(found), FIRST.get(found.state, "")
    those = []
    for move in possible_moves(found.state, held_by(request), said_mended=bool(why_another(found))):
        needs_link = move.action in ("remind", "revoke_link")
        if move.action in NOT_A_BUTTON or (needs_link and not has_link):
            continue
        if move.action == "escalate" and not next_step(found):
            continue
        title = _("Tell the supplier anew") if move.action == "tell" and found.told_at else MOVES[move.action]
        those.append(
            {
                "action": move.action,
                "who": move.who.value,
                "title": title,
                "first": move.action == likely,
                "is_rare": move.action in RARE and move.action != likely,
            }
        )
    return sorted(those, key=lambda each: not each["first"])
