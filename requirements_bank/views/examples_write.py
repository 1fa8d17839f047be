"""Write, correct, publish, withdraw and copy examples of one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.models import Organisation
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.examples import ExampleForm, initial_for, initial_of
from requirements_bank.models import Example, SeenBy
from requirements_bank.queries.examples import contact_of
from requirements_bank.services.examples import (
    ExampleNotPossibleError,
    change_example,
    copy_example,
    new_example,
    publish_example,
    withdraw_example,
)
from requirements_bank.views.examples import example_or_404, own_example_or_404

FIRST_LANGUAGES = {Organisation.Country.SWEDEN: "sv"}


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.write_bank")
def new(request: OrganisationRequest) -> HttpResponse:
    """Fill in a new example."""
    form = ExampleForm(request.POST or None, initial=initial_for(request.organisation, _first_language(request)))
    if request.method == "POST" and form.is_valid():
        made = _written(
            form, lambda: new_example(organisation=request.organisation, said=form.said, contact=form.contact_words)
        )
        if made:
            messages.success(request, _("Saved as a draft. Only your own people see it until you publish it."))
            return redirect("example", request.organisation.slug, made.uuid)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.write_bank")
def edit(request: OrganisationRequest, example: UUID) -> HttpResponse:
    """Correct an example of one's own."""
    found = own_example_or_404(request, example)
    initial = initial_of(found, contact_of(found), _first_language(request))
    form = ExampleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen_hash"]
        made = _written(form, lambda: change_example(found, said=form.said, contact=form.contact_words, seen_hash=seen))
        if made:
            messages.success(request, _("Saved."))
            return redirect("example", request.organisation.slug, made.uuid)
    return _form_page(request, form, found)


@require_POST
@organisation_page("requirements_bank.write_bank")
def copy(request: OrganisationRequest, example: UUID) -> HttpResponse:
    """Copy an example in sight into one's own bank, and go on to change it."""
    made = copy_example(organisation=request.organisation, example=example_or_404(request, example))
    messages.success(request, _("Copied as a draft of your own. Change it as you like, then publish it."))
    return redirect("edit_example", request.organisation.slug, made.uuid)


@require_POST
@organisation_page("requirements_bank.write_bank")
def publish(request: OrganisationRequest, example: UUID) -> HttpResponse:
    """Let others see an example, or fewer of them."""
    found = own_example_or_404(request, example)
    seen_by = request.POST.get("seen_by", "")
    if seen_by not in SeenBy.values:
        messages.error(request, _("Choose who is to see the example."))
    else:
        publish_example(found, seen_by=seen_by)
        messages.success(request, _("Published. Seen by: %(who)s.") % {"who": SeenBy(seen_by).label})
    return redirect("example", request.organisation.slug, found.uuid)


@require_POST
@organisation_page("requirements_bank.write_bank")
def withdraw(request: OrganisationRequest, example: UUID) -> HttpResponse:
    """Take an example back from everybody else."""
    found = own_example_or_404(request, example)
    try:
        withdraw_example(found, reason=request.POST.get("reason", "")[:500])
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn. It is a draft again, and only your own people see it."))
    return redirect("example", request.organisation.slug, found.uuid)


def _written(form: ExampleForm, write: Any) -> Example | None:  # noqa: ANN401 - a service with its arguments
    """Return what the service wrote; None where it refused, with the reasons put into the form."""
    try:
        written: Example = write()
    except ExampleNotPossibleError as error:
        form.refuse(error)
    except DomainError as error:
        form.add_error(None, str(error))
    else:
        return written
    return None


def _form_page(request: OrganisationRequest, form: ExampleForm, found: Example | None) -> HttpResponse:
    slug = request.organisation.slug
    context = {
        "form": form,
        "example": found,
        "back": reverse("example", args=[slug, found.uuid]) if found else reverse("examples", args=[slug]),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, "requirements_bank/example_form.html", context, status=status)


def _first_language(request: OrganisationRequest) -> str:
    return FIRST_LANGUAGES.get(Organisation.Country(request.organisation.country), "nb")
