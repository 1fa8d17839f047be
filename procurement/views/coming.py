"""What will be asked, where and when: for suppliers, without signing in, on a page and as a PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.access import NOTHING, open_access
from foundation.addresses import page_of
from foundation.audience import public
from foundation.downloads import plain_name
from foundation.pdf import pdf_response
from organisations.reference.categories import category_of
from procurement.queries.coming_steps import buyers_coming, categories_coming, codes_coming, coming_steps
from procurement.reports.coming_words import said_coming
from requirements_bank.reports.category_words import category_name

PAGE_SIZE = 5
"""Requirements at a time: each may have dozens of buyers with ten steps each."""


@public
@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """List the categories in which something is shown to everybody."""
    with open_access(NOTHING):
        numbers = categories_coming(timezone.localdate())
    context = {
        "categories": sorted(
            ((category_name(code), code, number) for code, number in numbers.items()), key=lambda each: each[0]
        )
    }
    return render(request, "procurement/coming.html", context)


@public
@require_safe
def coming_in(request: HttpRequest, category: str) -> HttpResponse:
    """Show what buyers will ask for in a category."""
    return render(request, "procurement/coming_in.html", _context(request, category))


@public
@require_safe
def coming_pdf(request: HttpRequest, category: str) -> HttpResponse:
    """Give the same page of requirements out as a PDF."""
    context = _context(request, category)
    return pdf_response(request, "reports/coming.html", context, filename=f"{plain_name(context['title'])}.pdf")


def _context(request: HttpRequest, category: str) -> dict[str, Any]:
    """Return what is shown of a category, so many requirements at a time; 404 for one that there is not."""
    if category_of(category) is None:
        raise Http404
    today = timezone.localdate()
    with open_access(NOTHING):
        page = page_of(request, codes_coming(category, today), PAGE_SIZE)
        requirements = said_coming(coming_steps(category, list(page.object_list), today))
        buyers = buyers_coming(category, today)
    name = category_name(category)
    return {
        "category": category,
        "name": name,
        "title": _("What buyers will ask for: %(category)s") % {"category": name},
        "page": page,
        "requirements": requirements,
        "buyers": buyers,
        "made": date_format(today, "DATE_FORMAT"),
    }
