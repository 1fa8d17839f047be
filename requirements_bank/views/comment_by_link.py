"""The page behind a supplier's link: one requirement, a comment, a receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.access import open_access
from foundation.audience import Audience, declared
from foundation.changes.record import Actor, acting
from foundation.errors import DomainError
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.pages import render_page
from requirements_bank.forms.comments import GuestCommentForm
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.comments import said_by_link
from requirements_bank.reports.requirement_words import shown
from requirements_bank.services.comment_links import comment_by_link as write
from requirements_bank.services.comment_links import opened_by


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@declared(Audience.TOKEN)
def comment_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the requirement's wording and take comments; a link that works no more says so."""
    opened = opened_by(secret)
    if opened is None:
        return render_page(request, "requirements_bank/comment_link_over.html", {}, status=404)
    link, version = opened
    with open_access(access_for_work(link.organisation_id)):
        form = GuestCommentForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _written(link, version, form):
            return redirect(f"{request.path}?received=1#received")
        context = {
            "form": form,
            "owner": version.requirement.organisation,
            "shown": shown(version),
            "threads": said_by_link(link),
            "link": link,
            "received": "received" in request.GET,
        }
        return render_page(
            request, "requirements_bank/comment_by_link.html", context, status=422 if form.errors else 200
        )


def _written(link: AccessLink, version: RequirementVersion, form: GuestCommentForm) -> bool:
    said = form.cleaned_data
    try:
        with acting(Actor(f"{said['name']}, {said['company']}"[:200])):
            write(link, version.requirement, name=said["name"], company=said["company"], text=said["text"])
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
