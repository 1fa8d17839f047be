"""Bring the requirements and examples that come with Klimatrappa into the database; run again, nothing changes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.errors import DomainError
from foundation.postgres.owner import as_owner
from foundation.problems import Problem
from requirements_bank.calculations.example import ExampleContent
from requirements_bank.calculations.example_reading import read_example
from requirements_bank.calculations.requirement import LANGUAGES, RequirementContent
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.calculations.stored_content import fingerprint
from requirements_bank.models import Bank, Example, Relation, Requirement, RequirementVersion, SeenBy, State
from requirements_bank.services.example_texts import write_example_texts
from requirements_bank.services.examples import example_columns
from requirements_bank.services.search_texts import list_versions, write_texts
from requirements_bank.services.versions import relate, write_version

SHIPPED = Path(__file__).resolve().parent.parent
CONTENT, EXAMPLES = SHIPPED / "content", SHIPPED / "examples"
APPROVED_BY, SLUG, LICENCE = "Klimatrappa", "klimatrappa", "EUPL-1.2"

Content = TypeVar("Content")
Read = tuple[list[tuple[Content, Mapping[str, Any]]], list[Problem]]


class ShippedBankError(DomainError):
    """A shipped file has problems or names what does not exist, or a published version has been changed."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many were new, were corrected, and stood there already."""

    new: int
    corrected: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """What came into the database; versions of requirements are never corrected."""

    requirements: Loaded
    examples: Loaded


def shipped_requirements(folder: Path = CONTENT) -> Read[RequirementContent]:
    """Return every requirement of the folder with what its file says, in order of code, and all problems."""
    return _read(sorted(folder.glob("*/*.yaml")), lambda said, place: read_requirement(said, place=place))


def shipped_examples(folder: Path = EXAMPLES) -> Read[ExampleContent]:
    """Return every example of the folder with what its file says, in order of code, and all problems."""
    return _read(sorted(folder.glob("*.yaml")), lambda said, place: read_example(said, place=place))


def load_shipped_bank(folder: Path = SHIPPED) -> LoadedBank:
    """Publish every shipped version that is not there yet, retiring the one before, and bring the examples up to date.

    Raises ShippedBankError, with nothing written, if a file has problems, names a requirement that does not exist, or
    a published version says something else.
    """
    read, problems = shipped_requirements(folder / "content")
    examples, more_problems = shipped_examples(folder / "examples")
    if problems := problems + more_problems:
        first = problems[0]
        raise ShippedBankError(f"{first.place}, {first.field}: {first.code} ({len(problems)} problems)")
    with as_owner(), transaction.atomic():
        known = _known()
        bank = _shipped_bank()
        new = [_publish(content, said, known, bank) for content, said in read if _is_new(content, said, known)]
        write_texts(RequirementVersion.objects.filter(texts=None).select_related("requirement"))
        list_versions(RequirementVersion.objects.filter(state=State.PUBLISHED, listed=None))
        Relation.objects.bulk_create([relation for version in new for relation in relate(version)])
        loaded_examples = _load_examples(examples)
    return LoadedBank(Loaded(len(new), 0, len(read) - len(new)), loaded_examples)


def _read(paths: Iterable[Path], read: Callable[[object, str], tuple[Content | None, list[Problem]]]) -> Read[Content]:
    contents, problems = [], []
    for path in paths:
        said = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        content, found = read(said, path.name)
        problems.extend(found)
        if content is not None:
            contents.append((content, said))
    return contents, problems


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
    content: RequirementContent, said: Mapping[str, Any], known: Mapping[tuple[str, int], str], bank: Bank
) -> RequirementVersion:
    requirement, _ = Requirement.objects.update_or_create(
        organisation=None, bank=bank, code=content.code, defaults={"is_published": True, "seen_by": SeenBy.PUBLIC}
    )
    if any(code == content.code and number > content.version for code, number in known):
        raise ShippedBankError(f"{content.code} has a newer version than {content.version} already.")
    requirement.versions.filter(state=State.PUBLISHED).update(state=State.RETIRED)
    return write_version(
        requirement,
        said,
        number=content.version,
        state=State.PUBLISHED,
        seen_by=SeenBy.PUBLIC,
        approved_by=APPROVED_BY,
        published_at=timezone.now(),
    )


def _shipped_bank() -> Bank:
    values = {"name": "Klimatrappa", "languages": list(LANGUAGES), "licence": LICENCE, "seen_by": SeenBy.PUBLIC}
    return Bank.objects.update_or_create(organisation=None, slug=SLUG, defaults=values)[0]


def _load_examples(examples: Collection[tuple[ExampleContent, Mapping[str, Any]]]) -> Loaded:
    requirements = set(Requirement.objects.filter(organisation=None).values_list("code", flat=True))
    known = dict(Example.objects.filter(organisation=None).values_list("code", "content_hash"))
    stored = {"is_published": True, "seen_by": SeenBy.PUBLIC}
    changed = [(content, said) for content, said in examples if known.get(content.code) != fingerprint(said)]
    for content, said in changed:
        for code in content.requirements:
            if code not in requirements:
                raise ShippedBankError(f"{content.code} is an example of {code}, which does not exist.")
        Example.objects.update_or_create(organisation=None, code=content.code, defaults=example_columns(said) | stored)
    written = {content.code for content, _ in changed}
    write_example_texts(Example.objects.filter(Q(code__in=written) | Q(texts=None), organisation=None).distinct())
    corrected = sum(content.code in known for content, _ in changed)
    return Loaded(len(changed) - corrected, corrected, len(examples) - len(changed))
