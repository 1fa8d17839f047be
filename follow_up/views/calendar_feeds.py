"""A person's calendar: secret addresses for calendar programs, and what stands behind them."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from follow_up.queries.tasks import task_called
from follow_up.reports.task_calendar import CALENDAR, calendar_of
from follow_up.services.calendar_feeds import (
    MINE,
    feeds_of,
    has_been,
    make_feed,
    opened_feed,
    renew_feed,
    revoke_feed,
    scope_of,
    tasks_in_feed,
)
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.plan import plan_tabs
from follow_up.views.register import SEE
from foundation.access import open_access
from foundation.audience import Audience, declared
from foundation.downloads import plain_name, saved_as
from foundation.errors import DomainError
from foundation.models import AccessLink
from foundation.requests import absolute_address
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.services.mail_language import mail_language


@never_cache
@require_safe
@declared(Audience.TOKEN)
def calendar_by_link(request: HttpRequest, secret: str) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """Give the plan out to a calendar program; 410 where the address worked once, 404 where it never did."""
    feed = opened_feed(secret)
    if feed is None:
        status = HTTPStatus.GONE if has_been(secret) else HTTPStatus.NOT_FOUND
        return HttpResponse(status=status, content_type="text/plain; charset=utf-8")
    with open_access(feed.access), translation.override(mail_language(feed.user, feed.organisation)):
        tasks = tasks_in_feed(feed, timezone.localdate())
        name = _("Follow-up: %(organisation)s") % {"organisation": feed.organisation.name}
        content = calendar_of(tasks, feed.organisation, name)
    return saved_as("follow-up.ics", content, CALENDAR)


@require_GET
@organisation_page(SEE)
def task_file(request: OrganisationRequest, task: UUID) -> HttpResponse:
    """Give one task out as a calendar file."""
    found = task_called(request.organisation, task)
    if found is None:
        raise Http404
    name = plain_name(found.title, found.due_on.isoformat())
    return saved_as(f"{name}.ics", calendar_of([found], request.organisation), CALENDAR)


@never_cache
@require_http_methods(["GET", "POST"])
@organisation_page(SEE)
def calendar_feeds(request: OrganisationRequest) -> HttpResponse:
    """Show a person's addresses, and make one: it is shown in the answer, and never again."""
    secret = ""
    if request.method == "POST":
        try:
            scope = request.POST.get("scope", "")
            secret = make_feed(organisation=request.organisation, user=request.user, scope=scope)
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("calendar_feeds", request.organisation.slug)
    return _page(request, secret)


@never_cache
@require_POST
@organisation_page(SEE)
def renew(request: OrganisationRequest, feed: UUID) -> HttpResponse:
    """Replace an address by a new one."""
    return _page(request, renew_feed(_found(request, feed), user=request.user))


@require_POST
@organisation_page(SEE)
def revoke(request: OrganisationRequest, feed: UUID) -> HttpResponse:
    """Let an address open nothing any more."""
    revoke_feed(_found(request, feed))
    messages.success(request, _("The address opens nothing any more."))
    return redirect("calendar_feeds", request.organisation.slug)


def _found(request: OrganisationRequest, uuid: UUID) -> AccessLink:
    found = feeds_of(request.organisation, request.user).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _page(request: OrganisationRequest, secret: str = "") -> HttpResponse:
    address = absolute_address(reverse("calendar_by_link", args=[secret])) if secret else ""
    feeds = [{"link": link, "is_mine": scope_of(link) == MINE} for link in feeds_of(request.organisation, request.user)]
    context: dict[str, Any] = {
        "tabs": follow_up_tabs(request, "follow_up_plan"),
        "subtabs": plan_tabs(request, "calendar_feeds"),
        "feeds": feeds,
        "address": address,
        "subscribe": f"webcal://{address.partition('://')[2]}" if address else "",
    }
    return render_page(request, "follow_up/calendar_feeds.html", context)
