"""The life of a version: draft, in review, published, retired. What is published never changes.

Pages, the API, imports and the shipped bank all write versions here, so that columns, relations, searchable texts and
who sees them always follow from what a version says and where it stands.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.problems import Problem
from requirements_bank.calculations.bank_check import CODE_LENGTH, too_long
from requirements_bank.calculations.requirement import LAST_NUMBER
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.calculations.stored_content import columns_of, fingerprint, plain
from requirements_bank.models import (
    Adoption,
    Bank,
    Comment,
    Decision,
    Relation,
    Requirement,
    RequirementVersion,
    SeenBy,
    State,
)
from requirements_bank.queries.known_codes import unknown_codes
from requirements_bank.queries.related import relations_in, requirements_by_code
from requirements_bank.services.search_texts import list_versions, write_texts
from requirements_bank.services.writers import note_writer

WIDEST = (SeenBy.OWN, SeenBy.NETWORK, SeenBy.PUBLIC)


class VersionNotPossibleError(DomainError):
    """The version cannot be written or moved so; `problems` name what a text or field lacks."""


@transaction.atomic
def new_requirement(
    *,
    bank: Bank,
    said: Mapping[str, Any],
    visibility: str = SeenBy.PUBLIC,
    variant_of: Requirement | None = None,
    based_on: RequirementVersion | None = None,
    number: int | None = None,
) -> RequirementVersion:
    """Return the first draft of a new requirement of the bank; its code is what it says, and must be free.

    It is version 1 unless `number` says where its source has come to.
    """
    code = str(said.get("code") or "").strip()
    if not code:
        raise VersionNotPossibleError(_("Give the requirement a code, such as TRA-101."))
    if len(code) > CODE_LENGTH:
        sentence = _("The code has %(length)s characters; at most %(most)s are taken. Shorten it.")
        raise VersionNotPossibleError(sentence % {"length": len(code), "most": CODE_LENGTH})
    if Requirement.objects.filter(bank=bank, code=code).exists():
        sentence = _("%(code)s is taken in %(bank)s. Choose another code.")
        raise VersionNotPossibleError(sentence % {"code": code, "bank": bank.name})
    requirement = Requirement.objects.create(
        organisation_id=bank.organisation_id, bank=bank, code=code, visibility=visibility, variant_of=variant_of
    )
    version = store_version(requirement, said, based_on=based_on, number=number)
    record_change(kind="requirements_bank.requirement", action="drafted", **_about(version))
    return version


@transaction.atomic
def new_draft(
    *,
    requirement: Requirement,
    said: Mapping[str, Any],
    based_on: RequirementVersion | None = None,
    number: int | None = None,
) -> RequirementVersion:
    """Return a new draft after the newest version; there is only one at a time."""
    Requirement.objects.select_for_update().get(pk=requirement.pk)
    if requirement.versions.filter(state__in=(State.DRAFT, State.IN_REVIEW)).exists():
        raise ConflictError(_("There is a draft of this requirement already. Go on with that one."))
    version = store_version(requirement, said, based_on=based_on, number=number)
    record_change(kind="requirements_bank.requirement", action="drafted", **_about(version))
    return version


@transaction.atomic
def save_draft(version: RequirementVersion, said: Mapping[str, Any]) -> RequirementVersion:
    """Replace what a draft says; ConflictError if it is no draft any more."""
    version = _locked(version, State.DRAFT)
    content = {**said, "code": version.requirement.code, "version": version.number}
    for name, value in _stored(content).items():
        setattr(version, name, value)
    version.save()
    write_texts([version])
    note_writer(version)
    return version


@transaction.atomic
def send_to_review(version: RequirementVersion, *, open_to: str = SeenBy.OWN) -> RequirementVersion:
    """Let others look at a draft before it is published; it must be complete."""
    version = _locked(version, State.DRAFT)
    _check(version)
    version.review_open_to = open_to
    version = _move(version, State.IN_REVIEW, "review_open_to")
    record_change(kind="requirements_bank.requirement", action="sent_to_review", **_about(version, open_to=open_to))
    return version


@transaction.atomic
def send_back(version: RequirementVersion, *, reason: str) -> RequirementVersion:
    """Make a version in review a draft again, with the reason on record."""
    version = _move(_locked(version, State.IN_REVIEW), State.DRAFT)
    record_change(kind="requirements_bank.requirement", action="sent_back", **_about(version, reason=reason))
    return version


@transaction.atomic
def publish(version: RequirementVersion, *, change_note: str = "") -> RequirementVersion:
    """Publish a complete version, by whoever acts now; the one before is retired. Relations are written with it."""
    version = _locked(version, State.DRAFT, State.IN_REVIEW)
    relations = _check(version)
    for before in version.requirement.versions.filter(state=State.PUBLISHED).select_for_update():
        before.requirement = version.requirement
        _move(before, State.RETIRED)
    version.change_note = change_note or version.change_note
    version.approved_by = current_actor().name
    version.published_at = timezone.now()
    Requirement.objects.filter(pk=version.requirement_id).update(is_published=True)
    version = _move(version, State.PUBLISHED, "change_note", "approved_by", "published_at")
    record_change(kind="requirements_bank.requirement", action="published", **_about(version, note=version.change_note))
    Relation.objects.bulk_create(relations)
    return version


@transaction.atomic
def discard(version: RequirementVersion) -> None:
    """Throw a draft away and, if it was the only version, its requirement with it; a use of the source goes on.

    Raises VersionNotPossibleError for one that others have read: what was said of it stays on record.
    """
    version = _locked(version, State.DRAFT)
    requirement, about = version.requirement, _about(version)
    is_only = not requirement.versions.exclude(pk=version.pk).exists()
    said_of_it = Q(version=version) | (Q(requirement=requirement) if is_only else Q(pk=None))
    if is_only and Relation.objects.filter(other=requirement).exists():
        sentence = _("Other requirements name %(code)s. It cannot be thrown away as long as they do.")
        raise VersionNotPossibleError(sentence % {"code": requirement.code})
    is_read = Decision.objects.filter(said_of_it).exists()
    if is_read or (is_only and Comment.objects.filter(requirement=requirement).exists()):
        sentence = _("%(code)s version %(number)s has been in review, and what was said of it stays. Go on with it.")
        raise VersionNotPossibleError(sentence % {"code": requirement.code, "number": version.number})
    if is_only:
        Adoption.objects.filter(variant=requirement).update(variant=None)
        requirement.delete()
    else:
        version.delete()
    record_change(kind="requirements_bank.requirement", action="discarded", **about)


@transaction.atomic
def retire(version: RequirementVersion, *, reason: str) -> RequirementVersion:
    """Take a published version out of use without a new one; what is built on it stays readable."""
    version = _move(_locked(version, State.PUBLISHED), State.RETIRED)
    record_change(kind="requirements_bank.requirement", action="retired", **_about(version, reason=reason))
    return version


@transaction.atomic
def change_visibility(requirement: Requirement, visibility: str) -> None:
    """Let others, or only one's own people, see the published versions from now on."""
    Requirement.objects.select_for_update().get(pk=requirement.pk)
    Requirement.objects.filter(pk=requirement.pk).update(visibility=visibility)
    requirement.visibility = visibility
    for version in requirement.versions.all():
        version.requirement = requirement
        _show(version)


