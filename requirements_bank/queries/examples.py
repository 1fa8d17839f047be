"""One example with all that belongs to it, and the requirements that it is an example of."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from organisations.models import Organisation
from requirements_bank.models import Example, ExampleContact, RequirementVersion
from requirements_bank.queries.example_search import examples_in_sight
from requirements_bank.queries.requirements import published_versions


def example_called(uuid: UUID, organisation: Organisation) -> Example | None:
    """Return the example if it is in sight: published, or a draft of the organisation's own."""
    return examples_in_sight(organisation).filter(uuid=uuid).first()


def examples_by_key(keys: Iterable[int]) -> list[Example]:
    """Return these examples in the order given."""
    wanted = list(keys)
    found = Example.objects.select_related("organisation").in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def contact_of(example: Example) -> str:
    """Return whom to ask; empty where nobody is named or the reader is in no network with the owner."""
    return ExampleContact.objects.filter(example=example).values_list("words", flat=True).first() or ""


def source_of_copy(example: Example) -> Example | None:
    """Return the example that this one was copied from, while it is still in sight and published."""
    if example.copied_from_id is None:
        return None
    return Example.objects.filter(pk=example.copied_from_id, is_published=True).select_related("organisation").first()


def requirements_of(example: Example) -> list[RequirementVersion]:
    """Return the published requirements in sight that it is an example of: of its owner's bank first, else shipped."""
    owners = Q(requirement__organisation=None) | Q(requirement__organisation=example.organisation_id)
    found = published_versions().filter(owners, requirement__code__in=example.requirements)
    by_code: dict[str, RequirementVersion] = {}
    for version in sorted(found, key=lambda version: version.organisation_id is not None):
        by_code[version.requirement.code] = version
    return [by_code[code] for code in sorted(by_code)]
