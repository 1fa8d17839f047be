"""One set of factors by activity in the catalogue: what it is, its factors, and all of them as a file."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from emissions.calculations.activity_factor_set import ActivityFactorSet
from emissions.queries.activity_factors import factors_found
from emissions.reports.activity_set_words import activity_set_sheet, facts_of_activity_set, shown_factor
from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of
from organisations.pages import OrganisationRequest, render_page

PAGE_SIZE = 50


def activity_set_page(request: OrganisationRequest, known: ActivityFactorSet) -> HttpResponse:
    """Show a set: what it fits, or its factors as far as the words that are searched for find them."""
    tab = "factors" if request.GET.get("tab") == "factors" else "about"
    titles = {"about": _("What it is"), "factors": _("Factors")}
    tabs = [
        {"title": title, "address": changed(request, tab=name, q=None), "current": name == tab}
        for name, title in titles.items()
    ]
    context: dict[str, Any] = {"facts": facts_of_activity_set(known), "tab": tab, "tabs": tabs}
    if tab == "factors":
        words = request.GET.get("q", "").strip()[:100]
        found = factors_found(known, words)
        page = page_of(request, found, PAGE_SIZE)
        rows = [shown_factor(known, factor) for factor in page]
        context |= {"page": page, "rows": rows, "words": words, "query": without_page(request), "found": len(found)}
    return render_page(request, "emissions/activity_factor_set.html", context)


def activity_set_file(known: ActivityFactorSet, kind: str) -> HttpResponseBase:
    """Give out every figure of a set with its source."""
    return file_of([activity_set_sheet(known)], known.source.reference.replace("@", "-"), kind)
