"""Why this number? One ledger line, or one category, and every step from its money to its kilograms."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.models.footprints import Dimension
from emissions.queries.footprints import SeenFootprint
from emissions.queries.joins import teller_of
from emissions.queries.own_set_use import own_sets_of_footprint
from emissions.queries.reference import reference_version
from emissions.queries.why import Way, decision_of, file_name_of, import_of, way_of
from emissions.reports.breakdowns import money_by_currency
from emissions.reports.category_words import category_name
from emissions.reports.line_words import shown_line
from emissions.reports.own_set_use_words import why_not_here
from emissions.reports.reason_words import gap_sentence
from emissions.reports.why_page import shown_rules, shown_way
from emissions.views.footprints_seen import lines_or_404, may_open_lines, reader_of, seen_or_404
from emissions.views.way_back import CHANGE, change_of, rule_for
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.reference.categories import category_of


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def why_line(request: OrganisationRequest, footprint: UUID, ledger_import: UUID, row: int) -> HttpResponse:
    """Show how one line became kilograms, or why it does not count."""
    seen = seen_or_404(footprint)
    source = lines_or_404(request, seen)
    origin = import_of(seen.footprint, ledger_import)
    line = source.line(origin.pk, row) if origin else None
    if line is None:
        raise Http404
    decision = decision_of(seen.footprint, line["key_id"])
    counts, reader = line["treatment"] != "excluded", reader_of(request, seen)
    way = way_of(seen.footprint, line["category"], line["amount"], line["currency"]) if counts else None
    context = {
        "seen": seen,
        "footprint": seen.footprint,
        "line": shown_line(line, reader),
        "decision": decision,
        "rules_moved_on": seen.footprint.basis["mapping"]["reference"] != reference_version(),
        "rules": shown_rules(decision, reader, of_person=line["is_personal"]) if decision else [],
        "origin": origin,
        "file_name": file_name_of(origin) if origin else "",
        "teller": teller_of(origin, row) if origin else None,
        "new_rule": _new_rule(request, seen, line),
        "own_rule": change_of(request, decision.own, seen.footprint.year) if decision and not seen.is_shared else "",
        **_way_context(way, seen.footprint.factor_set, line["category"] or ""),
        "not_here": _own_sets_not_here(seen, line["category"] or "") if counts and line["category"] else [],
    }
    return render_page(request, "emissions/why_line.html", context)


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def why_category(request: OrganisationRequest, footprint: UUID, category: str) -> HttpResponse:
    """Show how the money of a whole category became kilograms, a way per currency: for readers of totals, too."""
    seen = seen_or_404(footprint)
    if (known := category_of(category)) is None or not known.is_leaf:
        raise Http404
    parts = seen.footprint.parts.filter(dimension=Dimension.CATEGORY, key=category).order_by("is_energy")
    ways = [
        {
            "is_energy": part.is_energy,
            "currency": currency,
            "amount": amount,
            **_way_context(way_of(seen.footprint, category, amount, currency), seen.footprint.factor_set, category),
        }
        for part in parts
        for currency, amount in money_by_currency(part, seen.footprint.currency).items()
    ]
    if not ways:
        raise Http404
    context = {
        "seen": seen,
        "footprint": seen.footprint,
        "category": known.code,
        "name": category_name(category),
        "ways": ways,
        "may_open_lines": may_open_lines(request, seen),
        "decided_in": _decided_in(request, seen, category),
        "not_here": _own_sets_not_here(seen, category),
        "title": _("Why this number?"),
    }
    return render_page(request, "emissions/why_category.html", context)


def _new_rule(request: OrganisationRequest, seen: SeenFootprint, line: dict[str, Any]) -> str:
    """Return where to make a rule for the lines like this one; empty for who may not."""
    if seen.is_shared:
        return ""
    return rule_for(
        request,
        account=line["account"],
        year=seen.footprint.year,
        supplier=line["supplier_uuid"],
        function="" if line["supplier_uuid"] else line["function"],
        category=line["category"],
    )


def _own_sets_not_here(seen: SeenFootprint, category: str) -> list[tuple[str, str]]:
    """Return the organisation's own sets that did not serve the category, with why; not for those it is shared with."""
    if seen.is_shared:
        return []
    reasons = ((use.title, why_not_here(use, category)) for use in own_sets_of_footprint(seen.footprint))
    return [(title, sentence) for title, sentence in reasons if sentence]


def _decided_in(request: OrganisationRequest, seen: SeenFootprint, category: str) -> str:
    """Return where the accounts of a category stand, each with the rule that decides; empty for who may change none."""
    if seen.is_shared or not request.place.may(CHANGE):
        return ""
    query = urlencode({"year": seen.footprint.year, "category": category})
    return f"{reverse('mapping', args=[request.organisation.slug])}?{query}"


def _way_context(way: Way | None, factor_set: str, category: str) -> dict[str, object]:
    if way is None:
        return {"way": None, "gap": ""}
    if way.derivation is None:
        return {"way": None, "gap": gap_sentence(way.gap, category, factor_set, way.values)}
    return {"way": shown_way(way.derivation), "gap": ""}
