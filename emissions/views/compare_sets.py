"""Factor sets compared: side by side for one unit of money, and on the accounts of a year; nothing of it is kept."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.calculations.factor_comparison import SetComparison
from emissions.forms.set_comparison import CompareSetsForm, OnAccountsForm
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.set_comparison import on_accounts, sets_compared
from emissions.queries.spend import years_with_spend
from emissions.reports.category_words import category_name, in_language
from emissions.reports.set_comparison_words import (
    area_rows,
    compared_sentence,
    difference_rows,
    picture,
    shown_sets,
    two_sets_sentence,
)
from foundation.downloads import file_of
from foundation.spreadsheets import Column, Sheet
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.reference.categories import category_leaves

SHOWN_FIRST = "food.mixed"
LATEST_PRICES = 2024  # the last year that the shipped price indices reach for every currency
MOST_SETS = 6


@require_GET
@organisation_page("emissions.view_factor_sets")
def compare(request: OrganisationRequest) -> HttpResponse:
    """Set the chosen sets side by side, category by category."""
    form = _form(request)
    compared = _compared(request, form)
    category = form.values["category"]
    context = {
        "form": form,
        "sets": shown_sets(compared),
        "chosen": [known.code for known in compared.factor_sets],
        "compared": compared,
        "answer": compared_sentence(compared),
        "areas": area_rows(compared, category),
        "chart": picture(compared, category),
        "category": category_name(category),
        "query": request.GET.urlencode(),
        "leaves": [(code, in_language(leaf.names)) for code, leaf in category_leaves().items() if not leaf.retired],
    }
    return render_page(request, "emissions/compare_sets.html", context)


@require_GET
@organisation_page("emissions.view_factor_sets")
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out the comparison, a row for each category and set."""
    compared = _compared(request, _form(request))
    unit = f"kg CO2e/{compared.currency} ({compared.year})"
    columns = [
        Column(_("Area")),
        Column(_("Category")),
        Column(_("Factor set")),
        Column(unit, "number"),
        Column(_("Of the first set"), "number"),
        Column(_("Warming potentials")),
        Column(_("Where the figures are from")),
        Column(_("What to know")),
    ]
    heads = shown_sets(compared)
    rows = (
        [
            area["name"], row["name"], head.title, cell.kg, cell.ratio, head.gwp, head.region,
            cell.missing or "; ".join((*head.flags, *cell.flags)),
        ]
        for area in area_rows(compared)
        for row in area["rows"]
        for head, cell in zip(heads, row["cells"], strict=True)
    )  # fmt: skip
    return file_of([Sheet(_("Factor sets"), columns, rows)], f"factor-sets-{compared.currency}-{compared.year}", kind)


@require_GET
@organisation_page("emissions.view_footprint")
def compare_on_accounts(request: OrganisationRequest) -> HttpResponse:
    """Show what a year's footprint would be with each of two sets chosen."""
    years = years_with_spend(request.organisation.pk)
    sets = _titles(request)
    defaults = {"year": years[0] if years else None, "one": sets[0][0], "other": sets[1][0]}
    form = OnAccountsForm(request.GET, years=years, sets=sets, defaults=defaults)
    context: dict[str, Any] = {"form": form, "years": years, "sets": sets, "found": None}
    values = form.values
    found = on_accounts(request.organisation, values["year"], values["one"], values["other"]) if years else None
    if found:
        names = dict(sets)
        one, other = names[values["one"]], names[values["other"]]
        context |= {
            "found": found,
            "results": [(found.one, one), (found.other, other)],
            "one": one,
            "other": other,
            "answer": two_sets_sentence(found, one, other),
            "rows": difference_rows(found),
            "gwp_differs": found.one.gwp_set != found.other.gwp_set,
        }
    return render_page(request, "emissions/compare_on_accounts.html", context)


def _titles(request: OrganisationRequest) -> list[tuple[str, str]]:
    return [(known.code, in_language(known.source.title)) for known in sets_to_choose(request.organisation)]


def _form(request: OrganisationRequest) -> CompareSetsForm:
    sets = _titles(request)
    defaults = {
        "sets": [code for code, _title in sets][:MOST_SETS],
        "currency": request.organisation.currency,
        "year": LATEST_PRICES,
        "category": SHOWN_FIRST,
    }
    return CompareSetsForm(request.GET, sets=sets, defaults=defaults)


def _compared(request: OrganisationRequest, form: CompareSetsForm) -> SetComparison:
    wanted = form.values["sets"]
    known = [one for one in sets_to_choose(request.organisation) if one.code in wanted][:MOST_SETS]
    return sets_compared(request.organisation, known, currency=form.values["currency"], year=form.values["year"])
