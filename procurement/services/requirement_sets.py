"""Keep what a procurement asks for as a set, and let another procurement ask for the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from procurement.models import AskedRequirement, Lot, Procurement, RequirementSet, SetRequirement
from procurement.queries.carried_weights import carried_price_weight, have_lots_their_own_weights
from procurement.services.ask import Wanted, ask_for, fill_all
from procurement.services.asked_values import Filling
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from requirements_bank.models import RequirementVersion, State


@dataclass(frozen=True, slots=True)
class Applied:
    """What a set brought into a procurement, and the codes that are no longer published anywhere in sight."""

    asked: Sequence[AskedRequirement]
    gone: tuple[str, ...]


@transaction.atomic
def keep_as_set(procurement: Procurement, name: str) -> RequirementSet:
    """Return what the procurement asks for as a set of this name; a set that had the name is replaced.

    Notes for colleagues stay with the procurement. Of what is asked for several lots, the first is kept, and
    no weights where the lots weigh each on its own.

    Raises ProcurementNotPossibleError without a name, and where nothing is asked for.
    """
    procurement, name = locked(procurement), name.strip()
    those = {asked.version_id: asked for asked in reversed(_asked(procurement))}
    apart = have_lots_their_own_weights(procurement)
    if not name or not those:
        sentence = _("Give the template a name.") if those else _("There is nothing to keep yet.")
        raise ProcurementNotPossibleError(sentence, field="name")
    RequirementSet.objects.filter(organisation=procurement.organisation, name=name).delete()
    kept = RequirementSet.objects.create(
        organisation=procurement.organisation,
        name=name,
        price_weight=None if apart else carried_price_weight(procurement),
        made_by=current_actor().name,
    )
    ordered = sorted(those.values(), key=lambda asked: asked.position)
    rows = [_kept(kept, asked, place) for place, asked in enumerate(ordered)]
    for row in rows if apart else ():
        row.weight = None
    SetRequirement.objects.bulk_create(rows)
    record_change(kind="procurement.procurement", action="kept_as_set", **about(procurement, name=name))
    return kept


@transaction.atomic
def ask_as_in_set(procurement: Procurement, chosen: RequirementSet, *, lot: Lot | None = None) -> Applied:
    """Return what the procurement asks for by the set, in the published versions and with values that fit them.

    What is asked already stays as it is, as does a weight of the price that was said.
    """
    rows = list(chosen.requirements.all())
    published = _published(rows)
    known = set(AskedRequirement.objects.filter(procurement=procurement, lot=lot, removed_at=None).values_list("pk"))
    here = [row for row in rows if row.version_id in published]
    asked = ask_for(procurement, [Wanted(published[row.version_id], row.values) for row in here], lot=lot)
    rows_of = reversed(list(zip(asked, here, strict=True)))  # of two versions of one requirement the first counts
    new = {each.pk: row for each, row in rows_of if (each.pk,) not in known}
    weights = {pk: Filling(weight=row.weight) for pk, row in new.items() if row.weight is not None}
    procurement.refresh_from_db(fields=["price_weight"])
    price = Filling(weight=chosen.price_weight) if procurement.price_weight is None else None
    fill_all(procurement, weights, price=price)
    return Applied(asked, tuple(row.code for row in rows if row.version_id not in published))


@transaction.atomic
def forget_set(chosen: RequirementSet) -> None:
    """Remove a set; procurements that asked as it said stay as they are."""
    record_change(
        kind="procurement.requirement_set",
        action="removed",
        organisation_id=chosen.organisation_id,
        object_id=chosen.uuid,
        summary={"name": chosen.name},
    )
    chosen.delete()


def _asked(procurement: Procurement) -> list[AskedRequirement]:
    return list(AskedRequirement.objects.filter(procurement=procurement, removed_at=None))


def _kept(kept: RequirementSet, asked: AskedRequirement, place: int) -> SetRequirement:
    return SetRequirement(
        organisation=kept.organisation,
        requirement_set=kept,
        version_id=asked.version_id,
        code=asked.code,
        values=asked.values,
        weight=asked.weight,
        position=place,
    )


def _published(rows: Sequence[SetRequirement]) -> dict[int, RequirementVersion]:
    """Return by the version that was kept the one that is published now."""
    kept = RequirementVersion.objects.in_bulk({row.version_id for row in rows})
    wanted = {version.requirement_id for version in kept.values()}
    found = RequirementVersion.objects.filter(requirement__in=wanted, state=State.PUBLISHED)
    by_requirement = {version.requirement_id: version for version in found.select_related("requirement")}
    return {
        pk: by_requirement[version.requirement_id]
        for pk, version in kept.items()
        if version.requirement_id in by_requirement
    }
