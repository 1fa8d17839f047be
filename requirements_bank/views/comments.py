"""What is said about a requirement: read, comment, answer, hide; who may; and links for suppliers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from foundation.models import AccessLink
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.comments import CommentForm, CommentLinkForm, CommentsFromForm
from requirements_bank.models import Comment, Requirement
from requirements_bank.queries.comments import comment_links, may_comment, threads_of
from requirements_bank.services.comment_links import make_comment_link, revoke_comment_link
from requirements_bank.services.comments import comment, hide_comment, open_comments
from requirements_bank.views.bank_seen import requirement_or_404

PAGE = "requirements_bank/requirement_comments.html"


def comments_on_page(
    request: OrganisationRequest, requirement: Requirement, form: CommentForm | None = None, answering: str = ""
) -> dict[str, Any]:
    """Return what requirements_bank/comments.html shows: threads, and what this reader may do with them."""
    is_owner = requirement.organisation_id == request.organisation.pk
    may = request.place.may("requirements_bank.comment")
    return {
        "requirement": requirement,
        "threads": threads_of(requirement),
        "comment_form": form or CommentForm(auto_id="comment_%s"),
        "answering": answering,
        "may_comment": may and may_comment(request.organisation, requirement, is_visitor=_is_visitor(request)),
        "may_hide": is_owner and request.place.may("requirements_bank.write_bank"),
        "is_owner": is_owner,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.comment")
def requirement_comments(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Show what is said about a requirement, and take a comment or an answer."""
    found = requirement_or_404(requirement)
    form, to = CommentForm(request.POST or None, auto_id="comment_%s"), _answered(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            comment(
                organisation=request.organisation,
                requirement=found,
                text=form.cleaned_data["text"],
                is_visitor=_is_visitor(request),
                to=to,
            )
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Your comment stands there now."))
            return redirect("requirement_comments", request.organisation.slug, found.uuid)
    answering = str(to.uuid) if to else ""
    context = comments_on_page(request, found, form, answering)
    return render_page(request, PAGE, context, partial="comments", status=422 if form.errors else 200)


@require_POST
@organisation_page("requirements_bank.write_bank")
def hide(request: OrganisationRequest, requirement: UUID, comment: UUID) -> HttpResponse:
    """Hide a comment, with a reason."""
    found = _own_or_404(request, requirement)
    written = get_object_or_404(Comment.objects.select_related("requirement__bank"), uuid=comment, requirement=found)
    try:
        hide_comment(written, reason=request.POST.get("reason", ""))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The comment is hidden, and the reason stands in the decision log."))
    return redirect("requirement_comments", request.organisation.slug, found.uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.write_bank")
def comment_settings(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Say who may comment on a requirement of ours, and make links for suppliers; a new link is shown this once."""
    found = _own_or_404(request, requirement)
    action = request.POST.get("action")
    opening = CommentsFromForm(
        request.POST if action == "open" else None, initial={"comments_from": found.comments_from}
    )
    linking = CommentLinkForm(request.POST if action == "link" else None)
    made = ""
    if action == "open" and opening.is_valid():
        open_comments(found, opening.cleaned_data["comments_from"])
        messages.success(request, _("Saved."))
        return redirect("comment_settings", request.organisation.slug, found.uuid)
    if action == "link" and linking.is_valid():
        try:
            _link, made = make_comment_link(requirement=found, **linking.cleaned_data)
            linking = CommentLinkForm()
        except DomainError as error:
            linking.add_error(None, str(error))
    context = {
        "requirement": found,
        "opening": opening,
        "linking": linking,
        "made": made,
        "links": comment_links(found),
    }
    status = 422 if opening.errors or linking.errors else 200
    return render_page(request, "requirements_bank/comment_settings.html", context, status=status)


@require_POST
@organisation_page("requirements_bank.write_bank")
def revoke_link(request: OrganisationRequest, requirement: UUID, link: UUID) -> HttpResponse:
    """Revoke a supplier's link."""
    found = _own_or_404(request, requirement)
    known = get_object_or_404(AccessLink, uuid=link, organisation=request.organisation)
    try:
        revoke_comment_link(found, known)
    except DomainError as error:
        raise Http404 from error
    messages.success(request, _("The link of %(name)s works no more.") % {"name": known.receiver})
    return redirect("comment_settings", request.organisation.slug, found.uuid)


def _is_visitor(request: OrganisationRequest) -> bool:
    return request.place.is_visit


def _answered(request: OrganisationRequest, requirement: Requirement) -> Comment | None:
    """Return the comment that is answered, if any is named; 404 for one that is not in sight."""
    named = request.POST.get("answers") or request.GET.get("answers")
    if not named:
        return None
    try:
        return get_object_or_404(Comment, uuid=UUID(named), requirement=requirement)
    except ValueError as error:
        raise Http404 from error


def _own_or_404(request: OrganisationRequest, uuid: UUID) -> Requirement:
    found = requirement_or_404(uuid)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return found
