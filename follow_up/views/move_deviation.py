"""Move a deviation: each move has a form of its own, and says who may make it in its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from follow_up.calculations.deviation_moves import MOVES, Who, can_move, default_deadline
from follow_up.forms import deviations as forms
from follow_up.models import Deviation
from follow_up.reports.deviation_words import HAPPENED, answer_sentence, next_step
from follow_up.reports.deviation_words import MOVES as TITLES
from follow_up.services.change_deviation import withdraw_deviation
from follow_up.services.corrective_actions import plan_action
from follow_up.services.escalate_deviation import escalate_deviation
from follow_up.services.mend_deviation import close_deviation, reopen_deviation, say_mended, send_back
from follow_up.services.second_pair_of_eyes import supplier_says_so
from follow_up.services.tell_supplier import remind_supplier, revoke_deviation_link, tell_supplier
from follow_up.views.deviation_seen import CONTROL, DECIDE, deviation_crumbs, deviation_or_404
from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a move: its form, what does it, what is told before and after."""

    form: type[forms.MoveForm]
    do: Callable[..., object]
    before: Any
    after: Any
    is_final: bool = False


PAGES: Final[Mapping[str, Page]] = {
    "tell": Page(
        forms.TellForm,
        tell_supplier,
        gettext_lazy(
            "The supplier gets a letter with a link and answers without an account. Former links stop working."
        ),
        gettext_lazy("The supplier is sent a link."),
    ),
    "remind": Page(
        forms.RemindForm,
        remind_supplier,
        gettext_lazy("The supplier gets one more letter with a link."),
        gettext_lazy("The supplier is reminded."),
    ),
    "revoke_link": Page(
        forms.MoveForm,
        revoke_deviation_link,
        gettext_lazy("Nobody comes in by the links that were sent. What the supplier answered stays."),
        gettext_lazy("The links work no more."),
        is_final=True,
    ),
    "plan_action": Page(
        forms.ActionForm,
        plan_action,
        gettext_lazy("What is done so that it is mended and does not come back."),
        gettext_lazy("Planned."),
    ),
    "say_mended": Page(
        forms.MendedForm,
        say_mended,
        gettext_lazy("You say that it is mended. Somebody else then checks and closes it."),
        gettext_lazy("Kept. Somebody else has to check and close it."),
    ),
    "close": Page(
        forms.CheckedForm,
        close_deviation,
        gettext_lazy("You have checked that it is mended. The supplier is told that it is closed."),
        gettext_lazy("The deviation is closed."),
    ),
    "send_back": Page(
        forms.BecauseForm,
        send_back,
        gettext_lazy("You have checked it, and it is not mended. It goes on being mended."),
        gettext_lazy("Kept. It is being mended again."),
    ),
    "reopen": Page(
        forms.BecauseForm,
        reopen_deviation,
        gettext_lazy("It goes on being mended, and its history goes on."),
        gettext_lazy("The deviation is open again."),
    ),
    "escalate": Page(
        forms.EscalateForm,
        escalate_deviation,
        gettext_lazy("The steps are a formal reminder, a warning and a sanction. Each is kept with its text and day."),
        gettext_lazy("The step is kept."),
        is_final=True,
    ),
    "withdraw": Page(
        forms.BecauseForm,
        withdraw_deviation,
        gettext_lazy("It counts no more, and stays readable with your reason."),
        gettext_lazy("The deviation is withdrawn."),
        is_final=True,
    ),
}


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def control_move(request: OrganisationRequest, deviation: UUID, move: str) -> HttpResponse:
    """Make a move that whoever controls may make."""
    return _page(request, deviation_or_404(request, deviation), move, Who.CONTROL)


@require_http_methods(["GET", "POST"])
@organisation_page(DECIDE)
def decide_move(request: OrganisationRequest, deviation: UUID, move: str) -> HttpResponse:
    """Make a move that whoever decides may make."""
    return _page(request, deviation_or_404(request, deviation), move, Who.DECIDE)


def _page(request: OrganisationRequest, found: Deviation, action: str, who: Who) -> HttpResponse:
    page, move = PAGES.get(action), MOVES.get(action)
    if page is None or move is None or move.who != who:
        raise Http404
    home = redirect("deviation", request.organisation.slug, found.uuid)
    if request.method == "GET" and not can_move(action, found.state):
        messages.error(request, answer_sentence(found, timezone.localdate()))
        return home
    form, status = _form(request, found, page), 200
    if form.is_valid():
        status = _done(found, page, form)
        if status == 0:
            messages.success(request, str(page.after))
            return home
    return _shown(request, found, action, page, form, 422 if form.errors and status == 200 else status)  # noqa: PLR2004


def _done(found: Deviation, page: Page, form: forms.MoveForm) -> int:
    """Make the move; return 0, or the status that says why it was not made."""
    try:
        page.do(found, **form.cleaned_data)
    except DomainError as problem:
        field = getattr(problem, "field", "")
        form.add_error(field if field in form.fields else None, str(problem))
        return 409 if isinstance(problem, ConflictError) else 422
    return 0


def _form(request: OrganisationRequest, found: Deviation, page: Page) -> forms.MoveForm:
    form = page.form(request.POST) if request.method == "POST" else page.form(initial=_initial(found))
    if "value" in form.fields:
        _ask_for_value(form, found)
    return form


def _ask_for_value(form: forms.MoveForm, found: Deviation) -> None:
    """Ask for what is measured where the obligation is measured at all, in its unit."""
    if found.obligation is None or not found.obligation.direction:
        form.fields.pop("value")
        return
    form.fields["value"].label = _("Measured now, in %(unit)s") % {"unit": found.obligation.unit}


def _initial(found: Deviation) -> dict[str, Any]:
    today = timezone.localdate()
    deadline = found.deadline if found.deadline and found.deadline > today else default_deadline(found.severity, today)
    language = "sv" if found.contract.country == "SE" else "nb"
    return {
        "revision": found.revision,
        "email": found.supplier_email or (found.party.email if found.party else ""),
        "language": found.supplier_language if found.told_at else language,
        "deadline": deadline,
        "mended_on": today,
        "on": today,
    }


def _explanation(found: Deviation, action: str, page: Page) -> str:
    """Return what the move does; who closes reads at which address it was said that it is mended."""
    if action != "close" or not supplier_says_so(found):
        return str(page.before)
    sentence = _("%(name)s said that it is mended, by the link that was sent to %(email)s.")
    return f"{page.before} {sentence % {'name': found.mended_by_name, 'email': found.supplier_email}}"


def _shown(
    request: OrganisationRequest, found: Deviation, action: str, page: Page, form: forms.MoveForm, status: int
) -> HttpResponse:
    title = str(TITLES[action])
    if action == "escalate" and (step := next_step(found)):
        title = str(HAPPENED[step])
    context = {
        "crumbs": deviation_crumbs(request, found, title),
        "form": form,
        "title": title,
        "kicker": f"{found.number} · {found.title}",
        "explanation": _explanation(found, action, page),
        "button": title,
        "back": reverse("deviation", args=[request.organisation.slug, found.uuid]),
        "is_final": page.is_final,
    }
    return render_page(request, "follow_up/deviation_form.html", context, status=status)
