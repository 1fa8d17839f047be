"""How-to pages: open to everybody, in the reader's language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from foundation.audience import public
from foundation.how_to import how_to_page, how_to_pages


@public
@require_GET
def how_tos(request: HttpRequest) -> HttpResponse:
    """List the pages."""
    return render(request, "about/how_tos.html", {"pages": how_to_pages(get_language() or "en")})


@public
@require_GET
def how_to(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page, and the others beside it."""
    language = get_language() or "en"
    found = how_to_page(name, language)
    if found is None:
        raise Http404
    others = [page for page in how_to_pages(language) if page.name != found.name]
    is_foreign = found.language != language
    return render(request, "about/how_to.html", {"found": found, "others": others, "is_foreign": is_foreign})
