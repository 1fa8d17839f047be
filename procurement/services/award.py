"""Award a lot: contracts with who wins, what they oblige to on days, and the steps frozen, all of it or nothing."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.typed_reasons import reason_of
from procurement.models import Award, Contract, ContractState, Lot, Procurement, Stage
from procurement.queries.awards import decisions, standstill_of
from procurement.services.award_terms import AwardTerms, Winner, check_award, check_competition, names_of
from procurement.services.locked_contract import check_has_come
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.make_contract import make_contract
from procurement.services.procurements import stand_at
from procurement.services.staircases import freeze_steps, thaw_steps


@transaction.atomic
def award(
    procurement: Procurement,
    lot: Lot | None,
    winners: Sequence[Winner],
    terms: AwardTerms,
    *,
    today: date | None = None,
) -> Award:
    """Return the award of a lot, or of a procurement without lots, with its contracts; all is kept or nothing.

    The steps that are awarded are frozen, and the procurement is awarded when every lot is decided. Raises
    ProcurementNotPossibleError with the field that stands in the way.
    """
    procurement = locked(procurement)
    _check_open(procurement, lot)
    check_award(winners, terms, today)
    check_competition(procurement, lot, terms)
    made = _decided(procurement, lot, terms.decided_on, terms.because, terms)
    groups = [list(winners)] if terms.together else [[winner] for winner in winners]
    for group in groups:
        make_contract(made, group, terms, is_one_of_several=len(groups) > 1)
    freeze_steps(procurement, lot)
    record_change(kind="procurement.procurement", action="awarded", **about(procurement, suppliers=names_of(winners)))
    _move_on(procurement)
    return made


@transaction.atomic
def end_without_award(
    procurement: Procurement, lot: Lot | None, *, because: str, decided_on: date, today: date | None = None
) -> Award:
    """Return the decision that nobody wins the lot, with the reason.

    Raises ProcurementNotPossibleError without a reason, where it is decided already, for a day that lies ahead of
    `today`, and for a procurement that is stopped.
    """
    procurement = locked(procurement)
    _check_open(procurement, lot)
    if not reason_of(because):
        raise ProcurementNotPossibleError(_("Say why nobody wins."), field="because")
    check_has_come(decided_on, today, _("The decision"), field="decided_on")
    made = _decided(procurement, lot, decided_on, because, None)
    record_change(kind="procurement.procurement", action="not_awarded", **about(procurement))
    _move_on(procurement)
    return made


@transaction.atomic
def take_award_back(made: Award, *, because: str) -> Award:
    """Return the award that is no longer in force; its contracts are withdrawn, which none that is signed can be.

    An awarded procurement is evaluated again: a lot of it is open, although other lots may be signed.

    Raises ProcurementNotPossibleError without a reason, and where a contract of it is signed.
    """
    procurement = locked(made.procurement)
    made = Award.objects.select_for_update().get(pk=made.pk)
    if made.taken_back_at:
        return made
    if not reason_of(because):
        raise ProcurementNotPossibleError(_("Say why the award is taken back."), field="because")
    contracts = Contract.objects.filter(award=made)
    held = list(contracts.select_for_update(of=("self",)))  # nobody signs one between this look and the withdrawal
    if signed := next((each for each in held if each.state == ContractState.SIGNED), None):
        sentence = _("“%(title)s” is signed. An award can be taken back only before that.")
        raise ProcurementNotPossibleError(sentence % {"title": signed.title})
    contracts.update(state=ContractState.WITHDRAWN)
    made.taken_back_at, made.taken_back_because = timezone.now(), reason_of(because)
    made.save(update_fields=["taken_back_at", "taken_back_because"])
    thaw_steps(procurement)
    # all of the lead's people read of it: the reason, which speaks of bids, stays with the decision
    record_change(kind="procurement.procurement", action="award_taken_back", **about(procurement))
    if procurement.stage == Stage.AWARDED:  # a lot has to be decided anew, on bids that are sealed until it is
        stand_at(procurement, Stage.EVALUATION)
    return made


def _check_open(procurement: Procurement, lot: Lot | None) -> None:
    """Refuse what cannot be decided: a stopped procurement, the whole where there are lots, what is decided already."""
    if procurement.stage == Stage.STOPPED:
        raise ProcurementNotPossibleError(_("The procurement is stopped. Take it up again before you award it."))
    found = next((each for each in decisions(procurement) if each.lot == lot), None)
    if found is None:
        raise ProcurementNotPossibleError(_("Every lot is awarded on its own. Choose one of them."), field="lot")
    if found.award:
        raise ProcurementNotPossibleError(_("This is decided already. Take the decision back to decide anew."))


def _decided(
    procurement: Procurement, lot: Lot | None, decided_on: date, because: str, terms: AwardTerms | None
) -> Award:
    told_on = terms.told_on if terms else None
    standstill = standstill_of(procurement.country, told_on)
    return Award.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        lot=lot,
        outcome=Award.Outcome.AWARDED if terms else Award.Outcome.ENDED,
        because=reason_of(because),
        value=terms.value if terms else None,
        decided_on=decided_on,
        told_on=told_on,
        standstill_until=standstill[1] if standstill else None,
        standstill_rule=standstill[0].id if standstill else "",
        decided_by=current_actor().name,
    )


def _move_on(procurement: Procurement) -> None:
    """Let the procurement be awarded when every lot is decided and at least one has a contract."""
    found = decisions(procurement)
    is_decided = all(each.award for each in found)
    if procurement.stage != Stage.AWARDED and is_decided and any(each.contracts for each in found):
        stand_at(procurement, Stage.AWARDED)
