"""Find requirements: by what is to be bought, by words, codes and choices."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from foundation.addresses import changed, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.find import FindForm, read_address
from requirements_bank.queries.found_requirements import Chosen, Found, found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.facet_words import SORT_NAMES, facets_of
from requirements_bank.reports.requirement_words import ShownRequirement, shown
from requirements_bank.views.bank_seen import bank_tabs
from requirements_bank.views.find_address import chips_of, with_words_only

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One requirement of the list, and how many organisations in sight use it."""

    shown: ShownRequirement
    uses: int
    is_first_loose: bool = False


@require_GET
@organisation_page("requirements_bank.view_bank")
def requirements(request: OrganisationRequest) -> HttpResponse:
    """List the published requirements that fit what the address asks for, a page at a time."""
    form = read_address(request.GET)
    found, page = _page(request, form)
    context = {
        "tabs": bank_tabs(request, "requirements"),
        "found": found,
        "hits": _hits(found),
        "page": page,
        **_choices(request, form, found),
    }
    return render_page(request, "requirements_bank/requirements.html", context, partial="found")


def _choices(request: OrganisationRequest, form: FindForm, found: Found) -> dict[str, Any]:
    """Return what was chosen and what can be."""
    chosen = form.chosen
    return {
        "chosen": chosen,
        "ignored": form.ignored,
        "query": without_page(request),
        "facets": facets_of(found, chosen.choices),
        "chips": chips_of(request, chosen, list(found.banks)),
        "sorts": _sorts(request, chosen),
        "words_only": with_words_only(chosen),
    }


def _page(request: OrganisationRequest, form: FindForm) -> tuple[Found, Page[int]]:
    """Return the page that is asked for, the last one where there are not so many."""
    found = _found(request, form.chosen, form.page)
    page = Paginator(range(found.total), PAGE_SIZE).get_page(form.page)
    if page.number != form.page:
        found = _found(request, form.chosen, page.number)
    return found, page


def _found(request: OrganisationRequest, chosen: Chosen, number: int) -> Found:
    offset = (number - 1) * PAGE_SIZE
    language = get_language() or "nb"
    return found_requirements(request.organisation, chosen, language=language, limit=PAGE_SIZE, offset=offset)


def _hits(found: Found) -> list[Hit]:
    versions = published_versions().in_bulk([version for version, _uses in found.page])
    page = [(version, uses) for version, uses in found.page if version in versions]
    first = next((version for version, _uses in page if version in found.loose), None)
    return [Hit(shown(versions[version]), uses, version == first) for version, uses in page]


def _sorts(request: OrganisationRequest, chosen: Chosen) -> list[dict[str, Any]]:
    return [
        {"name": name, "title": title, "address": changed(request, sort=name), "current": name == chosen.order}
        for name, title in SORT_NAMES.items()
        if name != "relevance" or chosen.words
    ]
