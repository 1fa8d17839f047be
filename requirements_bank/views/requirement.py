"""One requirement: its wording to fill in, and why, how it is proven, followed up, and used."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.requirement_page import PageChoices, choices_of
from requirements_bank.models import Requirement, RequirementVersion, SeenBy, State
from requirements_bank.queries.adoptions import use_of, users_of
from requirements_bank.queries.related import (
    examples_of,
    named_by,
    newest_written,
    published_of,
    replaced_by,
    variants_of,
    version_with,
)
from requirements_bank.queries.requirements import version_to_show, versions_of
from requirements_bank.reports.content_words import shown_example
from requirements_bank.reports.problem_words import worded
from requirements_bank.reports.requirement_fields import RELATIONS, field_texts
from requirements_bank.reports.requirement_page import ShownPage, shown_page
from requirements_bank.reports.requirement_words import ShownRequirement, shown
from requirements_bank.reports.version_words import said_so_far, timeline
from requirements_bank.services.versions import problems_of
from requirements_bank.views.bank_seen import bank_tabs, requirement_or_404
from requirements_bank.views.comments import comments_on_page


@require_GET
@organisation_page("requirements_bank.view_bank")
def requirement(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Show a requirement in the version asked for, with what the address fills into its wording."""
    found = requirement_or_404(requirement)
    choices = choices_of(request.GET, today=timezone.localdate())
    version = version_to_show(found, choices.number)
    if version is None:
        raise Http404
    may_use = request.place.may("requirements_bank.use_bank")
    context = {"requirement": found, "version": version, "choices": choices, "may_use_bank": may_use}
    filled = _filled(version, choices)
    if filled and request.htmx and not request.htmx.boosted:
        answer = render_page(request, "requirements_bank/requirement.html", context | filled, partial="filled")
        answer["HX-Replace-Url"] = filled["here"]
        return answer
    context |= _around(request, found, version, choices)
    if filled is None:
        context |= _unfinished(version, choices)
        return render_page(request, "requirements_bank/requirement_unfinished.html", context)
    return render_page(request, "requirements_bank/requirement.html", context | filled)


def _filled(version: RequirementVersion, choices: PageChoices) -> dict[str, Any] | None:
    """Return what a complete version says; nothing for one that is not complete."""
    today = timezone.localdate()
    try:
        page = shown_page(version, typed=choices.typed, language=choices.language, today=today, start=choices.start)
    except ValueError:
        return None
    first = {page.first_step.parameter: page.first_step.value} if page.first_step else {}
    return {
        "page": page,
        "title": page.title,
        "address": choices.query(language=page.language),
        "here": choices.here(language=page.language),
        "first_step_address": choices.here(language=page.language, **first),
        "sheet_query": _sheet_query(page, version),
    }


def _sheet_query(page: ShownPage, version: RequirementVersion) -> str:
    """Return what a tip sheet is asked for with: this version, this language, and what was filled in rightly."""
    return "?" + urlencode([("version", version.number), ("language", page.language), *page.fillable.kept])


def _unfinished(version: RequirementVersion, choices: PageChoices) -> dict[str, Any]:
    """Return what a draft says so far and what it still lacks, for its own people."""
    title = field_texts(version.content, choices.language)["title"]
    return {
        "title": title or version.requirement.code,
        "said": said_so_far(version, choices.language),
        "problems": [worded(replace(problem, place="")) for problem in problems_of(version)],
    }


def _around(
    request: OrganisationRequest, found: Requirement, version: RequirementVersion, choices: PageChoices
) -> dict[str, Any]:
    """Return what belongs to the requirement whichever words fill it."""
    users = list(users_of(found))
    versions = list(versions_of(found))
    return {
        "tabs": bank_tabs(request, "requirements"),
        "versions": timeline(versions, version),
        "newest": _newest(found, version),
        "successors": _shown(replaced_by(found), choices.language),
        "relations": _relations(version, choices.language),
        "source": _source(found, version),
        "variants": _shown(variants_of(found), choices.language),
        "examples": [shown_example(example, choices.language) for example in examples_of(found)],
        "users": [use for use in users if use.organisation_id != request.organisation.pk],
        "is_ours": found.organisation_id == request.organisation.pk,
        **_talk(request, found),
        **_own_use(request, found, version),
    }


def _talk(request: OrganisationRequest, found: Requirement) -> dict[str, Any]:
    """Return what is said about the requirement, and who may propose a change of it or manage it."""
    is_ours, may = found.organisation_id == request.organisation.pk, request.place.may
    talk = comments_on_page(request, found) if may("requirements_bank.comment") else {}
    return {
        **talk,
        "may_read_comments": bool(talk),
        "may_propose": may("requirements_bank.use_bank") and not is_ours and found.organisation_id is not None,
        "may_manage": is_ours and (may("requirements_bank.write_bank") or may("requirements_bank.approve")),
    }


def _own_use(request: OrganisationRequest, found: Requirement, version: RequirementVersion) -> dict[str, Any]:
    known = use_of(request.organisation, found)
    use = known.adoption if known else None
    may_use = request.place.may("requirements_bank.use_bank") and version.state == State.PUBLISHED
    may_write = request.place.may("requirements_bank.write_bank") and found.organisation_id != request.organisation.pk
    return {
        "use": use,
        "newer": known.newer if known else None,
        "is_variant_in_use": bool(use and use.variant_id == found.pk),
        "may_adopt": may_use and use is None,
        "may_vary": may_use and may_write and not (use and use.variant_id),
        "audiences": SeenBy.choices,
    }


def _newest(found: Requirement, version: RequirementVersion) -> RequirementVersion | None:
    """Return the version that holds now, where that is not the one shown."""
    newest = newest_written(found)
    return newest if newest and newest.pk != version.pk else None


def _source(found: Requirement, version: RequirementVersion) -> dict[str, Any] | None:
    """Return what a variant was made from: the requirement and, where it is in sight, the version."""
    if found.variant_of is None:
        return None
    return {"requirement": found.variant_of, "version": version_with(version.based_on_id)}


def _relations(version: RequirementVersion, language: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return by kind, in words, the requirements that a version names, each with its title."""
    named = named_by(version)
    published = published_of({other for others in named.values() for other in others}) if named else {}
    titled = {pk: shown(other, language=language) for pk, other in published.items()}
    return [
        (
            str(RELATIONS[kind]),
            [{"requirement": other, "shown": titled.get(other.pk)} for other in others],
        )
        for kind, others in named.items()
        if others
    ]


def _shown(versions: Any, language: str) -> list[ShownRequirement]:  # noqa: ANN401 - a queryset or list
    return [shown(version, language=language) for version in versions]
