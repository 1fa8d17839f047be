"""Hand in a set of one's own or a new version of it, say how it is used, publish or drop a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from emissions.forms.own_sets import BeginSetForm, SetUseForm
from emissions.importers.factor_table import MOST_BYTES, read_factor_table
from emissions.reports.own_set_words import file_sentence
from emissions.services.own_sets import begin_own_set, begin_version, change_own_set, drop_draft
from emissions.services.review_own_set import publish_draft
from emissions.views.own_sets_seen import KEEP, own_set_or_404, revision_seen, set_context, tell
from foundation.errors import DomainError
from foundation.files.forms import UploadForm
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.views.bounded import bounded

FORM_BYTES = 64 * 1024  # what a form takes beside its file


def _too_large(request: OrganisationRequest, own_set: UUID | None = None) -> HttpResponse:
    found = own_set_or_404(request, own_set) if own_set else None
    form = UploadForm() if found else BeginSetForm()
    refused = file_sentence(Problem("file_too_large", "file", values={"most": MOST_BYTES // 1024 // 1024}))
    context = set_context(request, found, _("Hand in factors"))
    return render_page(request, "emissions/own_set_new.html", {**context, "form": form, "refused": refused}, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def new(request: OrganisationRequest) -> HttpResponse:
    """Begin a set with its file."""
    posted = request.method == "POST"
    form = BeginSetForm(request.POST, request.FILES) if posted else BeginSetForm()
    if posted and form.is_valid() and _can_be_read(form):
        said = form.cleaned_data
        try:
            made = begin_own_set(
                organisation=request.organisation,
                title=said["title"],
                stream=form.upload,
                name=form.upload.name or "",
                form_key=said["key"],
            )
        except DomainError as problem:
            tell(form, problem)
        else:
            return redirect("own_set_columns", request.organisation.slug, made.uuid)
    context = {**set_context(request, None, _("A factor set of your own")), "form": form}
    return render_page(request, "emissions/own_set_new.html", context, status=422 if form.errors else 200)


@csrf_exempt  # as above
@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def new_version(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """Begin a new version of a set with its file."""
    found = own_set_or_404(request, own_set)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid() and _can_be_read(form):
        try:
            begin_version(found, stream=form.upload, name=form.upload.name or "")
        except DomainError as problem:
            tell(form, problem)
        else:
            return redirect("own_set_columns", request.organisation.slug, found.uuid)
    context = {**set_context(request, found, _("A new version")), "form": form}
    return render_page(request, "emissions/own_set_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
def settings(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """Say how a set is used."""
    found = own_set_or_404(request, own_set)
    typed = request.POST.copy()
    form = SetUseForm(found, typed or None)
    if form.is_valid():
        try:
            change_own_set(found, revision=form.cleaned_data["revision"] or 0, **form.said)
        except DomainError as problem:
            tell(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("own_set", request.organisation.slug, found.uuid)
    newer = own_set_or_404(request, own_set)
    typed["revision"] = str(newer.revision)  # what was typed can be saved over what somebody else saved meanwhile
    context = {**set_context(request, found, _("How it is used")), "form": form}
    return render_page(request, "emissions/own_set_settings.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(KEEP)
def publish(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """Publish the draft: from then on it never changes."""
    found = own_set_or_404(request, own_set)
    try:
        published = publish_draft(found, revision=revision_seen(request))
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        sentence = _("Version %(number)s is published and locked. Choose it when you calculate a footprint.")
        messages.success(request, sentence % {"number": published.number})
    return redirect("own_set", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(KEEP)
def drop(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """Remove the draft."""
    found = own_set_or_404(request, own_set)
    try:
        left = drop_draft(found)
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("own_set", request.organisation.slug, found.uuid)
    messages.success(request, _("The draft is dropped."))
    if left is None:
        return redirect("factor_sets", request.organisation.slug)
    return redirect("own_set", request.organisation.slug, found.uuid)


def _can_be_read(form: UploadForm) -> bool:
    """Whether there is a table in the file; else the form says why not, and nothing is kept."""
    table = read_factor_table(form.upload.read(MOST_BYTES + 1))
    form.upload.seek(0)
    if isinstance(table, Problem):
        form.add_error("file", file_sentence(table))
    return not isinstance(table, Problem)
