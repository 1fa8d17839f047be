"""Divide a procurement into lots: add, change and take out what is awarded on its own."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError
from foundation.written_names import tidy_title
from procurement.models import AskedRequirement, Award, Bid, Lot, Procurement, StepAnswer
from procurement.queries.bids import has_bids
from procurement.services.asked_values import checked_weight
from procurement.services.basis_bid_on import check_lot
from procurement.services.documents_bid_on import check_nobody_bid_on_it
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked

MOST_LOTS = 200
OUT_OF_THE_WAY = 0
"""A number that no lot has for long, since no two may ever have the same."""


class LotSaid(TypedDict, total=False):
    """What is said of a lot; the value without VAT in the currency of the procurement.

    `price_weight` is in per cent, None where the price weighs the same as in the procurement.
    """

    title: str
    description: str
    cpv: list[str]
    value: Decimal | None
    price_weight: Decimal | None


def add_lot(procurement: Procurement, **said: Unpack[LotSaid]) -> Lot:
    """Return a new last lot of the procurement."""
    (lot,) = add_lots(procurement, [said])
    return lot


@transaction.atomic
def add_lots(procurement: Procurement, lots: Iterable[LotSaid]) -> list[Lot]:
    """Return new lots after those that are there, in this order; one change tells of all of them.

    Raises ProcurementNotPossibleError where there are bids or a decision for the whole, for more lots than there may
    be, and for a lot without a name or with a negative value.
    """
    lots = list(lots)
    if not lots:
        return []
    procurement = locked(procurement)
    if Award.objects.filter(procurement=procurement, lot=None, taken_back_at=None).exists():
        raise ProcurementNotPossibleError(_("The procurement is decided as a whole, and has no room for lots."))
    if Bid.objects.filter(procurement=procurement, lot=None).exists():
        raise ProcurementNotPossibleError(_("There are bids for the procurement as a whole, so it stays undivided."))
    lots = [_tidied(said) for said in lots]
    if has_bids(procurement):
        raise ProcurementNotPossibleError(_("There are bids: the procurement gets no more lots."))
    last = Lot.objects.filter(procurement=procurement).aggregate(last=Max("number"))["last"] or 0
    new = [
        Lot(organisation_id=procurement.organisation_id, procurement=procurement, number=number, **said)
        for number, said in enumerate(lots, start=last + 1)
    ]
    if last + len(new) > MOST_LOTS:
        raise ProcurementNotPossibleError(_("A procurement has at most %(most)s lots.") % {"most": MOST_LOTS})
    for lot in new:
        _check(lot)
        lot.save()
    _record(procurement)
    return new


@transaction.atomic
def change_lot(lot: Lot, *, revision: int | None = None, **said: Unpack[LotSaid]) -> Lot:
    """Return the lot with what is said; the rest of it stays.

    ConflictError if somebody saved it after `revision` was read, where given, or took it out.
    Raises ProcurementNotPossibleError for a lot without a name or with a negative value, and once there are bids or a
    decision for another value, other codes or another weight.
    """
    procurement = locked(lot.procurement)
    lot = _as_read(lot, revision)
    changed = {name: value for name, value in _tidied(said).items() if getattr(lot, name) != value}
    check_lot(procurement, changed)
    for name, value in changed.items():
        setattr(lot, name, value)
    if "price_weight" in changed:
        check_nobody_bid_on_it(procurement)
        procurement.asked_revision += 1  # so that nobody overwrites the weight unseen
        procurement.save(update_fields=["asked_revision", "updated_at"])
    if changed:
        _check(lot)
        lot.revision += 1
        lot.save()
        _record(procurement, lot=lot.title)
    return lot


@transaction.atomic
def move_lot(lot: Lot, by: int) -> None:
    """Let a lot change places with the one before it (-1) or after it (1); nothing happens at the end of the row.

    Raises ProcurementNotPossibleError where there are bids.
    """
    procurement = locked(lot.procurement)
    _check_numbers_may_change(procurement)
    lots = list(Lot.objects.filter(procurement=procurement))
    place = next((number for number, each in enumerate(lots) if each.pk == lot.pk), None)
    if place is None or not 0 <= place + by < len(lots):
        return
    other = lots[place + by]
    Lot.objects.filter(pk=lot.pk).update(number=OUT_OF_THE_WAY)
    Lot.objects.filter(pk=other.pk).update(number=lots[place].number)
    Lot.objects.filter(pk=lot.pk).update(number=other.number)
    _record(procurement, lot=lot.title)


@transaction.atomic
def remove_lot(lot: Lot) -> None:
    """Take a lot out; those after it move up, so that numbers go on from 1 without a gap.

    Raises ProcurementNotPossibleError while something is asked for in the lot, somebody bids for it, or suppliers have
    answered what it asked for, taken out since or not: their answers would go with it.
    """
    procurement = locked(lot.procurement)
    asked = AskedRequirement.objects.filter(lot=lot, removed_at=None).count()
    if asked:
        sentence = _("The lot “%(title)s” asks for %(count)s requirements. Take them out first, then the lot.")
        raise ProcurementNotPossibleError(sentence % {"title": lot.title, "count": asked})
    if StepAnswer.objects.filter(asked__lot=lot).exists():
        sentence = _("Suppliers have answered what the lot “%(title)s” asked for, so it stays with their answers.")
        raise ProcurementNotPossibleError(sentence % {"title": lot.title})
    if Bid.objects.filter(lot=lot).exists():  # one that is struck out as well: it stays readable
        sentence = _("There are bids for the lot “%(title)s”, so it stays.")
        raise ProcurementNotPossibleError(sentence % {"title": lot.title})
    _check_numbers_may_change(procurement)
    if Award.objects.filter(lot=lot).exists():
        sentence = _("The lot “%(title)s” is decided, and stays.")
        raise ProcurementNotPossibleError(sentence % {"title": lot.title})
    there = list(Lot.objects.filter(procurement=procurement))
    if lot not in there:
        return
    left = [each for each in there if each != lot]
    lot.delete()
    _number(left)
    _record(procurement, lot=lot.title)


def _check_numbers_may_change(procurement: Procurement) -> None:
    """Refuse to number the lots anew: bids, sheets and protocols name them by their numbers."""
    if has_bids(procurement):
        raise ProcurementNotPossibleError(_("There are bids, so the lots keep their numbers and their order."))


def _as_read(lot: Lot, revision: int | None) -> Lot:
    current = Lot.objects.select_related("procurement").filter(pk=lot.pk).first()
    if current is None:
        sentence = _("Somebody else took the lot “%(title)s” out in the meantime.")
        raise ConflictError(sentence % {"title": lot.title})
    if revision not in (None, current.revision):
        sentence = _(
            "Somebody else changed the lot “%(title)s” in the meantime."
            " What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"title": current.title})
    return current


def _number(lots: list[Lot]) -> None:
    """Number the lots from 1 in their order; one by one, since no two may ever have the same number."""
    for number, lot in enumerate(lots, start=1):
        if lot.number != number:
            Lot.objects.filter(pk=lot.pk).update(number=number)


def _record(procurement: Procurement, **summary: str) -> None:
    procurement.save(update_fields=["updated_at"])
    record_change(kind="procurement.procurement", action="divided", **about(procurement, **summary))


def _tidied(said: LotSaid) -> LotSaid:
    return {**said, "title": tidy_title(said["title"])} if "title" in said else said


def _check(lot: Lot) -> None:
    if not lot.title.strip():
        raise ProcurementNotPossibleError(_("Give the lot a name."), field="title")
    if lot.value is not None and lot.value < 0:
        raise ProcurementNotPossibleError(_("Write the value of the lot as a sum that is not negative."), field="value")
    checked_weight(lot.price_weight, "price_weight")
