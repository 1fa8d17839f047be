"""What anyone may read about the program itself: its licence, and how accessible it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.audience import public

LIBRARIES = (
    ("Designsystemet", "Digitaliseringsdirektoratet", "MIT"),
    ("htmx", "Big Sky Software", "0BSD"),
    ("Inter", "The Inter Project Authors", "OFL-1.1"),
    ("Django", "Django Software Foundation", "BSD-3-Clause"),
)


@public
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Show the licence of the program and of what the pages are made with."""
    columns = [{"title": _("What")}, {"title": _("Made by")}, {"title": _("Licence")}]
    context = {"libraries": LIBRARIES, "library_columns": columns, "libraries_title": _("What others made")}
    return render(request, "about/about.html", context)


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show what was done so that everyone can use the pages, and whom to tell when something does not work."""
    return render(request, "about/accessibility.html")
