"""Begin, show, renew and end the use of a requirement."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.adoptions import KEEP, REDRAFT, AdoptForm, EndUseForm, NewerForm, ShowUseForm
from requirements_bank.forms.requirement_page import language_in
from requirements_bank.models import Adoption, RequirementVersion
from requirements_bank.queries.adoptions import adoption_called, newer_version_of
from requirements_bank.queries.related import versions_called
from requirements_bank.reports.difference_words import differences_of
from requirements_bank.reports.problem_words import FIELDS
from requirements_bank.services.adopt import (
    adopt,
    end_adoption,
    make_variant,
    pass_over,
    take_newer,
    variant_from_newer,
)
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.show_use import show_use
from requirements_bank.views.bank_seen import bank_tabs, requirement_or_404

UNREADABLE = 422


@require_POST
@organisation_page("requirements_bank.use_bank")
def adopt_requirement(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Use a requirement as it is, or begin a variant of one's own."""
    found = requirement_or_404(requirement)
    form = AdoptForm({**request.POST.dict(), "kind": request.POST.get("as", "it_is")})
    here = redirect("requirement", request.organisation.slug, found.uuid)
    chosen = versions_called([form.cleaned_data["version"]]) if form.is_valid() else []
    if not chosen or chosen[0].requirement_id != found.pk:
        messages.error(request, _("Choose on this page how you want to use it, and send it again."))
        return here
    if form.cleaned_data["kind"] == "variant":
        return _vary(request, chosen[0], form.cleaned_data["seen_by"]) or here
    try:
        adopt(organisation=request.organisation, version=chosen[0], seen_by=form.cleaned_data["seen_by"])
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You use %(code)s from now on.") % {"code": found.code})
    return here


@require_POST
@organisation_page("requirements_bank.use_bank")
def show_adoption(request: OrganisationRequest, adoption: UUID) -> HttpResponse:
    """Choose who sees that the requirement is used."""
    use, form = _use_or_404(request, adoption), ShowUseForm(request.POST)
    if form.is_valid():
        show_use(use, seen_by=form.cleaned_data["seen_by"])
        messages.success(request, _("Saved: %(code)s.") % {"code": use.requirement.code})
    else:
        messages.error(request, _("Choose who sees it, and save again."))
    return redirect("adoptions", request.organisation.slug)


@require_POST
@organisation_page("requirements_bank.use_bank")
def end_use(request: OrganisationRequest, adoption: UUID) -> HttpResponse:
    """Stop using a requirement, with a reason."""
    use, form = _use_or_404(request, adoption), EndUseForm(request.POST)
    if form.is_valid():
        end_adoption(use, reason=form.cleaned_data["reason"])
        messages.success(request, _("You use %(code)s no longer.") % {"code": use.requirement.code})
    else:
        messages.error(request, _("Write why you stop using it; up to 500 letters."))
    return redirect("adoptions", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.use_bank")
def newer_version(request: OrganisationRequest, adoption: UUID) -> HttpResponse:
    """Show what the newer version of a source changes, and take it, or stay with a reason."""
    use = _use_or_404(request, adoption)
    newer = newer_version_of(use)
    if newer is None or use.ended_at:
        messages.info(request, _("You have looked at the newest version of %(code)s.") % {"code": use.requirement.code})
        return redirect("adoptions", request.organisation.slug)
    form = NewerForm(request.POST or None, initial={"version": newer.uuid})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["version"] == newer.uuid:
            return _renew(request, use, newer, form)
        messages.error(request, _("There is a still newer version by now. Look at what it changes."))
        return redirect("newer_version", request.organisation.slug, use.uuid)
    context = {
        "tabs": bank_tabs(request, "adoptions"),
        "use": use,
        "newer": newer,
        "form": form,
        "differences": differences_of(use.version.content, newer.content, language_in("")),
        "may_write": request.place.may("requirements_bank.write_bank"),
    }
    status = UNREADABLE if form.is_bound else 200
    return render_page(request, "requirements_bank/newer_version.html", context, status=status)


def _renew(request: OrganisationRequest, use: Adoption, newer: RequirementVersion, form: NewerForm) -> HttpResponse:
    """Do what was answered, and say what was done."""
    answer, about = form.cleaned_data["answer"], {"code": use.requirement.code, "number": newer.number}
    try:
        if answer == REDRAFT:
            return _redraft(request, use, newer)
        if answer == KEEP:
            pass_over(use, newer, reason=form.cleaned_data["reason"])
            messages.success(
                request, _("You stay with what you have; version %(number)s is not offered again.") % about
            )
        else:
            take_newer(use, newer)
            messages.success(request, _("You use version %(number)s of %(code)s now.") % about)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("newer_version", request.organisation.slug, use.uuid)
    return redirect("adoptions", request.organisation.slug)


def _redraft(request: OrganisationRequest, use: Adoption, newer: RequirementVersion) -> HttpResponse:
    _check_may_write(request)
    draft, contested = variant_from_newer(use, newer)
    messages.success(
        request,
        _("A new draft of %(code)s has begun: what is new in the source, and what you had changed yourselves.")
        % {"code": draft.requirement.code},
    )
    if contested:
        names = ", ".join(str(FIELDS[name]) for name in contested if name in FIELDS)
        messages.warning(
            request, _("Both have changed these; yours stand. Look at them: %(fields)s.") % {"fields": names}
        )
    return _draft_page(request, draft)


def _vary(request: OrganisationRequest, version: RequirementVersion, seen_by: str) -> HttpResponse | None:
    """Begin a variant and lead to its draft; nothing, with a message, where that cannot be."""
    _check_may_write(request)
    bank = own_bank(request.organisation)
    try:
        draft = make_variant(organisation=request.organisation, bank=bank, version=version, seen_by=seen_by)
    except DomainError as error:
        messages.error(request, str(error))
        return None
    words = {"variant": draft.requirement.code, "code": version.requirement.code}
    messages.success(request, _("%(variant)s is your variant of %(code)s: a draft that you can change.") % words)
    return _draft_page(request, draft)


def _check_may_write(request: OrganisationRequest) -> None:
    if not request.place.may("requirements_bank.write_bank"):
        raise Http404


def _draft_page(request: OrganisationRequest, draft: RequirementVersion) -> HttpResponse:
    return redirect("edit_draft", request.organisation.slug, draft.uuid)


def _use_or_404(request: OrganisationRequest, uuid: UUID) -> Adoption:
    found = adoption_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found
