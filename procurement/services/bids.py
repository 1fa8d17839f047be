"""Register bids after opening, change them, and bring in many at once: all of them or none.

Whoever calls has made sure that the person belongs to the team: procurement/queries/bids.py. A program that hands bids
over learns nothing of those of others: `hand_over_bid`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.changes.models import Change
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from foundation.written_names import name_key, tidy_name
from procurement.models import Bid, BidAnswer, BidState, Lot, OfferedStep, Procurement, Stage
from procurement.models.bids import LONGEST_NAME
from procurement.queries.awards import is_decided
from procurement.queries.bids import due_later_than, standing_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked

MOST_BIDS = 500


@dataclass(frozen=True, slots=True)
class AnswerSaid:
    """What a bid answers, as it is kept, what shows it, and the points that people gave with their reason."""

    text: str = ""
    evidence: str = ""
    points: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What a bid commits to at a step: a threshold from a month after the start on, or from a day."""

    threshold: Decimal
    months: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class BidSaid:
    """Everything that is said of a bid; answers by the key of what is asked, steps by that and their position."""

    supplier_name: str
    price: Decimal
    supplier_number: str = ""
    contact_email: str = ""
    tonnes: Decimal | None = None
    ladder_level: int | None = None
    note: str = ""
    received_at: datetime | None = None
    state: BidState = BidState.RECEIVED
    state_because: str = ""
    answers: Mapping[int, AnswerSaid] = field(default_factory=dict)
    steps: Mapping[tuple[int, int], StepSaid] = field(default_factory=dict)


PLAIN = (
    "supplier_name",
    "price",
    "supplier_number",
    "contact_email",
    "tonnes",
    "ladder_level",
    "note",
    "received_at",
    "state",
    "state_because",
)


@transaction.atomic
def register_bid(procurement: Procurement, lot: Lot | None, said: BidSaid) -> Bid:
    """Return a new bid for the lot, or for a procurement without lots.

    Raises ProcurementNotPossibleError before the tender and before bids are due, after the award, and for a supplier
    that is there already.
    """
    (bid,) = register_bids(procurement, lot, [said])
    return bid


@transaction.atomic
def hand_over_bid(procurement: Procurement, lot: Lot | None, said: BidSaid) -> Bid:
    """Return a new bid from a program that sees none; raises what `register_bid` raises, but tells of no other's bid.

    A bid that it registered itself is refused when it is sent again, whatever name it was kept under. Where somebody
    else registered one of this supplier, both are kept, the new one with a number behind its name, and the team settles
    which of them counts.
    """
    procurement = locked(procurement)
    supplier = tidy_name(said.supplier_name)
    if any(_registered_by_caller(bid) for bid in _bids_called(procurement, lot, supplier)):
        raise _is_there_already(supplier)
    same = _same_bid(procurement, lot, supplier)
    if same is None:
        return register_bid(procurement, lot, said)
    return register_bid(procurement, lot, replace(said, supplier_name=_numbered(same), note=_second_note(said)))


@transaction.atomic
def register_bids(
    procurement: Procurement, lot: Lot | None, those: Sequence[BidSaid], *, today: date | None = None
) -> list[Bid]:
    """Return new bids, all or none; raises what `register_bid` raises, naming the bid that stands in the way."""
    procurement = locked(procurement)
    check_takes_bids(procurement, lot, today or timezone.localdate())
    _check_tendered(procurement)
    if Bid.objects.filter(procurement=procurement).count() + len(those) > MOST_BIDS:
        raise ProcurementNotPossibleError(_("A procurement has at most %(most)s bids.") % {"most": MOST_BIDS})
    return [_register(procurement, lot, said) for said in those]


@transaction.atomic
def change_bid(bid: Bid, said: BidSaid, *, revision: int) -> Bid:
    """Return the bid with what is said; ConflictError if somebody saved it after `revision` was read.

    Raises ProcurementNotPossibleError for what cannot be said of a bid, and once its lot is decided.
    """
    procurement = locked(bid.procurement)
    check_takes_bids(procurement, bid.lot, timezone.localdate())
    current = Bid.objects.select_for_update().get(pk=bid.pk)
    if current.state == BidState.STRUCK_OUT:
        raise ProcurementNotPossibleError(_("The bid is struck out. Register it anew."))
    check_read(current, revision)
    current.revision += 1
    _write(current, said)
    record_change(kind="procurement.bid", action="changed", **about_bid(procurement, current))
    return current


def _register(procurement: Procurement, lot: Lot | None, said: BidSaid) -> Bid:
    bid = Bid(organisation_id=procurement.organisation_id, procurement=procurement, lot=lot)
    _write(bid, said)
    record_change(kind="procurement.bid", action="registered", **_registered(procurement, bid))
    return bid


def _write(bid: Bid, said: BidSaid) -> None:
    for name in PLAIN:
        setattr(bid, name, getattr(said, name))
    bid.supplier_name = tidy_name(bid.supplier_name)
    _check(bid)
    bid.updated_by = current_actor().name
    bid.save()
    _write_answers(bid, said.answers)
    _write_steps(bid, said.steps)


def _write_answers(bid: Bid, answers: Mapping[int, AnswerSaid]) -> None:
    BidAnswer.objects.filter(bid=bid, asked__in=answers).delete()
    BidAnswer.objects.bulk_create(
        BidAnswer(
            organisation_id=bid.organisation_id,
            bid=bid,
            asked_id=asked,
            text=said.text,
            evidence=said.evidence,
            points=said.points,
            reason=said.reason,
        )
        for asked, said in answers.items()
        if said != AnswerSaid()
    )


