"""Plan a procurement: make it, change what it says, move it on or stop it, and name who buys along and works on it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_title
from organisations.models import Organisation, User
from procurement.models import (
    Agreement,
    Buyer,
    Contract,
    ContractState,
    Part,
    Participant,
    Procurement,
    Stage,
)
from procurement.queries.bids import has_bids
from procurement.services.basis_bid_on import check_basis
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.shown_staircases import show_staircases
from procurement.services.taking_part import check_buyers, check_person, let_strangers_go

BEFORE_DECISIONS = (Stage.IDEA, Stage.MARKET_DIALOGUE, Stage.TENDER, Stage.STOPPED)
"""Stages in which nothing of a procurement can be awarded or signed already."""
MOST_LETTERS = 500
"""Of a reason in the change record."""
DAYS_IN_ORDER = ("dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day")


class ProcurementSaid(TypedDict, total=False):
    """What is said of a procurement; the value without VAT in the currency of the country."""

    title: str
    description: str
    case_number: str
    country: str
    category: str
    cpv: list[str]
    value: Decimal | None
    procedure: str
    agreement: Agreement
    dialogue_on: date | None
    announced_on: date | None
    bids_due_on: date | None
    awarded_on: date | None
    first_day: date | None
    months: int | None
    options: list[int]
    follows: Procurement | None


@transaction.atomic
def make_procurement(*, organisation: Organisation, **said: Unpack[ProcurementSaid]) -> Procurement:
    """Return a new procurement that the organisation leads, in its own country unless another is said.

    Raises ProcurementNotPossibleError without a name, for extensions of no contract, and for days in the wrong order.
    """
    actor = current_actor()
    procurement = Procurement(
        organisation=organisation, made_by=actor.name, **{"country": organisation.country, **_tidied(said)}
    )
    _check(procurement)
    procurement.save()
    if actor.user_id is not None:
        Participant.objects.create(
            organisation=organisation, procurement=procurement, user_id=actor.user_id, part=Part.RESPONSIBLE
        )
    record_change(kind="procurement.procurement", action="made", **about(procurement))
    return procurement


@transaction.atomic
def change_procurement(
    procurement: Procurement, *, revision: int, because: str = "", **said: Unpack[ProcurementSaid]
) -> Procurement:
    """Return the procurement with what is said; ConflictError if somebody saved it after `revision` was read.

    What bids were given on changes with the reason `because`, which is recorded, and not once it is decided. Raises
    ProcurementNotPossibleError as `make_procurement` does.
    """
    procurement = locked(procurement, revision=revision)
    changed = {name: value for name, value in _tidied(said).items() if getattr(procurement, name) != value}
    settled = check_basis(procurement, changed, because)
    for name, value in changed.items():
        setattr(procurement, name, value)
    if changed:
        _check(procurement)
        _save(procurement)
        show_staircases(procurement)
        _record_change(procurement, settled, because)
    return procurement


def _record_change(procurement: Procurement, settled: list[str], because: str) -> None:
    """Record what changed; of what bids were given on, with the reason."""
    if not settled:
        record_change(kind="procurement.procurement", action="changed", **about(procurement))
        return
    why = about(procurement, what=", ".join(settled), because=reason_of(because)[:MOST_LETTERS])
    record_change(kind="procurement.procurement", action="corrected", **why)


@transaction.atomic
def move_to(procurement: Procurement, stage: Stage, *, because: str = "", revision: int | None = None) -> Procurement:
    """Return the procurement in another stage; one that is stopped needs a reason, one that is taken up again none.

    ConflictError if somebody saved it after `revision` was read, unless it stands there already. Raises
    ProcurementNotPossibleError for what only an award does, and for leaving an award whose contracts stand.
    """
    procurement = locked(procurement)
    if procurement.stage == stage and stage != Stage.STOPPED:
        return procurement
    _check_as_read(procurement, revision)
    if stage == Stage.STOPPED and not reason_of(because):
        raise ProcurementNotPossibleError(_("Say why the procurement is stopped."), field="because")
    _check_stage(procurement, stage)
    return stand_at(procurement, stage, because=because)


def stand_at(procurement: Procurement, stage: Stage, *, because: str = "") -> Procurement:
    """Return the locked procurement in the stage that follows from what was decided, whatever stage that is."""
    procurement.stage = stage
    procurement.stopped_because = reason_of(because) if stage == Stage.STOPPED else ""
    _save(procurement)
    show_staircases(procurement)
    record_change(kind="procurement.procurement", action="moved", **about(procurement, stage=str(stage)))
    return procurement


@transaction.atomic
def name_buyers(procurement: Procurement, buyers: Iterable[Organisation]) -> None:
    """Let exactly these organisations buy along; each of them reads the procurement from now on.

    New ones have to be near the lead, in a network of its; people of those who leave lose their parts.
    """
    procurement = locked(procurement)
    wanted = {buyer.pk: buyer for buyer in buyers if buyer.pk != procurement.organisation_id}
    known = {along.buyer_id: along for along in Buyer.objects.filter(procurement=procurement).select_related("buyer")}
    check_buyers(procurement, [wanted[new] for new in wanted.keys() - known.keys()])
    for gone in known.keys() - wanted.keys():
        known[gone].delete()
        record_change(kind="procurement.procurement", action="left", **about(procurement, buyer=known[gone].buyer.name))
    for new in wanted.keys() - known.keys():
        Buyer.objects.create(organisation_id=procurement.organisation_id, procurement=procurement, buyer=wanted[new])
        record_change(kind="procurement.procurement", action="joined", **about(procurement, buyer=wanted[new].name))
    let_strangers_go(procurement)


@transaction.atomic
def name_participant(procurement: Procurement, user: User, part: Part) -> Participant:
    """Return the part of a person who has a role in the lead's or a buying organisation."""
    procurement = locked(procurement)
    check_person(procurement, user)
    participant, _made = Participant.objects.update_or_create(
        procurement=procurement,
        user=user,
        defaults={"part": part, "organisation_id": procurement.organisation_id},
    )
    record_change(kind="procurement.procurement", action="staffed", **about(procurement, person=user.name))
    return participant


