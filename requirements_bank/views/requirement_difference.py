"""What changed between two versions of a requirement, or between a variant and its source, word by word."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.requirement_page import language_in, number_in
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.related import version_with
from requirements_bank.queries.requirements import versions_of
from requirements_bank.reports.difference_words import differences_of, languages_of
from requirements_bank.reports.requirement_fields import field_texts
from requirements_bank.views.bank_seen import requirement_or_404

SOURCE = "source"


@require_GET
@organisation_page("requirements_bank.view_bank")
def difference(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Show two versions as one text with what was taken out and put in."""
    found = requirement_or_404(requirement)
    versions = list(versions_of(found))
    if not versions:
        raise Http404
    after = _asked(versions, request.GET.get("to", "")) or versions[0]
    before = _before(versions, after, request.GET.get("from", ""))
    language = language_in(request.GET.get("language", ""))
    context = {
        "requirement": found,
        "versions": versions,
        "before": before,
        "after": after,
        "from_source": before is not None and before.requirement_id != found.pk,
        "source": version_with(after.based_on_id),
        "language": language,
        "languages": languages_of(after.content),
        "title": field_texts(after.content, language)["title"] or found.code,
        "differences": differences_of(before.content, after.content, language) if before else None,
        "problem": _problem(versions, request),
    }
    return render_page(request, "requirements_bank/requirement_difference.html", context)


def _before(versions: Sequence[RequirementVersion], after: RequirementVersion, asked: str) -> RequirementVersion | None:
    """Return the version asked for, else the one before `after`, else the version of the source it was made from."""
    if asked == SOURCE:
        return version_with(after.based_on_id)
    older = [version for version in versions if version.number < after.number]
    return _asked(versions, asked) or (older[0] if older else version_with(after.based_on_id))


def _asked(versions: Sequence[RequirementVersion], asked: str) -> RequirementVersion | None:
    number = number_in(asked)
    return next((version for version in versions if version.number == number), None)


def _problem(versions: Sequence[RequirementVersion], request: OrganisationRequest) -> str:
    """Return a sentence about a version that was asked for and is not there."""
    for name in ("from", "to"):
        asked = request.GET.get(name, "")
        if asked and asked != SOURCE and _asked(versions, asked) is None:
            known = ", ".join(str(version.number) for version in reversed(versions))
            sentence = _("There is no version “%(asked)s” here. There are: %(known)s.")
            return sentence % {"asked": asked[:20], "known": known}
    return ""
