"""What the organisation uses of all banks, and where a source has a newer version."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.queries.adoptions import Use, newest_of_variants, uses_of
from requirements_bank.reports.requirement_fields import field_texts
from requirements_bank.views.bank_seen import bank_tabs

PAGE_SIZE = 50
SEARCH_LENGTH = 100
KINDS = ("newer", "as_is", "variant")


@require_GET
@organisation_page("requirements_bank.view_bank")
def adoptions(request: OrganisationRequest) -> HttpResponse:
    """List what is used, whatever has a newer version first."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:SEARCH_LENGTH]
    only = request.GET.get("only", "")
    only = only if only in KINDS else ""
    every = uses_of(request.organisation)
    found = uses_of(request.organisation, words=words, only=only) if words or only else every
    page = page_of(request, found, PAGE_SIZE)
    uses = list(page.object_list)
    variants = newest_of_variants(uses)
    context = {
        "tabs": bank_tabs(request, "adoptions"),
        "page": page,
        "query": without_page(request),
        "rows": [_row(use, variants.get(use.adoption.variant_id or 0)) for use in uses],
        "every": every,
        "in_use": sum(not use.is_in_writing for use in every),
        "in_writing": sum(use.is_in_writing for use in every),
        "chips": _chips(request, every, only),
        "newer": sum(use.newer is not None for use in every),
        "q": words,
        "only": only,
        "audiences": SeenBy.choices,
        "may_use": request.place.may("requirements_bank.use_bank"),
    }
    return render_page(request, "requirements_bank/adoptions.html", context)


def _row(use: Use, variant: RequirementVersion | None) -> dict[str, Any]:
    language = get_language() or "en"
    said = (variant or use.adoption.version).content
    return {
        "adoption": use.adoption,
        "newer": use.newer,
        "title": field_texts(said, language)["title"],
        "variant": variant,
    }


def _chips(request: OrganisationRequest, every: Sequence[Use], only: str) -> list[dict[str, Any]]:
    titles = {"newer": _("Newer version"), "as_is": _("As it is"), "variant": _("Our own variant")}
    return [
        {
            "title": title,
            "count": count,
            "current": kind == only,
            "address": changed(request, only=None if kind == only else kind),
        }
        for kind, title in titles.items()
        if (count := sum(kind in use.kinds for use in every)) or kind == only
    ]
