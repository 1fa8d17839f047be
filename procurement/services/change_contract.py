"""Change a signed contract on a ground that the law knows, with the reason; what stood there before is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.typed_reasons import reason_of
from procurement.models import Contract, ContractChange, ContractState, Obligation, ObligationStep
from procurement.queries.called_off import framework_of
from procurement.queries.contract_changes import first_value
from procurement.services.called_off import check_most, goes_beyond, hold_call_offs
from procurement.services.changed_steps import check_changed, written
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    check_since_signature,
    locked_contract,
    save_contract,
)
from procurement.services.resolve_contract import date_steps
from procurement.services.rests_on_law import rule_of_change
from procurement.services.shown_staircases import show_signed
from procurement.services.staircases import PlannedStep

MOST_PERCENT = Decimal("9999.99")
DIGITS = Decimal("0.0001")
"""As many digits of a per cent as are kept; a form takes two, a page shows fewer."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a change rests on: its code in the rules of law, the reason, the day, and its per cent of the value."""

    code: str
    reason: str
    agreed_on: date
    percent: Decimal | None = None


@transaction.atomic
def change_steps(
    obligation: Obligation, steps: Sequence[PlannedStep], ground: Ground, *, revision: int, today: date | None = None
) -> ContractChange:
    """Return the recorded change after which the obligation rises in these steps.

    Days before the agreement keep what was asked of them; it lies between the signature and `today`.
    Raises ConflictError if somebody saved the contract after `revision`, StaircaseNotPossibleError step by step, and
    ContractNotPossibleError without a ground that holds.
    """
    contract = _signed(obligation.contract, revision)
    check_since_signature(contract, ground.agreed_on, today, _("The agreement"), field="agreed_on")
    obligation = Obligation.objects.get(pk=obligation.pk)
    rule = rule_of_change(contract, ground.code, ground.reason, ground.agreed_on, ground.percent, what=obligation.title)
    before = list(obligation.steps.all())
    after = written(obligation, steps)
    days = check_changed(contract, obligation, before, after, ground.agreed_on)
    date_steps(obligation, after, days)
    obligation.steps.all().delete()
    ObligationStep.objects.bulk_create(after)
    save_contract(contract)
    show_signed(contract, today=today)
    return _recorded(
        contract, ground, rule, [_said(step) for step in before], [_said(step) for step in after], obligation
    )


@transaction.atomic
def change_value(
    contract: Contract,
    value: Decimal,
    ground: Ground,
    *,
    revision: int,
    beyond_because: str = "",
    today: date | None = None,
) -> ContractChange:
    """Return the recorded change after which the contract is worth as much.

    The per cent follows from the sums, of the value that the contract began with. A call-off with which more is called
    off in all than its framework agreement says takes a reason for that too, `beyond_because`, which is kept.

    Raises ContractNotPossibleError for the value that it has already, a contract that is not signed, a day that lies
    ahead of `today` or before the signature, and a change that is larger than the ground allows; ConflictError if
    somebody saved the contract after `revision`.
    """
    if contract.parent_id:
        hold_call_offs(contract)
    contract = _signed(contract, revision)
    check_since_signature(contract, ground.agreed_on, today, _("The agreement"), field="agreed_on")
    if value < 0:
        raise ContractNotPossibleError(_("A contract is worth 0 or more."), field="value")
    if contract.value == value:
        raise ContractNotPossibleError(_("This is the value already."), field="value")
    percent = _percent_of_first_value(contract, value, ground)
    ground = Ground(ground.code, ground.reason, ground.agreed_on, percent)
    by = None if contract.value is None else abs(value - contract.value)
    rule = rule_of_change(contract, ground.code, ground.reason, ground.agreed_on, percent, what=_("the value"), by=by)
    _keep_to_most(contract, value, beyond_because)
    before, contract.value = contract.value, value
    save_contract(contract)
    said = None if before is None else str(before)
    return _recorded(contract, ground, rule, {"value": said}, {"value": str(value)})


def _keep_to_most(contract: Contract, value: Decimal, because: str) -> None:
    """Hold what a call-off is worth more than before to the most of its framework agreement; keep why it is passed."""
    framework = framework_of(contract)
    more = value - (contract.value or 0)
    if framework is None or more <= 0 or not goes_beyond(framework, more):
        return
    check_most(framework, more, because)
    contract.beyond_because = "\n".join(filter(None, [contract.beyond_because, reason_of(because)]))


def _percent_of_first_value(contract: Contract, value: Decimal, ground: Ground) -> Decimal | None:
    """Return how much a change is worth of what the contract was signed for; as was said where that is not known.

    None where it was signed for 0, of which nothing is a per cent.
    """
    first = first_value(contract)
    if first is None or contract.value is None:
        return ground.percent
    if first == 0:
        return None
    percent = abs(value - contract.value) * 100 / first
    if percent > MOST_PERCENT:
        sentence = _("That is more than a hundred times what the contract was signed for. Look at the figure again.")
        raise ContractNotPossibleError(sentence, field="value")
    return percent


def _signed(contract: Contract, revision: int) -> Contract:
    contract = locked_contract(contract, revision=revision)
    if contract.state != ContractState.SIGNED:
        raise ContractNotPossibleError(_("Only a signed contract is changed. One that is not signed is awarded anew."))
    return contract


def _recorded(
    contract: Contract,
    ground: Ground,
    rule: str,
    before: object,
    after: object,
    obligation: Obligation | None = None,
) -> ContractChange:
    made = ContractChange.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        obligation=obligation,
        agreed_on=ground.agreed_on,
        ground=ground.code,
        rule=rule,
        reason=reason_of(ground.reason),
        percent=None if ground.percent is None else ground.percent.quantize(DIGITS),
        before=before,
        after=after,
        made_by=current_actor().name,
    )
    what = obligation.code or obligation.title if obligation else _("the value")
    said = about_contract(contract, what=what, ground=ground.code)
    record_change(kind="procurement.contract", action="changed", **said)
    return made


def _said(step: ObligationStep) -> dict[str, object]:
    """Return a step as it is kept with a change."""
    days = {
        name: day.isoformat() if (day := getattr(step, name)) else None for name in ("day", "first_day", "last_day")
    }
    return {
        "number": step.number,
        "origin": step.origin,
        "threshold": f"{step.threshold.normalize():f}",
        "months": step.months,
        **days,
        "needs_option": step.needs_option,
    }
