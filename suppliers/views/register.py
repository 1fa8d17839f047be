"""The register of suppliers: who is bought from, by which numbers, for how much; what needs somebody first."""

import re
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation import figures
from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of, plain_name, table_links
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.calculations.number_reading import NumberKind
from suppliers.queries.register import (
    DOUBLES,
    SHOWS,
    SORTS,
    Counts,
    KnownSupplier,
    Register,
    Wanted,
)
from suppliers.queries.supplier_money import money_of, years_of
from suppliers.reports.register_sheet import register_sheet
from suppliers.reports.supplier_words import SHOW_NAMES, numbers_of, title_of
from suppliers.views.register_seen import CHANGE, SEE, crumbs, sees_numbers

PAGE_SIZE = 50
MOST_LETTERS = 200
NEEDS_SOMEBODY = (NumberKind.INVALID.value, NumberKind.MISSING.value)


@require_GET
@organisation_page(SEE)
def register(request: OrganisationRequest) -> HttpResponse:
    """List the suppliers, those with most money first."""
    years = years_of(request.organisation)
    wanted = _wanted(request, years)
    known = Register(request.organisation, wanted, numbers_are_seen=sees_numbers(request))
    counts = known.counts
    page = page_of(request, known.found, PAGE_SIZE)
    page.object_list = [_row(request, each) for each in known.suppliers(list(page))]
    context = {
        "crumbs": [*crumbs(request)[:-1], {"title": _("Suppliers")}],
        "counts": counts,
        "answer": _answer(counts) if counts.suppliers else "",
        "wanted": wanted,
        "page": page,
        "found": len(known.found),
        "found_money": _found_money(request, known, wanted),
        "chips": _chips(request, wanted, counts),
        "years": [
            {"title": str(year), "address": changed(request, year=year), "current": year == wanted.year}
            for year in years
        ],
        "query": without_page(request),
        "sorts": _sorts(request, wanted),
        "hidden": [(name, value) for name, value in request.GET.items() if name not in ("q", "page")],
        "actions": _exports(request) if counts.suppliers else [],
        "may_change": request.place.may(CHANGE),
    }
    return render_page(request, "suppliers/register.html", context)


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out every card of every supplier that fits, all pages of it; personal numbers are masked for everybody."""
    wanted = _wanted(request, years_of(request.organisation))
    money = money_of(request.organisation, year=wanted.year) if wanted.year else ()
    known = Register(request.organisation, wanted, numbers_are_seen=sees_numbers(request))
    sheet = register_sheet(known.suppliers(list(known.found)), money, request.organisation.currency, wanted.year)
    return file_of([sheet], plain_name(request.organisation.name, sheet.title), kind)


def _wanted(request: OrganisationRequest, years: list[int]) -> Wanted:
    """Return what the address asks for; what it says that makes no sense is left out."""
    show, sort, year = (request.GET.get(name, "") for name in ("show", "sort", "year"))
    chosen = int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else None
    return Wanted(
        show=show if show in SHOWS else "",
        words=" ".join(request.GET.get("q", "")[:MOST_LETTERS].replace("\0", "").split()),
        year=chosen if chosen in years else (years[0] if years else None),
        sort=sort if sort in SORTS else SORTS[0],
    )


def _row(request: OrganisationRequest, known: KnownSupplier) -> dict[str, Any]:
    seen = sees_numbers(request)
    return {
        "name": title_of(known, numbers_are_seen=seen),
        "address": reverse("supplier", args=[request.organisation.slug, known.head.uuid]),
        "numbers": numbers_of(known.cards, numbers_are_seen=seen)[:3],
        "spellings": len(known.cards),
        "merged": bool(known.head.identity_number or known.head.identity_name),
        "sums": known.sums,
        "others": [
            figures.money_in_words(amount, currency, get_language() or "en")
            for currency, amount in (known.sums.others.items() if known.sums else ())
        ],
    }


def _answer(counts: Counts) -> str:
    """Return in one sentence how many suppliers there are and how many of them need somebody."""
    need = sum(counts.by_show.get(kind, 0) for kind in NEEDS_SOMEBODY)
    if not need:
        sentence = ngettext(
            "%(count)s supplier in all years, and no number is wrong or missing.",
            "%(count)s suppliers in all years, and no number is wrong or missing.",
            counts.suppliers,
        )
        return sentence % {"count": figures.integer(counts.suppliers, get_language() or "en")}
    share = figures.percent(need / counts.suppliers, get_language() or "en")
    words = {"count": figures.integer(counts.suppliers, get_language() or "en"), "share": share}
    sentence = ngettext(
        "%(count)s supplier in all years; its number is wrong or missing in %(share)s.",
        "%(count)s suppliers in all years; for %(share)s of them the number is wrong or missing.",
        counts.suppliers,
    )
    return sentence % words


def _found_money(request: OrganisationRequest, known: Register, wanted: Wanted) -> str:
    if wanted.year is None:
        return ""
    return figures.money_in_words(known.found_money, request.organisation.currency, get_language() or "en")


def _chips(request: OrganisationRequest, wanted: Wanted, counts: Counts) -> list[dict[str, Any]]:
    """Return what can be shown alone, with how many there are; what there is none of is left out unless chosen."""
    language = get_language() or "en"
    number = {**counts.by_show, DOUBLES: counts.proposals}
    return [
        {
            "title": title,
            "count": figures.integer(number[name], language) if number.get(name) else "",
            "current": name == wanted.show,
            "address": changed(request, show=None if name == wanted.show else name),
        }
        for name, title in SHOW_NAMES.items()
        if number.get(name) or name == wanted.show
    ]


def _sorts(request: OrganisationRequest, wanted: Wanted) -> dict[str, dict[str, Any]]:
    directions = {"money": "descending", "name": "ascending"}
    return {
        name: {"address": changed(request, sort=name), "sorted": directions[name] if name == wanted.sort else ""}
        for name in SORTS
    }


def _exports(request: OrganisationRequest) -> list[dict[str, Any]]:
    query = without_page(request)
    return table_links(lambda kind: f"{reverse(f'suppliers_{kind}', args=[request.organisation.slug])}?{query}")
