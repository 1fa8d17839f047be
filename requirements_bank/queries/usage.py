"""Who uses which version of a requirement, since when, and how often it was kept: the panel requirements_bank.usage.

Today adoptions in sight fill it; procurements and contracts will register beside them. What is in somebody's basket is
private and no use. How often something is kept is not known before contracts tell: then it is missing, never zero.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone

from foundation.panels import panel
from organisations.models import Organisation
from requirements_bank.models import Adoption, Requirement, RequirementVersion, SeenBy, State

PANEL = "requirements_bank.usage"
REVIEW_WITHIN = timedelta(days=90)


class Use(StrEnum):
    """How a requirement is used. Upper apps add the rows, the words stand with the bank."""

    AS_IS = "as_is"
    VARIANT = "variant"
    PROCUREMENT = "procurement"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class UsageRow:
    """One use of one version. `kept` of `checked` times it was found to be kept; None where nobody has told.

    `name` and `address` are what a contract is called and where it stands, if the reader may open it.
    """

    version_id: int
    organisation_id: int
    organisation: str
    use: Use
    since: date
    kept: int | None = None
    checked: int | None = None
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """All uses in sight of one version or of several."""

    rows: tuple[UsageRow, ...]

    @property
    def users(self) -> int:
        """How many organisations use it."""
        return len({row.organisation_id for row in self.rows})

    @property
    def checked(self) -> int:
        """How many times somebody has looked whether it is kept."""
        return sum(row.checked or 0 for row in self.rows if row.kept is not None)

    @property
    def kept_share(self) -> float | None:
        """The part of those times in which it was kept; None where nobody has looked."""
        kept = sum(row.kept for row in self.rows if row.kept is not None)
        return kept / self.checked if self.checked else None


@dataclass(frozen=True, slots=True)
class UsedRequirement:
    """A requirement in sight with its uses. `newest` is its published version, else the last that was."""

    requirement: Requirement
    versions: tuple[RequirementVersion, ...]
    usage: Usage

    @property
    def newest(self) -> RequirementVersion:
        """The published version, else the one that was published last."""
        return next((each for each in self.versions if each.state == State.PUBLISHED), self.versions[0])

    @property
    def is_used(self) -> bool:
        """Whether anybody in sight uses it."""
        return bool(self.usage.rows)

    @property
    def is_retired_in_use(self) -> bool:
        """Whether somebody uses it although nothing of it is published any more."""
        return self.is_used and self.newest.state == State.RETIRED

    @property
    def is_review_due(self) -> bool:
        """Whether its review is to be done within three months, or should have been."""
        return self.newest.state == State.PUBLISHED and self.newest.review_on <= timezone.localdate() + REVIEW_WITHIN


def usage_by_adoption(*, versions: Sequence[int]) -> Iterator[UsageRow]:
    """Yield who uses these versions in sight; registered for the panel."""
    in_use = Adoption.objects.filter(version__in=versions, ended_at=None).select_related("organisation")
    for adoption in in_use.order_by("adopted_at", "pk"):
        yield UsageRow(
            version_id=adoption.version_id,
            organisation_id=adoption.organisation_id,
            organisation=adoption.organisation.name,
            use=Use.VARIANT if adoption.variant_id else Use.AS_IS,
            since=timezone.localdate(adoption.adopted_at),
        )


def usage_of(versions: Iterable[RequirementVersion], *, filled_as: str = PANEL) -> dict[int, Usage]:
    """Return the uses in sight of each version by its primary key; an empty one where nobody uses it.

    `filled_as` names the panel that tells of the uses.
    """
    keys = [version.pk for version in versions]
    rows: dict[int, list[UsageRow]] = {key: [] for key in keys}
    for row in panel(filled_as, versions=keys):
        rows[row.version_id].append(row)
    return {key: Usage(tuple(found)) for key, found in rows.items()}


def usage_of_requirement(requirement: Requirement) -> tuple[Usage, dict[int, Usage]]:
    """Return the uses in sight of all versions together, and of each."""
    by_version = usage_of(requirement.versions.all())
    return together(by_version.values()), by_version


def together(usages: Iterable[Usage]) -> Usage:
    """Return several usages as one."""
    return Usage(tuple(row for usage in usages for row in usage.rows))


def used_requirements(organisation: Organisation) -> list[UsedRequirement]:
    """Return everything that was ever published and is in sight, the most used first; three queries whatever there is.

    A variant that its owner shows to nobody else is left out for others by the fences.
    """
    versions = (
        RequirementVersion.objects.filter(state__in=[State.PUBLISHED, State.RETIRED])
        .defer("content")
        .annotate(title=F("content__title"))
        .order_by("-number")
    )
    known: QuerySet[Requirement] = (
        Requirement.objects.filter(is_published=True)
        .select_related("bank", "organisation")
        .prefetch_related(Prefetch("versions", versions, to_attr="written"))
        .order_by("code")
    )
    found = [requirement for requirement in known if requirement.written and _concerns(requirement, organisation)]  # type: ignore[attr-defined] # prefetched
    by_version = usage_of(version for requirement in found for version in requirement.written)  # type: ignore[attr-defined]
    rows = [
        UsedRequirement(
            requirement,
            tuple(requirement.written),  # type: ignore[attr-defined]
            together(by_version[version.pk] for version in requirement.written),  # type: ignore[attr-defined]
        )
        for requirement in found
    ]
    return sorted(rows, key=lambda row: (-row.usage.users, row.requirement.code))


def _concerns(requirement: Requirement, organisation: Organisation) -> bool:
    """Whether it belongs to the overview: shipped, one's own, or shown to one's networks."""
    shared = requirement.seen_by in (SeenBy.NETWORK, SeenBy.PUBLIC)
    return requirement.organisation_id in (None, organisation.pk) or shared
