"""What belongs to a requirement: others that it names or that name it, variants, examples, and its topic."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisations.models import Organisation
from requirements_bank.models import Example, Relation, Requirement, RequirementVersion, State
from requirements_bank.queries.found_requirements import Chosen, found_requirements
from requirements_bank.queries.requirements import WRITTEN, published_versions


def named_by(version: RequirementVersion) -> dict[str, list[Requirement]]:
    """Return by kind of relation the requirements that a version names, as far as they are in sight.

    A draft's relations are not written yet: its codes are looked up, as `requirements_by_code` does.
    """
    kinds: dict[str, list[str]] = {}
    for kind, code in relations_in(version.content):
        kinds.setdefault(kind, []).append(code)
    known = requirements_by_code(version, {code for named in kinds.values() for code in named})
    return {kind: [known[code] for code in named if code in known] for kind, named in kinds.items()}


def relations_in(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return kind and code of everything that a version's content relates to."""
    said = content.get("relations")
    if not isinstance(said, Mapping):
        return []
    codes = {kind: said.get(kind) for kind in Relation.Kind.values}
    return [(kind, str(code)) for kind, found in codes.items() if isinstance(found, list | tuple) for code in found]


def requirements_by_code(version: RequirementVersion, codes: Collection[str]) -> dict[str, Requirement]:
    """Return by code the requirements in sight that a version means by it.

    Looked for in its own bank first, then in the bank of what it is a variant of, then in the shipped one.
    """
    if not codes:
        return {}
    source = version.requirement.variant_of
    banks = [version.requirement.bank_id, *([source.bank_id] if source else [])]
    near = Requirement.objects.filter(Q(bank__in=banks) | Q(organisation=None), code__in=codes)
    by_nearness = sorted(near, key=lambda found: banks.index(found.bank_id) if found.bank_id in banks else len(banks))
    return {found.code: found for found in reversed(by_nearness)}


def replaced_by(requirement: Requirement) -> QuerySet[RequirementVersion]:
    """Return the published versions in sight that stand in for the requirement."""
    relations = Relation.objects.filter(other=requirement, kind=Relation.Kind.REPLACES)
    return published_versions().filter(pk__in=relations.values("version")).order_by("requirement__code")


def published_of(requirements: Iterable[Requirement]) -> dict[int, RequirementVersion]:
    """Return by requirement the published version in sight."""
    return {
        version.requirement_id: version for version in published_versions().filter(requirement__in=list(requirements))
    }


def variants_of(requirement: Requirement) -> QuerySet[RequirementVersion]:
    """Return the published versions in sight of what others made of a requirement."""
    return (
        published_versions()
        .filter(requirement__variant_of=requirement)
        .select_related("requirement__organisation", "requirement__bank")
        .order_by("requirement__code")
    )


def examples_of(requirement: Requirement) -> QuerySet[Example]:
    """Return the published examples that name the requirement: its owner's or, of a shipped one, anybody's.

    A code means the example's owner's own requirement first; only where there is none, the shipped one.
    """
    found = Example.objects.filter(requirements__contains=[requirement.code], is_published=True)
    if requirement.organisation_id is None:
        own = Requirement.objects.filter(organisation=OuterRef("organisation"), code=requirement.code)
        found = found.filter(Q(organisation=None) | ~Exists(own))
    else:
        found = found.filter(organisation=requirement.organisation_id)
    return found.select_related("organisation")


def topic_versions(topic: str) -> Sequence[RequirementVersion]:
    """Return the published versions in sight of one topic."""
    found = published_versions().select_related("requirement__bank__organisation")
    return list(found.filter(topic=topic).order_by("requirement__code"))


def versions_called(uuids: Collection[UUID]) -> list[RequirementVersion]:
    """Return the versions with these ids that are in sight, in the order asked for."""
    found = RequirementVersion.objects.filter(uuid__in=uuids).select_related("requirement__bank")
    known = {version.uuid: version for version in found}
    return [known[uuid] for uuid in dict.fromkeys(uuids) if uuid in known]


def versions_found(
    organisation: Organisation, words: str, *, language: str, without: Collection[UUID], limit: int
) -> list[RequirementVersion]:
    """Return the first few that the search of the bank finds for the words, to add one to a comparison."""
    found = found_requirements(
        organisation, Chosen(words), language=language, limit=limit + len(without), is_counted=False
    )
    versions = published_versions().in_bulk([pk for pk, _uses in found.page])
    hits = (versions[pk] for pk, _uses in found.page if pk in versions)
    return [version for version in hits if version.uuid not in without][:limit]


def newest_written(requirement: Requirement) -> RequirementVersion | None:
    """Return the version that holds now: the published one, else the newest that was ever published."""
    written = requirement.versions.filter(state__in=WRITTEN).order_by("-number")
    return written.filter(state=State.PUBLISHED).first() or written.first()


def version_with(pk: int | None) -> RequirementVersion | None:
    """Return a version by its key, if it is in sight; a source's may have been hidden since."""
    found = RequirementVersion.objects.select_related("requirement__bank")
    return None if pk is None else found.filter(pk=pk).first()


def version_before(version: RequirementVersion) -> RequirementVersion | None:
    """Return what a version is to take the place of: the published one, else the one before, else its source's."""
    earlier = version.requirement.versions.exclude(pk=version.pk).filter(state__in=WRITTEN, number__lt=version.number)
    by_number = list(earlier.select_related("requirement__bank").order_by("-number"))
    published = (each for each in by_number if each.state == State.PUBLISHED)
    return next(published, None) or next(iter(by_number), None) or version_with(version.based_on_id)
