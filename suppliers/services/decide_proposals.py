"""Answer proposals: the two are one, they are not, or later; several at once, and undone at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_changes
from foundation.errors import ConflictError
from organisations.models import Organisation
from suppliers.models import MergeProposal
from suppliers.services.hold_register import hold_register_soon
from suppliers.services.merge_suppliers import Pair, merge_suppliers, shown_name, undo_merges
from suppliers.services.refusals import SupplierNotPossibleError

State = MergeProposal.State
MOST = 500
KIND = "suppliers.proposal"


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal by its id, as somebody saw it; without a revision it is answered however it stands.

    `stands` is the card whose name and number stand for both; without it as `Pair` says.
    """

    uuid: UUID
    revision: int | None = None
    stands: UUID | None = None


@transaction.atomic
def decide_proposals(*, organisation: Organisation, asked: Sequence[Asked], answer: str) -> list[MergeProposal]:
    """Return the proposals with their answer: "accepted", "rejected", "later", or "open" to take an answer back.

    All of them or none. The same answer again changes nothing. Raises SupplierNotPossibleError where nothing or more
    than `MOST` is chosen, where a person is to be merged together with others: those one by one, and where what stands
    is neither of the two. Raises ConflictError where somebody answered one otherwise in the meantime.
    """
    if not asked:
        raise SupplierNotPossibleError(_("Nothing is chosen. Tick at least one proposal."), field="proposal")
    if len(asked) > MOST:
        sentence = _("Choose at most %(most)s proposals at once.")
        raise SupplierNotPossibleError(sentence % {"most": MOST}, field="proposal")
    hold_register_soon(organisation.pk)
    held = _held(organisation, asked)
    changed = [each for each in held if each.state != answer]
    taken_back = {each.pk for each in changed if each.state == State.ACCEPTED}
    _check(changed, {each.uuid: each.revision for each in asked}, answer)
    _undo([each for each in changed if each.state == State.ACCEPTED], organisation)
    for each in changed:
        each.state, each.revision = State(answer), each.revision + 1
        each.decided_by = "" if answer == State.OPEN else current_actor().name
        each.decided_at = None if answer == State.OPEN else timezone.now()
        each.merge = None
    if answer == State.ACCEPTED and changed:
        chosen = {each.uuid: each.stands for each in asked}
        merges = merge_suppliers(organisation=organisation, pairs=[_pair(each, chosen[each.uuid]) for each in changed])
        for each, merge in zip(changed, merges, strict=True):
            each.merge = merge
    MergeProposal.objects.bulk_update(changed, ["state", "revision", "decided_by", "decided_at", "merge"])
    recorded = taken_back if answer == State.OPEN else frozenset()
    _record(organisation, [each for each in changed if each.pk not in recorded], answer)
    return held


def _held(organisation: Organisation, asked: Sequence[Asked]) -> list[MergeProposal]:
    those = MergeProposal.objects.select_for_update(of=("self",)).select_related("card", "other", "merge")
    found = list(those.filter(organisation=organisation, uuid__in=[each.uuid for each in asked]).order_by("pk"))
    if len(found) < len({each.uuid for each in asked}):
        raise ConflictError(_("Some of these proposals are no longer there. Look at the list once more."))
    return found


def _check(changed: Collection[MergeProposal], seen: dict[UUID, int | None], answer: str) -> None:
    for each in changed:
        if seen[each.uuid] not in (None, each.revision):
            sentence = _("Somebody else answered about “%(name)s” in the meantime. Look at the list once more.")
            raise ConflictError(sentence % {"name": shown_name(each.card)})
    if answer == State.ACCEPTED and len(changed) > 1 and any(each.is_personal for each in changed):
        sentence = _("Persons are merged one by one: look at each of them, and take them out of this choice.")
        raise SupplierNotPossibleError(sentence, field="proposal")


def _pair(proposal: MergeProposal, stands: UUID | None) -> Pair:
    found = next((card for card in (proposal.card, proposal.other) if card.uuid == stands), None)
    if stands is not None and found is None:
        raise SupplierNotPossibleError(_("Choose one of the two cards that are merged."), field="stands")
    return Pair(proposal.card, proposal.other, proposal.reason, stands=found)


def _undo(accepted: Sequence[MergeProposal], organisation: Organisation) -> None:
    merges = [each.merge for each in accepted if each.merge]
    if merges:
        undo_merges(organisation=organisation, merges=merges)


def _record(organisation: Organisation, changed: Sequence[MergeProposal], answer: str) -> None:
    """Record answers; a merge is recorded by itself, and so is its undoing, which is not among them."""
    if answer == State.ACCEPTED or not changed:
        return
    record_changes(
        organisation_id=organisation.pk,
        kind=KIND,
        action=answer,
        things=[(each.uuid, {"name": shown_name(each.card), "other": shown_name(each.other)}) for each in changed],
    )
