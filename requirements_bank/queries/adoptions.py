"""Who uses a requirement, and what an organisation uses. The fences decide whose use is in sight."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from organisations.models import Organisation
from requirements_bank.models import Adoption, Requirement, RequirementVersion, State
from requirements_bank.queries.requirements import adoptions_in_force


def users_of(requirement: Requirement) -> QuerySet[Adoption]:
    """Return the uses of a requirement in sight, the reader's own among them, by name."""
    return (
        Adoption.objects.filter(requirement=requirement, ended_at=None)
        .select_related("organisation", "version")
        .order_by("organisation__name")
    )


def use_of(organisation: Organisation, requirement: Requirement) -> Adoption | None:
    """Return how the organisation uses a requirement or, of a variant of its own, the source."""
    mine = Q(requirement=requirement) | Q(variant=requirement)
    return with_newer(adoptions_in_force(organisation)).filter(mine).first()


def adoption_called(organisation: Organisation, uuid: UUID) -> Adoption | None:
    """Return one use of the organisation's own, ended or not."""
    return (
        Adoption.objects.filter(organisation=organisation, uuid=uuid)
        .select_related("requirement__bank", "version__requirement__bank", "variant", "passed_over")
        .first()
    )


def with_newer(adoptions: QuerySet[Adoption]) -> QuerySet[Adoption]:
    """Give each use `newer`, the number of the source's published version that was neither taken nor passed over."""
    newer = RequirementVersion.objects.filter(
        requirement=OuterRef("requirement"),
        state=State.PUBLISHED,
        number__gt=Greatest(OuterRef("version__number"), Coalesce(OuterRef("passed_over__number"), 0)),
    )
    return adoptions.annotate(newer=Subquery(newer.values("number")[:1]))


def uses_of(organisation: Organisation, *, words: str = "", only: str = "") -> Sequence[Adoption]:
    """Return what the organisation uses, what has a newer version first; `only` is "newer", "variant" or "as_is"."""
    found = with_newer(adoptions_in_force(organisation))
    if words:
        found = found.filter(
            Q(requirement__code__icontains=words)
            | Q(variant__code__icontains=words)
            | Q(pk__in=found.filter(version__texts__title__icontains=words).values("pk"))
        )
    if only == "newer":
        found = found.filter(newer__isnull=False)
    elif only:
        found = found.filter(variant__isnull=only != "variant")
    return list(found.order_by(F("newer").asc(nulls_last=True), "requirement__code"))


def newest_of_variants(adoptions: Sequence[Adoption]) -> dict[int, RequirementVersion]:
    """Return by requirement the version of each variant that is shown: the published one, else the newest."""
    variants = [adoption.variant_id for adoption in adoptions if adoption.variant_id]
    found = RequirementVersion.objects.filter(requirement__in=variants).select_related("requirement")
    shown: dict[int, RequirementVersion] = {}
    for version in found.order_by("number"):
        kept = shown.get(version.requirement_id)
        if kept is None or kept.state != State.PUBLISHED:
            shown[version.requirement_id] = version
    return shown
