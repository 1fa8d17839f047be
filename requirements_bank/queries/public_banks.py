"""What anyone may read of banks without signing in: open banks, and what their owners ask for.

Every condition stands here in words, beside the fences of the database: the bank is for everybody, the requirement is,
and the version is published. What an organisation uses of other banks belongs to what it asks for where it says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from requirements_bank.models import Adoption, Bank, Requirement, RequirementVersion, SeenBy, State

OPEN = Q(
    seen_by=SeenBy.PUBLIC,
    state__in=[State.PUBLISHED, State.RETIRED],
    requirement__seen_by=SeenBy.PUBLIC,
    requirement__bank__seen_by=SeenBy.PUBLIC,
)


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One requirement that a bank's owner asks for; `adopted_from` is the bank it was taken over from, if any."""

    version: RequirementVersion
    adopted_from: Bank | None = None

    @property
    def code(self) -> str:
        """The requirement's code."""
        return self.version.requirement.code


def open_banks() -> QuerySet[Bank]:
    """Return the banks that their owners have opened for everybody, with how many requirements each publishes."""
    published = Count(
        "requirements__versions",
        filter=Q(
            requirements__seen_by=SeenBy.PUBLIC,
            requirements__versions__seen_by=SeenBy.PUBLIC,
            requirements__versions__state=State.PUBLISHED,
        ),
    )
    return Bank.objects.filter(seen_by=SeenBy.PUBLIC).select_related("organisation").annotate(published=published)


def open_bank(slug: str) -> Bank | None:
    """Return the bank at this address, if it is open for everybody."""
    return open_banks().filter(slug=slug).first()


def asked_for_by(bank: Bank) -> list[AskedFor]:
    """Return what the bank's owner asks for, by code: what it publishes itself, then what it has taken over.

    Where both have a code, its own stands.
    """
    own = [AskedFor(version) for version in _own_versions(bank)]
    codes = {each.code for each in own}
    taken = [each for each in _taken_over(bank) if each.code not in codes]
    return sorted([*own, *taken], key=lambda each: (each.version.area, each.code))


def asked_for_called(bank: Bank, code: str) -> AskedFor | None:
    """Return the requirement with this code on the bank's public page."""
    return next((each for each in asked_for_by(bank) if each.code == code), None)


def _own_versions(bank: Bank) -> QuerySet[RequirementVersion]:
    return RequirementVersion.objects.filter(OPEN, requirement__bank=bank, state=State.PUBLISHED).select_related(
        "requirement__bank__organisation"
    )


def _taken_over(bank: Bank) -> Iterator[AskedFor]:
    """Yield what the owner uses as it is and shows to everybody; a bank from elsewhere has no owner's uses."""
    if bank.organisation_id is None or bank.source:
        return
    in_use = Adoption.objects.filter(
        organisation=bank.organisation_id, ended_at=None, variant=None, seen_by=SeenBy.PUBLIC
    ).exclude(requirement__bank=bank)
    versions = RequirementVersion.objects.filter(OPEN, pk__in=in_use.values("version"))
    for version in versions.select_related("requirement__bank__organisation").order_by("requirement__code", "pk"):
        yield AskedFor(version, version.requirement.bank)


def open_requirement(requirement: Requirement) -> bool:
    """Whether anyone may read the requirement at its bank's public address."""
    return (
        requirement.seen_by == SeenBy.PUBLIC
        and requirement.bank.seen_by == SeenBy.PUBLIC
        and requirement.versions.filter(state=State.PUBLISHED, seen_by=SeenBy.PUBLIC).exists()
    )
