"""Say how much each part of a priority weighs, how risky a category is, and how critical a contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.calculations.priority_weights import weight_problems
from follow_up.models import ContractTraits, SectorRiskChange, WeightChange
from follow_up.queries.own_priorities import newest_weights
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from organisations.models import Organisation
from procurement.models import Contract


@transaction.atomic
def give_weights(
    *, organisation: Organisation, weights: Mapping[str, Decimal], because: str, read: UUID | None
) -> WeightChange:
    """Let these weights by part be in force; `read` is the uuid of those that were in force before, None the shipped.

    Saving what is in force already changes nothing. Raises FollowUpNotPossibleError for weights that cannot be and
    without a reason, ConflictError where others were saved in the meantime.
    """
    if problem := next(weight_problems(weights), None):
        sentence = _("Give each part a weight from 0 to 100, at least one above 0.")
        raise FollowUpNotPossibleError(sentence, field=problem.place)
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why these weights."), field="because")
    hold("priority_weights", str(organisation.pk))
    newest, said = newest_weights(organisation), {part: str(weight) for part, weight in sorted(weights.items())}
    if newest and {part: Decimal(weight) for part, weight in newest.weights.items()} == weights:
        return newest
    if (newest.uuid if newest else None) != read:
        raise ConflictError(_("Somebody else changed the weights in the meantime. Compare, and save again."))
    change = WeightChange.objects.create(
        organisation=organisation, weights=said, because=reason_of(because), made_by=current_actor().name
    )
    record_change(
        organisation_id=organisation.pk,
        kind="follow_up.weights",
        object_id=organisation.uuid,
        action="given",
        summary={"weights": said, "because": change.because},
    )
    return change


@transaction.atomic
def set_sector_risk(
    *, organisation: Organisation, category: str, risks: tuple[Decimal, Decimal, Decimal], because: str
) -> SectorRiskChange:
    """Let the organisation's own risks of a category be in force: climate, people, pay; each from 0 to 1.

    Raises FollowUpNotPossibleError without a reason, and for a risk that is not from 0 to 1.
    """
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why, and from what you know it."), field="because")
    if any(not 0 <= each <= 1 for each in risks):
        raise FollowUpNotPossibleError(_("A risk is a number from 0 to 1."), field="climate")
    climate, social, wage = risks
    change = SectorRiskChange.objects.create(
        organisation=organisation,
        category=category,
        climate=climate,
        social=social,
        wage=wage,
        because=reason_of(because),
        made_by=current_actor().name,
    )
    record_change(
        organisation_id=organisation.pk,
        kind="follow_up.sector_risk",
        object_id=organisation.uuid,
        action="set",
        summary={"category": category, "because": change.because},
    )
    return change


@dataclass(frozen=True, slots=True)
class Traits:
    """How hard to replace and how critical, 1 to 5 or None, each with a note."""

    market: int | None = None
    market_note: str = ""
    criticality: int | None = None
    criticality_note: str = ""


@transaction.atomic
def note_traits(contract: Contract, traits: Traits, *, revision: int) -> ContractTraits:
    """Write what is said of a contract; `revision` is the one that was read, 0 where nothing was said yet.

    Raises ConflictError where somebody saved in the meantime.
    """
    hold("contract_traits", str(contract.pk))
    known = ContractTraits.objects.filter(contract=contract).first()
    if (known.revision if known else 0) != revision:
        sentence = _("Somebody else changed “%(title)s” in the meantime. Compare, and save again.")
        raise ConflictError(sentence % {"title": contract.title})
    said = known or ContractTraits(organisation_id=contract.organisation_id, contract=contract, revision=0)
    said.market, said.market_note = traits.market, traits.market_note.strip()
    said.criticality, said.criticality_note = traits.criticality, traits.criticality_note.strip()
    said.revision, said.updated_by = revision + 1, current_actor().name
    said.save()
    record("traits", "noted", contract.uuid, contract, market=traits.market, criticality=traits.criticality)
    return said