def _write_steps(bid: Bid, steps: Mapping[tuple[int, int], StepSaid]) -> None:
    OfferedStep.objects.filter(bid=bid).delete()
    OfferedStep.objects.bulk_create(
        OfferedStep(
            organisation_id=bid.organisation_id,
            bid=bid,
            asked_id=asked,
            position=position,
            threshold=said.threshold,
            months=said.months,
            day=said.day,
        )
        for (asked, position), said in steps.items()
    )


def check_read(current: Bid, revision: int) -> None:
    """Raise ConflictError if somebody saved the bid after `revision` was read."""
    if current.revision != revision:
        sentence = _(
            "%(who)s changed the bid of %(supplier)s in the meantime."
            " What you typed is still here: compare, and save again."
        )
        who = current.updated_by or _("Somebody")
        raise ConflictError(sentence % {"who": who, "supplier": current.supplier_name})


def _check_tendered(procurement: Procurement) -> None:
    if procurement.stage in (Stage.IDEA, Stage.MARKET_DIALOGUE):
        raise ProcurementNotPossibleError(_("Nobody can bid yet. Move the procurement to the tender first."))


def check_takes_bids(procurement: Procurement, lot: Lot | None, today: date) -> None:
    """Raise ProcurementNotPossibleError where bids for the lot stay as they are, and before they are due."""
    if procurement.stage == Stage.AWARDED:
        raise ProcurementNotPossibleError(_("The procurement is awarded: its bids stay as they are."))
    if is_decided(procurement, lot):
        raise ProcurementNotPossibleError(_("The lot is decided: its bids stay as they are."))
    if due := due_later_than(procurement, today):
        sentence = _("Bids are opened when they are due, on %(day)s. Register them after that.")
        raise ProcurementNotPossibleError(sentence % {"day": date_format(due)})


def _check(bid: Bid) -> None:
    if not bid.supplier_name:
        raise ProcurementNotPossibleError(_("Write who offers."), field="supplier_name")
    if not bid.price > 0:
        raise ProcurementNotPossibleError(_("Write a price above zero."), field="price")
    if bid.state == BidState.REJECTED and not reason_of(bid.state_because):
        raise ProcurementNotPossibleError(_("Say why the bid is rejected."), field="state_because")
    same = _same_bid(bid.procurement, bid.lot, bid.supplier_name, beside=bid)
    if same is not None:
        raise _is_there_already(bid.supplier_name)


def _same_bid(procurement: Procurement, lot: Lot | None, supplier: str, *, beside: Bid | None = None) -> Bid | None:
    """Return a bid for the lot of a supplier of this name, however it is written; another one than `beside`."""
    there = standing_bids(procurement).filter(lot=lot)
    if beside and beside.pk:
        there = there.exclude(pk=beside.pk)
    key, names = name_key(supplier), there.values_list("pk", "supplier_name")
    found = next((number for number, name in names if name_key(name) == key), None)
    return Bid.objects.get(pk=found) if found else None


def _bids_called(procurement: Procurement, lot: Lot | None, supplier: str) -> list[Bid]:
    """Return the bids of the lot of this name, those with a number behind it among them."""
    names = {name_key(name) for name in (supplier, *_numbered_names(supplier))}
    there = standing_bids(procurement).filter(lot=lot)
    return [bid for bid in there if name_key(bid.supplier_name) in names]


def _is_there_already(supplier: str) -> ProcurementNotPossibleError:
    sentence = _("There is a bid of %(supplier)s already. Change that one.")
    return ProcurementNotPossibleError(sentence % {"supplier": supplier}, field="supplier_name")


def _registered_by_caller(bid: Bid) -> bool:
    client = current_actor().client
    made = Change.objects.filter(kind="procurement.bid", object_id=str(bid.uuid), action="registered")
    return bool(client) and made.filter(summary__client=client).exists()


def _numbered(bid: Bid) -> str:
    """Return the name of the bid with the first number behind it that no other bid of the lot has."""
    there = Bid.objects.filter(procurement=bid.procurement_id, lot=bid.lot_id)
    taken = {name_key(name) for name in there.values_list("supplier_name", flat=True)}
    return next(name for name in _numbered_names(bid.supplier_name) if name_key(name) not in taken)


def _numbered_names(supplier: str) -> list[str]:
    return [f"{supplier[: LONGEST_NAME - 6]} ({number})" for number in range(2, MOST_BIDS + 2)]


def _second_note(said: BidSaid) -> str:
    sentence = _("There was a bid of %(supplier)s already when this one came. Say which of them counts.")
    return f"{sentence % {'supplier': tidy_name(said.supplier_name)}}\n{said.note}".strip()


def _registered(procurement: Procurement, bid: Bid) -> dict[str, Any]:
    """Return what is said of a new bid: also which client it came from, since names of clients may be alike."""
    said, client = about_bid(procurement, bid), current_actor().client
    return {**said, "summary": {**said["summary"], **({"client": client} if client else {})}}


def about_bid(procurement: Procurement, bid: Bid) -> dict[str, Any]:
    """Return what a change record says: no more than the procurement, since all of the lead's people read it."""
    return {**about(procurement), "object_id": bid.uuid}