def problems_of(version: RequirementVersion) -> list[Problem]:
    """Return everything that keeps the version from being published, by field."""
    languages = version.requirement.bank.languages
    problems = read_requirement(version.content, languages=languages, place=version.requirement.code)[1]
    known = _named_requirements(version)
    missing = [code for _kind, code in relations_in(version.content) if code not in known]
    place = version.requirement.code
    return [
        *problems,
        *(Problem("unknown_requirement", place, "relations", values={"text": code}) for code in missing),
        *unknown_codes(version.content, place),
        *too_long(version.content, place),
    ]


def store_version(requirement: Requirement, said: Mapping[str, Any], **lifecycle: Any) -> RequirementVersion:  # noqa: ANN401 - columns of a version
    """Write the next version of a requirement with its texts, a draft unless `lifecycle` says more. No checks."""
    version = write_version(requirement, said, **lifecycle)
    write_texts([version])
    _show(version)
    note_writer(version)
    return version


def write_version(requirement: Requirement, said: Mapping[str, Any], **lifecycle: Any) -> RequirementVersion:  # noqa: ANN401 - columns of a version
    """Write the row of the next version alone; texts and lists are brought up to date for all that are written."""
    number = lifecycle.pop("number", None) or (requirement.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > LAST_NUMBER:
        sentence = _("There are no more numbers for versions of %(code)s.")
        raise VersionNotPossibleError(sentence % {"code": requirement.code})
    content = {**said, "code": requirement.code, "version": number}
    version = RequirementVersion(
        organisation_id=requirement.organisation_id,
        requirement=requirement,
        number=number,
        **_stored(content) | lifecycle,
    )
    version.save()
    return version


def relate(version: RequirementVersion) -> list[Relation]:
    """Return the version's relations, not yet saved; VersionNotPossibleError names a code that does not exist."""
    known = _named_requirements(version)
    relations = []
    for kind, code in relations_in(version.content):
        if code not in known:
            sentence = _("%(code)s relates to %(other)s, which does not exist.")
            raise VersionNotPossibleError(sentence % {"code": version.requirement.code, "other": code})
        relations.append(
            Relation(organisation_id=version.organisation_id, version=version, kind=kind, other=known[code])
        )
    return relations


def _stored(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "content": plain(content),
        "content_hash": fingerprint(content),
        **columns_of(content, timezone.localdate()),
    }


def _check(version: RequirementVersion) -> list[Relation]:
    if problems := problems_of(version):
        sentence = _("The requirement is not complete yet: %(count)s things are missing or wrong.")
        raise VersionNotPossibleError(sentence % {"count": len(problems)}, problems=tuple(problems))
    return relate(version)


def _named_requirements(version: RequirementVersion) -> dict[str, Requirement]:
    return requirements_by_code(version, {code for _kind, code in relations_in(version.content)})


def _locked(version: RequirementVersion, *states: State) -> RequirementVersion:
    """Return the version as it is now, held with its requirement, whatever else is done to either."""
    Requirement.objects.select_for_update().get(pk=version.requirement_id)
    locked = RequirementVersion.objects.select_for_update(of=("self",)).select_related("requirement__bank")
    current = locked.get(pk=version.pk)
    if current.state not in states:
        sentence = _("%(code)s version %(number)s is %(state)s now. Load the page again.")
        values = {"code": current.requirement.code, "number": current.number, "state": State(current.state).label}
        raise ConflictError(sentence % values)
    return current


def _move(version: RequirementVersion, state: State, *said: str) -> RequirementVersion:
    """Bring the version into a state, and store what was `said` on the way; its other columns stay as they are."""
    version.state = state
    version.save(update_fields=["state", *said])
    _show(version)
    return version


def _show(version: RequirementVersion) -> None:
    """Let the version, its texts and its requirement be seen by whom they are for in its state."""
    requirement = version.requirement
    seen_by = {State.DRAFT: SeenBy.OWN, State.IN_REVIEW: version.review_open_to}.get(
        State(version.state), requirement.visibility
    )
    if version.seen_by != seen_by:
        version.seen_by = seen_by
        version.save(update_fields=["seen_by"])
        version.texts.update(seen_by=seen_by)
    list_versions([version])
    widest = _widest(requirement.versions.values_list("seen_by", flat=True))
    if requirement.seen_by != widest:
        requirement.seen_by = widest
        Requirement.objects.filter(pk=requirement.pk).update(seen_by=widest)


def _widest(audiences: Iterable[str]) -> str:
    return max(audiences, key=lambda audience: WIDEST.index(SeenBy(audience)), default=SeenBy.OWN)


def _about(version: RequirementVersion, **summary: object) -> dict[str, Any]:
    """Return what every change of a version is recorded with."""
    return {
        "organisation_id": version.organisation_id,
        "object_id": version.requirement.uuid,
        "summary": {"code": version.requirement.code, "version": version.number, **summary},
    }
