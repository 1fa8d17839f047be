"""The catalogue of factor sets: which fits what, where it comes from, and which category uses which factor."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.calculations.factor_set import FactorSet
from emissions.calculations.own_set_facts import facts_from
from emissions.models import OwnFactorSet
from emissions.queries.factor_catalogue import CategoryUse, FactorRow, factors_of, sets_in_order, uses_of
from emissions.queries.own_sets import draft_version_of, own_sets_of, sets_of_networks, uuid_in, version_in_force
from emissions.queries.published import DEFAULT_FACTOR_SET, activity_factor_sets, factor_sets
from emissions.reports.activity_set_words import facts_of_activity_set
from emissions.reports.category_words import category_name, in_language, language_of
from emissions.reports.factor_set_words import FactorSetFacts, facts_of
from emissions.reports.own_set_page import set_answer
from emissions.reports.source_words import price_basis_name
from emissions.views.activity_factors import activity_set_file, activity_set_page
from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of
from foundation.spreadsheets import Column, Sheet
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 50
TABS = ("about", "categories", "factors")


@require_GET
@organisation_page("emissions.view_factor_sets")
def factor_set_list(request: OrganisationRequest) -> HttpResponse:
    """List the sets with what each fits."""
    sets = [facts_of(known, request.organisation.country) for known in sets_in_order(DEFAULT_FACTOR_SET)]
    by_activity = [facts_of_activity_set(known) for known in activity_factor_sets().values()]
    context = {
        "sets": sets,
        "by_activity": by_activity,
        "own_sets": [_own(one) for one in own_sets_of(request.organisation)],
        "shared_sets": [_own(one) for one in sets_of_networks(request.organisation)],
        "may_keep": request.place.may("emissions.keep_factor_sets"),
    }
    return render_page(request, "emissions/factor_sets.html", context)


def _own(own_set: OwnFactorSet) -> dict[str, Any]:
    in_force, draft = version_in_force(own_set), draft_version_of(own_set)
    facts = facts_from(in_force.facts) if in_force and in_force.facts else None
    return {
        "set": own_set,
        "in_force": in_force,
        "draft": draft,
        "facts": facts,
        "answer": set_answer(own_set, in_force),
    }


@require_GET
@organisation_page("emissions.view_factor_sets")
def factor_set(request: OrganisationRequest, code: str) -> HttpResponse:
    """Show one set: what it is, which categories use it, and its factors."""
    if code in activity_factor_sets():
        return activity_set_page(request, activity_factor_sets()[code])
    if own := uuid_in(code):
        return redirect("own_set", request.organisation.slug, own)
    known = _set_or_404(code)
    tab = request.GET.get("tab", "about")
    tab = tab if tab in TABS else "about"
    context: dict[str, Any] = {"facts": _facts(request, known), "tab": tab, "tabs": _tabs(request, tab)}
    if tab == "categories":
        context["areas"] = _by_area(uses_of(code), known)
    if tab == "factors":
        words = request.GET.get("q", "").strip()
        rows = _found(factors_of(known), words)
        page = page_of(request, rows, PAGE_SIZE)
        shown = [_shown_factor(row, known) for row in page]
        context |= {"page": page, "rows": shown, "words": words, "query": without_page(request), "found": len(rows)}
    return render_page(request, "emissions/factor_set.html", context)


@require_GET
@organisation_page("emissions.view_factor_sets")
def factor_set_export(request: OrganisationRequest, code: str, kind: str) -> HttpResponseBase:  # noqa: ARG001 - a page
    """Give out every figure of a set with its source."""
    if code in activity_factor_sets():
        return activity_set_file(activity_factor_sets()[code], kind)
    known = _set_or_404(code)
    columns = [
        Column(_("Code")),
        Column(_("Name")),
        Column(_("Price year"), "integer"),
        Column(_("Year of the emissions"), "integer"),
        Column(_("Price basis")),
        Column(_("Variant")),
        Column(_("Unit")),
        Column(_("Factor"), "number"),
        Column(_("Source")),
    ]
    rows = (
        [
            factor.code,
            in_language(known.codes[factor.code].names),
            factor.price_year,
            factor.ghg_year,
            price_basis_name(factor.price_basis),
            factor.variant,
            factor.unit,
            factor.kg_per_unit,
            known.source.licence.attribution,
        ]
        for factor in known.factors
    )
    return file_of([Sheet(known.code, columns, rows)], known.source.reference.replace("@", "-"), kind)


def _set_or_404(code: str) -> FactorSet:
    known = factor_sets().get(code)
    if known is None:
        raise Http404
    return known


def _facts(request: OrganisationRequest, known: FactorSet) -> FactorSetFacts:
    return facts_of(known, request.organisation.country)


def _tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    titles = {"about": _("What it is"), "categories": _("Categories"), "factors": _("Factors")}
    return [
        {"title": title, "address": changed(request, tab=name, q=None), "current": name == current}
        for name, title in titles.items()
    ]


def _found(rows: list[FactorRow], words: str) -> list[FactorRow]:
    wanted = words.casefold()
    return [row for row in rows if wanted in f"{row.code} {' '.join(row.names.values())}".casefold()]


def _shown_factor(row: FactorRow, known: FactorSet) -> dict[str, Any]:
    return {
        "row": row,
        "name": in_language(row.names),
        "language": language_of(row.names),
        "categories": [category_name(category) for category in row.categories],
        "basis": price_basis_name(row.newest.price_basis) if row.newest else "",
        "not_for": sorted(known.codes[row.code].not_for),
    }


def _by_area(uses: list[CategoryUse], known: FactorSet) -> list[dict[str, Any]]:
    areas: dict[str, list[dict[str, Any]]] = {}
    for use in uses:
        factors = [
            {
                "code": code,
                "name": in_language(known.codes[code].names),
                "language": language_of(known.codes[code].names),
                "weight": weight,
            }
            for code, weight in use.weights
            if code in known.codes
        ]
        entry = {"use": use, "name": in_language(use.category.names), "factors": factors}
        entry["gap"] = in_language(use.gap.explanation) if use.gap else ""
        areas.setdefault(use.category.parent or "", []).append(entry)
    return [{"name": category_name(area), "rows": rows} for area, rows in areas.items()]
