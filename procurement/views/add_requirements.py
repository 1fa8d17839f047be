"""Put requirements into a procurement: those of a basket, or single ones found by code or words."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import AskedRequirement, Lot, Procurement
from procurement.queries.asked import asked_lines
from procurement.services.ask import Wanted, ask_as_in_basket, ask_for
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.baskets import basket_called
from requirements_bank.queries.found_requirements import Chosen, found_requirements
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.requirement_words import ShownRequirement, shown

FEW = 20
LONGEST = 200


@require_POST
@organisation_page(RUN)
def add(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Ask for what lies in a basket, for one version, or for the requirement of a code; words lead to the search."""
    found = led_or_404(request, procurement)
    lot, words = _lot(request, found), request.POST.get("words", "").strip()[:LONGEST]
    named = _named(request, words)
    try:
        if "basket" in request.POST:
            tell(request, found, lambda: _of_basket(request, found, lot))
        elif named is None:
            address = reverse("find_for_procurement", args=[request.organisation.slug, found.uuid])
            return redirect(f"{address}?{urlencode({'q': words, 'lot': str(lot.uuid) if lot else ''})}")
        else:
            tell(request, found, lambda: ask_for(found, [Wanted(named)], lot=lot))
    except DomainError as problem:
        messages.error(request, str(problem))
    return redirect("procurement_requirements", request.organisation.slug, found.uuid)


@require_GET
@organisation_page(RUN)
def find(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show what the bank has for some words, each with a button that puts it into the procurement."""
    found = led_or_404(request, procurement)
    words = request.GET.get("q", "").strip()[:LONGEST]
    asked = {line.version.requirement_id for line in asked_lines(found) if line.version}
    context = {
        **procurement_context(request, found, "procurement_requirements", _("Find requirements")),
        "q": words,
        "hits": [(each, each.version.requirement_id in asked) for each in _hits(request, words)] if words else [],
        "lots": list(found.lots.all()),
        "lot": request.GET.get("lot", ""),
    }
    return render_page(request, "procurement/find_requirement.html", context)


def _hits(request: OrganisationRequest, words: str) -> list[ShownRequirement]:
    language = get_language() or "en"
    found = found_requirements(
        request.organisation, Chosen(words=words), language=language, limit=FEW, is_counted=False
    )
    ids = [version for version, _uses in found.page]
    versions = published_versions().in_bulk(ids)
    return [shown(versions[each]) for each in ids if each in versions]


def _named(request: OrganisationRequest, words: str) -> RequirementVersion | None:
    """Return the published version that is named by its id or, where just one has it, by its code."""
    if words:
        of_code = list(published_versions().filter(requirement__code__iexact=words)[:2])
        return of_code[0] if len(of_code) == 1 else None
    named = uuid_or_none(request.POST.get("version", ""))
    return published_versions().filter(uuid=named).first() if named else None


def _of_basket(request: OrganisationRequest, procurement: Procurement, lot: Lot | None) -> list[AskedRequirement]:
    named = uuid_or_none(request.POST["basket"])
    basket = basket_called(request.organisation, named) if named else None
    return ask_as_in_basket(procurement, basket, lot=lot) if basket and basket.archived_at is None else []


def tell(request: OrganisationRequest, procurement: Procurement, act: Callable[[], object]) -> None:
    """Do what puts requirements in, and say how many are new."""
    there = AskedRequirement.objects.filter(procurement=procurement, removed_at=None)
    before = there.count()
    act()
    number = there.count() - before
    if number:
        sentence = ngettext("One requirement is put in.", "%(number)s requirements are put in.", number)
        messages.success(request, sentence % {"number": number})
    else:
        messages.info(request, _("Nothing new was put in: it is all there already, or no longer published."))


def _lot(request: OrganisationRequest, procurement: Procurement) -> Lot | None:
    named = uuid_or_none(request.POST.get("lot", ""))
    return procurement.lots.filter(uuid=named).first() if named else None
