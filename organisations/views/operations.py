"""The pages of those who run the installation: what works, what waits, what went wrong. Never what it is about."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.health import readiness
from foundation.jobs.words import words_of
from foundation.models import Job, Message
from foundation.operations.backlog import TROUBLED, job_backlog, message_backlog, messages_by_status, recent_jobs
from foundation.operations.database import database_figures, unapplied_migrations
from foundation.operations.queues import queue_figures
from foundation.operations.versions import versions
from organisations.pages import SignedInRequest, operator_page, render_page
from organisations.services.send_message_again import send_message_again

_JOB_NAMES = {
    Job.Status.WAITING: gettext_lazy("waiting"),
    Job.Status.RUNNING: gettext_lazy("under way"),
    Job.Status.DONE: gettext_lazy("done"),
    Job.Status.FAILED: gettext_lazy("failed"),
}
_NAMES = {
    Message.Status.UNCERTAIN: gettext_lazy("uncertain"),
    Message.Status.FAILED: gettext_lazy("failed"),
    Message.Status.WAITING: gettext_lazy("waiting"),
    Message.Status.SENDING: gettext_lazy("on its way"),
    Message.Status.SENT: gettext_lazy("sent"),
}


@never_cache
@require_GET
@operator_page
def operations(request: SignedInRequest) -> HttpResponse:
    """Show whether everything works, and what does not."""
    mail, jobs = message_backlog().by_status, job_backlog()
    context = {
        "readiness": readiness(),
        "jobs": jobs,
        "job_counts": [(name, jobs.by_status[code]) for code, name in _JOB_NAMES.items() if code in jobs.by_status],
        "mail_in_trouble": sum(mail.get(status, 0) for status in TROUBLED),
        "recent": [{"job": job, "title": words_of(job).title} for job in recent_jobs(limit=20)],
        "queues": queue_figures(),
        "database": database_figures(),
        "unapplied": unapplied_migrations(),
        "versions": versions().items(),
    }
    return render_page(request, "operations/operations.html", context)


@never_cache
@require_GET
@operator_page
def outbox(request: SignedInRequest) -> HttpResponse:
    """List the messages by state, those in trouble first."""
    status = request.GET.get("status", "")
    chosen = status if status in Message.Status.values else ""
    counted = message_backlog().by_status
    context = {
        "found": messages_by_status(chosen),
        "in_trouble": sum(counted.get(status, 0) for status in TROUBLED),
        "chips": [_chip(code, name, chosen, counted) for code, name in _NAMES.items() if counted.get(code)],
        "crumbs": [
            {"title": _("Operations"), "address": reverse("operations")},
            {"title": _("Outbox"), "address": ""},
        ],
    }
    return render_page(request, "operations/outbox.html", context)


def _chip(code: str, name: object, chosen: str, counted: dict[str, int]) -> dict[str, Any]:
    address = reverse("outbox") + ("" if code == chosen else f"?status={code}")
    return {"title": name, "address": address, "current": code == chosen, "count": counted[code]}


@require_POST
@operator_page
def send_again(request: SignedInRequest, message_id: UUID) -> HttpResponse:
    """Send a message once more that failed or may not have arrived."""
    found = send_message_again(message_id)
    if found is None:
        raise Http404
    messages.success(request, _("It is sent again within a minute."))
    return redirect("outbox")
