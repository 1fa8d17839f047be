"""Who uses a requirement, and what an organisation uses. The fences decide whose use is in sight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from organisations.models import Organisation
from requirements_bank.models import Adoption, Requirement, RequirementVersion, State
from requirements_bank.queries.related import published_of
from requirements_bank.queries.requirements import adoptions_in_force


@dataclass(frozen=True, slots=True)
class Use:
    """A use in force; `newer` is the source's newer version that was neither taken nor passed over."""

    adoption: Adoption
    newer: RequirementVersion | None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a list can be narrowed down to and still show it."""
        return ("variant" if self.is_variant else "as_is", *(("newer",) if self.newer is not None else ()))

    @property
    def is_in_writing(self) -> bool:
        """Whether the organisation is still writing its own of it, and so uses neither yet."""
        variant = self.adoption.variant
        return variant is not None and not variant.is_published

    @property
    def is_variant(self) -> bool:
        """Whether the organisation made its own of it."""
        return self.adoption.variant_id is not None


def users_of(requirement: Requirement) -> QuerySet[Adoption]:
    """Return the uses of a requirement in sight, the reader's own among them, by name."""
    return (
        Adoption.objects.filter(requirement=requirement, ended_at=None)
        .select_related("organisation", "version")
        .order_by("organisation__name")
    )


def use_of(organisation: Organisation, requirement: Requirement) -> Use | None:
    """Return how the organisation uses a requirement or, of a variant of its own, the source."""
    mine = Q(requirement=requirement) | Q(variant=requirement)
    found = adoptions_in_force(organisation).filter(mine).select_related("passed_over").first()
    return _uses([found])[0] if found else None


def adoption_called(organisation: Organisation, uuid: UUID) -> Adoption | None:
    """Return one use of the organisation's own, ended or not."""
    return (
        Adoption.objects.filter(organisation=organisation, uuid=uuid)
        .select_related("requirement__bank", "version__requirement__bank", "variant", "passed_over")
        .first()
    )


def uses_of(organisation: Organisation, *, words: str = "", only: str = "") -> Sequence[Use]:
    """Return what the organisation uses, what has a newer version first; `only` is "newer", "variant" or "as_is"."""
    found = adoptions_in_force(organisation).select_related("passed_over")
    if words:
        titled = RequirementVersion.objects.filter(texts__title__icontains=words)
        codes = Q(requirement__code__icontains=words) | Q(variant__code__icontains=words)
        found = found.filter(codes | Q(version__in=titled) | Q(variant__versions__in=titled)).distinct()
    uses = [use for use in _uses(found.order_by("requirement__code", "pk")) if only in ("", *use.kinds)]
    return sorted(uses, key=lambda use: use.newer is None)


def newer_version_of(adoption: Adoption) -> RequirementVersion | None:
    """Return the source's published version if it is newer than the one in use and was not passed over."""
    return _uses([adoption])[0].newer


def newest_of_variants(uses: Iterable[Use]) -> dict[int, RequirementVersion]:
    """Return by requirement the version of each variant that is shown: the published one, else the newest."""
    variants = [use.adoption.variant_id for use in uses if use.adoption.variant_id]
    found = RequirementVersion.objects.filter(requirement__in=variants).select_related("requirement")
    shown: dict[int, RequirementVersion] = {}
    for version in found.order_by("number"):
        kept = shown.get(version.requirement_id)
        if kept is None or kept.state != State.PUBLISHED:
            shown[version.requirement_id] = version
    return shown


def _uses(adoptions: Iterable[Adoption]) -> list[Use]:
    adopted = list(adoptions)
    published = published_of(adoption.requirement for adoption in adopted)
    return [Use(adoption, _newer(adoption, published.get(adoption.requirement_id))) for adoption in adopted]


def _newer(adoption: Adoption, published: RequirementVersion | None) -> RequirementVersion | None:
    seen = max(adoption.version.number, adoption.passed_over.number if adoption.passed_over else 0)
    return published if published and published.number > seen else None
