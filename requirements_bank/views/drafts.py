"""What we write: drafts, what is in review, what is due for review; begin a requirement or a new version."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.calculations.requirement_reading import COUNTRIES
from requirements_bank.forms.review import NewRequirementForm
from requirements_bank.models import Bank, RequirementVersion, State
from requirements_bank.queries.own_bank import due_for_review, free_code, own_bank_of, versions_of_ours
from requirements_bank.reports.code_words import AREAS
from requirements_bank.reports.draft_words import draft_row
from requirements_bank.services.drafts import begin_version
from requirements_bank.services.versions import new_requirement
from requirements_bank.views.write_seen import own_requirement_or_404, write_context

PAGE_SIZE = 30


@require_GET
@organisation_page("requirements_bank.use_bank")
def drafts(request: OrganisationRequest) -> HttpResponse:
    """List what is being written and what must be looked at again."""
    ours = request.organisation
    page = page_of(request, versions_of_ours(ours, State.PUBLISHED), PAGE_SIZE)
    context = {
        **write_context(request, "drafts"),
        "bank": own_bank_of(ours),
        "today": timezone.localdate(),
        "due": [draft_row(version) for version in due_for_review(ours, timezone.localdate())],
        "drafts": [draft_row(version) for version in versions_of_ours(ours, State.DRAFT)],
        "in_review": [draft_row(version) for version in versions_of_ours(ours, State.IN_REVIEW)],
        "published": [draft_row(version) for version in page.object_list],
        "page": page,
        "query": without_page(request),
    }
    return render_page(request, "requirements_bank/drafts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.write_bank")
def new_draft(request: OrganisationRequest) -> HttpResponse:
    """Begin a requirement with its area and title."""
    bank = own_bank_of(request.organisation)
    if bank is None:
        messages.info(request, _("First say what your bank is called and who sees it."))
        return redirect("bank_settings", request.organisation.slug)
    form = NewRequirementForm(request.POST or None)
    form.fields["area"].choices = [*AREAS.items()]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            draft = _begun(bank, form)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            return redirect("edit_draft", request.organisation.slug, draft.uuid)
    context = {**write_context(request, "drafts"), "form": form, "bank": bank}
    return render_page(request, "requirements_bank/new_draft.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page("requirements_bank.write_bank")
def new_version(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Begin the next version of a requirement of ours, or go on with the one that is begun."""
    found = own_requirement_or_404(request, requirement)
    draft, is_new = begin_version(found)
    if not is_new:
        messages.info(request, _("A new version was begun already. This is it."))
    return redirect("edit_draft", request.organisation.slug, draft.uuid)


def _begun(bank: Bank, form: NewRequirementForm) -> RequirementVersion:
    told = form.cleaned_data
    own = get_language() or ""
    language = own if own in bank.languages else bank.languages[0]
    country = bank.organisation.country if bank.organisation else ""
    said = {
        "code": told["code"] or free_code(bank, told["area"]),
        "area": told["area"],
        "title": {language: told["title"]},
        "countries": [country] if country in COUNTRIES else [],
        "valid_from": timezone.localdate().isoformat(),
    }
    return new_requirement(bank=bank, said=said, visibility=bank.seen_by)