def _check_as_read(procurement: Procurement, revision: int | None) -> None:
    """Refuse to move what somebody else moved or changed since it was read."""
    if revision in (None, procurement.revision):
        return
    sentence = _(
        "Somebody else changed “%(title)s” in the meantime; it now stands at: %(stage)s."
        " Nothing was moved. Look again, and move it if that is still right."
    )
    raise ConflictError(sentence % {"title": procurement.title, "stage": Stage(procurement.stage).label})


def can_stand_at(procurement: Procurement, stage: Stage) -> bool:
    """Return whether what was decided lets a procurement be moved to a stage by hand."""
    try:
        _check_stage(procurement, stage)
    except ProcurementNotPossibleError:
        return False
    return True


def _check_stage(procurement: Procurement, stage: Stage) -> None:
    """Refuse to open bids without an award, and to leave an award, of one lot too, while a contract of it stands.

    Without bids it may be a purchase that was made elsewhere; the stage opens nothing then, which an award alone does.
    """
    if stage == Stage.AWARDED and has_bids(procurement):
        raise ProcurementNotPossibleError(_("There are bids: the procurement is awarded by deciding who wins."))
    standing = Contract.objects.filter(procurement=procurement).exclude(state=ContractState.WITHDRAWN)
    if signed := standing.filter(state=ContractState.SIGNED).first() if stage in BEFORE_DECISIONS else None:
        sentence = _("“%(title)s” is signed. Decide the lots that are left one by one: the procurement stays here.")
        raise ProcurementNotPossibleError(sentence % {"title": signed.title})
    is_back = procurement.stage == Stage.AWARDED or stage in BEFORE_DECISIONS
    if is_back and (contract := standing.first()):
        sentence = _("“%(title)s” was awarded here. Take the award back before you move the procurement.")
        raise ProcurementNotPossibleError(sentence % {"title": contract.title})


def _tidied(said: ProcurementSaid) -> ProcurementSaid:
    return {**said, "title": tidy_title(said["title"])} if "title" in said else said


def _save(procurement: Procurement) -> None:
    procurement.revision += 1
    procurement.save()


def _check(procurement: Procurement) -> None:
    if not procurement.title.strip():
        raise ProcurementNotPossibleError(_("Give the procurement a name."), field="title")
    if procurement.options and not procurement.months:
        raise ProcurementNotPossibleError(
            _("Say how long the contract runs before you say how long it can be extended."), field="months"
        )
    _check_days(procurement)


def _check_days(procurement: Procurement) -> None:
    """Refuse days that stand in another order than a procurement takes."""
    known = [(name, day) for name in DAYS_IN_ORDER if (day := getattr(procurement, name))]
    for (_before, earlier), (name, later) in pairwise(known):
        if later < earlier:
            sentence = _(
                "%(later)s comes before the step that leads to it, on %(earlier)s. Change one of the two days."
            )
            raise ProcurementNotPossibleError(
                sentence % {"later": date_format(later), "earlier": date_format(earlier)}, field=name
            )
