"""Say that two cards are one supplier, and take it back. What the sources wrote is never touched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_changes
from foundation.errors import ConflictError
from foundation.personal_numbers import without_personal_numbers
from organisations.models import Organisation
from suppliers.models import BY_PERSON, MergeProposal, SupplierCard, SupplierMerge
from suppliers.services.hold_register import hold_register_soon
from suppliers.services.identities import regroup
from suppliers.services.refusals import SupplierNotPossibleError

LONGEST_NOTE = 500
KIND = "suppliers.supplier"
Key = tuple[int, int]  # the ids of two cards, in order


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that are one supplier, and which rule said so first.

    `stands` is the one whose name and number both are known by; without it the one with a public number, else the
    older one.
    """

    card: SupplierCard
    other: SupplierCard
    reason: str = BY_PERSON
    note: str = ""
    stands: SupplierCard | None = None


@transaction.atomic
def merge_suppliers(*, organisation: Organisation, pairs: Sequence[Pair]) -> list[SupplierMerge]:
    """Return a merge for every pair, in order; a pair that is merged already keeps the merge that is there.

    What stands may be chosen anew for such a pair.

    Raises SupplierNotPossibleError for a card with itself, and for a person with a company.
    """
    hold_register_soon(organisation.pk)
    for pair in pairs:
        _check(pair)
    keys = [_key(pair) for pair in pairs]
    known = {
        (merge.card_id, merge.other_id): merge
        for merge in SupplierMerge.objects.filter(
            organisation=organisation, undone_at=None, card__in=[first for first, _second in keys]
        )
    }
    new: dict[Key, SupplierMerge] = {}
    for key, pair in zip(keys, pairs, strict=True):
        if key not in known and key not in new:
            new[key] = _merge(organisation, key, pair)
    chosen = _choose(known, dict(zip(keys, pairs, strict=True)))
    if new or chosen:
        SupplierMerge.objects.bulk_create(new.values())
        regroup(organisation.pk, {card for key in (*new, *chosen) for card in key})
        told = dict(zip(keys, pairs, strict=True))
        if new:
            _record(organisation, "merged", [told[key] for key in new])
    return [known.get(key) or new[key] for key in keys]


@transaction.atomic
def undo_merges(*, organisation: Organisation, merges: Collection[SupplierMerge]) -> None:
    """Take merges back: everything is grouped as if they had never been; one that is undone already stays so."""
    hold_register_soon(organisation.pk)
    held = SupplierMerge.objects.select_for_update(of=("self",)).select_related("card", "other")
    open_ones = list(
        held.filter(organisation=organisation, pk__in=[merge.pk for merge in merges], undone_at=None).order_by("pk")
    )
    if not open_ones:
        return
    for merge in open_ones:
        merge.undone_at, merge.undone_by = timezone.now(), current_actor().name
    SupplierMerge.objects.bulk_update(open_ones, ["undone_at", "undone_by"])
    MergeProposal.objects.filter(organisation=organisation, merge__in=open_ones).update(
        state=MergeProposal.State.OPEN, merge=None, decided_by="", decided_at=None, revision=F("revision") + 1
    )
    regroup(organisation.pk, {card for merge in open_ones for card in (merge.card_id, merge.other_id)})
    _record(organisation, "parted", [Pair(merge.card, merge.other) for merge in open_ones])


def require_revision(card: SupplierCard, revision: int | None) -> None:
    """Raise ConflictError where somebody changed the card after `revision`, if one is given."""
    if revision not in (None, card.revision):
        raise ConflictError(_("Somebody else changed this supplier in the meantime. Look at it once more."))


def shown_name(card: SupplierCard) -> str:
    """Return the name by which a change tells of a card: never a personal number."""
    named = card.known_name or ("" if card.is_personal else card.known_number)
    return without_personal_numbers(named) or ""


def _choose(known: dict[Key, SupplierMerge], pairs: dict[Key, Pair]) -> list[Key]:
    """Write on merges that are there whose name and number stand, and return which of them were changed."""
    changed = []
    for key, merge in known.items():
        stands = pairs[key].stands if key in pairs else None
        if stands and merge.stands_id != stands.pk:
            merge.stands = stands
            merge.save(update_fields=["stands"])
            changed.append(key)
    return changed


def _key(pair: Pair) -> Key:
    first, second = sorted((pair.card.pk, pair.other.pk))
    return first, second


def _check(pair: Pair) -> None:
    if pair.card.pk == pair.other.pk:
        raise SupplierNotPossibleError(_("This is the same card. Choose another supplier."), field="other")
    if pair.card.is_personal != pair.other.is_personal:
        sentence = _("One of these is a person and the other is not. They cannot be one supplier.")
        raise SupplierNotPossibleError(sentence, field="other")
    if pair.stands and pair.stands.pk not in (pair.card.pk, pair.other.pk):
        raise SupplierNotPossibleError(_("Choose one of the two: its name and number stand for both."), field="stands")


def _merge(organisation: Organisation, key: Key, pair: Pair) -> SupplierMerge:
    first, second = key
    return SupplierMerge(
        organisation=organisation,
        card_id=first,
        other_id=second,
        stands=pair.stands,
        reason=pair.reason,
        note=(without_personal_numbers(pair.note) or "").strip()[:LONGEST_NOTE],
        made_by=current_actor().name,
    )


def _record(organisation: Organisation, action: str, pairs: Sequence[Pair]) -> None:
    record_changes(
        organisation_id=organisation.pk,
        kind=KIND,
        action=action,
        things=[(pair.card.uuid, {"name": shown_name(pair.card), "other": shown_name(pair.other)}) for pair in pairs],
    )
