"""The bank of examples: find them, read one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.examples import ExampleFilterForm
from requirements_bank.models import Example, SeenBy
from requirements_bank.queries.example_search import FoundExamples, examples_in_sight, find_examples
from requirements_bank.queries.examples import (
    contact_of,
    example_called,
    examples_by_key,
    requirements_of,
    source_of_copy,
)
from requirements_bank.reports.example_facets import chosen_chips, facets_of
from requirements_bank.reports.example_words import shown_example
from requirements_bank.reports.requirement_words import shown
from requirements_bank.views.bank_seen import bank_tabs

PAGE_SIZE = 20


@require_GET
@organisation_page("requirements_bank.view_bank")
def examples(request: OrganisationRequest) -> HttpResponse:
    """List the examples in sight, searched and narrowed down as the address says."""
    form = ExampleFilterForm(request.GET)
    found = find_examples(request.organisation, form.chosen)
    page = page_of(request, found.keys, PAGE_SIZE)
    context = {
        "tabs": bank_tabs(request, "examples"),
        "page": page,
        "query": without_page(request),
        "chosen": form.chosen,
        "found": len(found.keys),
        "examples": [shown_example(example) for example in examples_by_key(page.object_list)],
        "is_empty": not found.keys and not examples_in_sight(request.organisation).exists(),
        "everything": reverse("examples", args=[request.organisation.slug]),
        **_narrowing(request, form, found),
        "actions": _writing(request),
    }
    return render_page(request, "requirements_bank/examples.html", context, partial="found")


@require_GET
@organisation_page("requirements_bank.view_bank")
def example(request: OrganisationRequest, example: UUID) -> HttpResponse:
    """Show one example with what belongs to it."""
    found = example_or_404(request, example)
    is_own = found.organisation_id == request.organisation.pk
    may_write = request.place.may("requirements_bank.write_bank")
    context = {
        "example": found,
        "shown": shown_example(found),
        "requirements": [shown(version) for version in requirements_of(found)],
        "source": source_of_copy(found),
        "contact": contact_of(found),
        "is_own": is_own,
        "may_change": is_own and may_write,
        "may_copy": not is_own and may_write,
        "audiences": [(value, label, value == found.seen_by) for value, label in SeenBy.choices],
    }
    return render_page(request, "requirements_bank/example.html", context)


def example_or_404(request: OrganisationRequest, uuid: UUID) -> Example:
    """Return the example, if the reader sees it."""
    found = example_called(uuid, request.organisation)
    if found is None:
        raise Http404
    return found


def own_example_or_404(request: OrganisationRequest, uuid: UUID) -> Example:
    """Return the example, if it is the organisation's own."""
    found = example_or_404(request, uuid)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return found


def _narrowing(request: OrganisationRequest, form: ExampleFilterForm, found: FoundExamples) -> dict[str, Any]:
    """Return the filters with their counts and what is chosen of them, each with its address."""
    return {
        "facets": facets_of(found.counts, form.chosen, lambda name, value: changed(request, **{name: value})),
        "chips": chosen_chips(form.chosen, lambda name: changed(request, **{name: None})),
        "hidden": [(name, value) for name, value in request.GET.items() if name not in ("q", "page")],
    }


def _writing(request: OrganisationRequest) -> list[dict[str, Any]]:
    if not request.place.may("requirements_bank.write_bank"):
        return []
    address = reverse("new_example", args=[request.organisation.slug])
    return [{"title": _("Write an example"), "address": address, "icon": "plus", "primary": True}]
