"""The mapping of another source's bank to the requirements that an organisation uses."""

from uuid import UUID

from django.db.models import Case, QuerySet, When

from organisations.models import Organisation
from requirements_bank.models import Bank, Counterpart, Requirement, RequirementVersion, State

Counts = dict[str, int]


def mapped_requirements(bank: Bank) -> QuerySet[Requirement]:
    """Return what a mapping of the bank is about: its requirements with a version in sight that says something."""
    return Requirement.objects.filter(bank=bank).order_by("code")


def ours(bank: Bank) -> QuerySet[RequirementVersion]:
    """Return the published versions that a bank is mapped to: those of banks that are written here, not loaded."""
    versions = RequirementVersion.objects.filter(state=State.PUBLISHED, requirement__bank__source="")
    return versions.exclude(requirement__bank=bank).select_related("requirement__bank")


def counterparts_of(bank: Bank) -> QuerySet[Counterpart]:
    """Return the organisation's counterparts of the bank, in order of code."""
    found = Counterpart.objects.filter(requirement__bank=bank)
    return found.select_related("requirement__bank", "ours__bank").order_by("requirement__code")


def counterpart_of(bank: Bank, requirement: UUID) -> Counterpart | None:
    """Return the counterpart of one requirement of the bank."""
    return counterparts_of(bank).filter(requirement__uuid=requirement).first()


def next_open(bank: Bank, after: str = "") -> Counterpart | None:
    """Return the first counterpart after a code that nobody has decided yet, from the beginning where none follows."""
    undecided = counterparts_of(bank).filter(decided_at=None)
    return undecided.filter(requirement__code__gt=after).first() or undecided.first()


def progress_of(bank: Bank) -> Counts:
    """Return how many requirements the mapping is about, and how many are decided, by relation."""
    rows = Counterpart.objects.filter(requirement__bank=bank).values_list("relation", "decided_at")
    counts = {"total": 0, "decided": 0, **dict.fromkeys(Counterpart.Relation.values, 0)}
    for relation, decided_at in rows:
        counts["total"] += 1
        if decided_at:
            counts["decided"] += 1
            counts[relation] += 1
    return counts


def versions_shown(requirements: list[int]) -> dict[int, RequirementVersion]:
    """Return for each requirement the version to show: the published one, else the newest in sight."""
    found = RequirementVersion.objects.filter(requirement__in=requirements).select_related("requirement__bank")
    shown: dict[int, RequirementVersion] = {}
    for version in found.order_by("number"):
        before = shown.get(version.requirement_id)
        if before is None or before.state != State.PUBLISHED:
            shown[version.requirement_id] = version
    return shown


def requirement_in_ours(organisation: Organisation, bank: Bank, code: str) -> Requirement | None:
    """Return one of ours by its code: our own bank's first, then a network's, another's, the shipped one."""
    found = Requirement.objects.filter(bank__source="", code__iexact=code.strip(), is_published=True)
    nearness = Case(
        When(organisation=organisation, then=0),
        When(organisation__kind=Organisation.Kind.NETWORK, then=1),
        When(organisation__isnull=False, then=2),
        default=3,
    )
    return found.exclude(bank=bank).order_by(nearness, "organisation__name", "pk").first()
