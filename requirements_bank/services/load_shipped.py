"""Bring the requirements that come with Klimatrappa into the database; running it again changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from foundation.errors import DomainError
from foundation.postgres.owner import as_owner
from foundation.problems import Problem
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.calculations.stored_content import fingerprint, plain
from requirements_bank.models import Relation, Requirement, RequirementVersion, State

CONTENT = Path(__file__).resolve().parent.parent / "content"
APPROVED_BY = "Klimatrappa"


class ShippedBankError(DomainError):
    """A shipped file is not a requirement, or a published version has been changed."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many versions were new, and how many stood there already."""

    new: int
    unchanged: int


def shipped_requirements(
    folder: Path = CONTENT,
) -> tuple[list[tuple[RequirementContent, Mapping[str, Any]]], list[Problem]]:
    """Return every requirement of the folder with what its file says, in order of code, and all problems."""
    read, problems = [], []
    for path in sorted(folder.glob("*/*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        content, found = read_requirement(said, place=path.name)
        problems.extend(found)
        if content is not None:
            read.append((content, said))
    return read, problems


def load_shipped_bank(folder: Path = CONTENT) -> Loaded:
    """Publish every shipped version that is not there yet; a newer one retires the one before.

    Raises ShippedBankError, with nothing written, if a file has problems or a published version says something else.
    """
    read, problems = shipped_requirements(folder)
    if problems:
        first = problems[0]
        raise ShippedBankError(f"{first.place}, {first.field}: {first.code} ({len(problems)} problems)")
    with as_owner(), transaction.atomic():
        known = _known()
        new = [_publish(content, said, known) for content, said in read if _is_new(content, said, known)]
        _relate(new)
    return Loaded(new=len(new), unchanged=len(read) - len(new))


def _known() -> dict[tuple[str, int], str]:
    shipped = RequirementVersion.objects.filter(organisation=None).select_related("requirement")
    return {(version.requirement.code, version.number): version.content_hash for version in shipped}


def _is_new(content: RequirementContent, said: Mapping[str, Any], known: Mapping[tuple[str, int], str]) -> bool:
    stored = known.get((content.code, content.version))
    if stored is not None and stored != fingerprint(said):
        raise ShippedBankError(
            f"{content.code} version {content.version} is published and has changed: number it anew."
        )
    return stored is None


def _publish(
    content: RequirementContent, said: Mapping[str, Any], known: Mapping[tuple[str, int], str]
) -> tuple[RequirementVersion, RequirementContent]:
    requirement, _ = Requirement.objects.update_or_create(
        organisation=None, code=content.code, defaults={"is_published": True}
    )
    if any(code == content.code and number > content.version for code, number in known):
        raise ShippedBankError(f"{content.code} has a newer version than {content.version} already.")
    requirement.versions.filter(state=State.PUBLISHED).update(state=State.RETIRED)
    version = RequirementVersion.objects.create(
        requirement=requirement,
        number=content.version,
        content=plain(said),
        content_hash=fingerprint(said),
        kind=content.kind,
        level=content.level,
        phase=content.phase,
        area=content.area,
        topic=content.topic,
        themes=list(content.themes),
        categories=list(content.categories),
        cpv=list(content.cpv),
        countries=list(content.countries),
        is_measurable=content.is_measurable,
        has_staircase=content.has_staircase,
        state=State.PUBLISHED,
        valid_from=content.valid_from,
        review_on=content.review_on,
        approved_by=APPROVED_BY,
        published_at=timezone.now(),
    )
    return version, content


def _relate(new: Iterable[tuple[RequirementVersion, RequirementContent]]) -> None:
    by_code = {requirement.code: requirement for requirement in Requirement.objects.filter(organisation=None)}
    relations = []
    for version, content in new:
        named = {
            Relation.Kind.REPLACES: content.relations.replaces,
            Relation.Kind.INCLUDES: content.relations.includes,
            Relation.Kind.CONFLICTS_WITH: content.relations.conflicts_with,
        }
        for kind, codes in named.items():
            for code in codes:
                if code not in by_code:
                    raise ShippedBankError(f"{content.code} relates to {code}, which does not exist.")
                relations.append(Relation(version=version, kind=kind, other=by_code[code]))
    Relation.objects.bulk_create(relations)
