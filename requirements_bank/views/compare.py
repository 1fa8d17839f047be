"""Up to four requirements beside each other."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from foundation.typed_ids import uuid_or_none
from organisations.models import Organisation
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.requirement_page import language_in
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.related import versions_called, versions_found
from requirements_bank.reports.comparison import comparison
from requirements_bank.reports.requirement_fields import field_texts

MOST = 4
FOUND = 8
SEARCH_LENGTH = 100


@require_GET
@organisation_page("requirements_bank.view_bank")
def compare(request: OrganisationRequest) -> HttpResponse:
    """Show the versions that the address names; what it names wrongly is told in a sentence."""
    asked = request.GET.getlist("version")
    uuids = _uuids(asked)
    known = versions_called(uuids)
    versions = known[:MOST]
    language = language_in(request.GET.get("language", ""))
    only_differences = request.GET.get("only") == "differences"
    rows = comparison(versions, language) if versions else []
    words = request.GET.get("q", "").replace("\0", "").strip()[:SEARCH_LENGTH]
    context = {
        "columns": [_column(version, versions, language, only_differences=only_differences) for version in versions],
        "rows": [row for row in rows if not (only_differences and row.is_same)] if len(versions) > 1 else rows,
        "same": sum(row.is_same for row in rows) if len(versions) > 1 else 0,
        "only_differences": only_differences,
        "switch": _address(versions, only="" if only_differences else "differences"),
        "language": language,
        "problems": _problems(asked, known),
        "is_full": len(versions) == MOST,
        "q": words,
        "hits": _hits(request.organisation, words, versions, language) if words else [],
    }
    return render_page(request, "requirements_bank/compare.html", context)


def _column(
    version: RequirementVersion, versions: Sequence[RequirementVersion], language: str, *, only_differences: bool
) -> dict[str, Any]:
    others = [other for other in versions if other.pk != version.pk]
    only = "differences" if only_differences else ""
    return {"version": version, "title": _title(version, language), "without": _address(others, only=only)}


def _hits(
    organisation: Organisation, words: str, versions: Sequence[RequirementVersion], language: str
) -> list[dict[str, Any]]:
    without = [version.uuid for version in versions]
    found = versions_found(organisation, words, language=language, without=without, limit=FOUND)
    return [{"version": hit, "title": _title(hit, language), "address": _address([*versions, hit])} for hit in found]


def _title(version: RequirementVersion, language: str) -> str:
    return field_texts(version.content, language)["title"] or version.requirement.code


def _address(versions: Sequence[RequirementVersion], *, only: str = "") -> str:
    query = [("version", str(version.uuid)) for version in versions]
    return "?" + urlencode([*query, ("only", only)] if only else query)


def _uuids(asked: Sequence[str]) -> list[UUID]:
    return [found for text in asked if (found := uuid_or_none(text))]


def _problems(asked: Sequence[str], known: Sequence[RequirementVersion]) -> list[str]:
    problems = []
    missing = len(dict.fromkeys(asked)) - len(known)
    if missing > 0:
        sentence = ngettext(
            "One of the requirements that the address names is not here, or not for you. It is left out.",
            "%(count)s of the requirements that the address names are not here, or not for you. They are left out.",
            missing,
        )
        problems.append(sentence % {"count": missing})
    if len(known) > MOST:
        sentence = _("At most %(most)s requirements fit beside each other. These are the first of %(count)s.")
        problems.append(sentence % {"most": MOST, "count": len(known)})
    return problems
