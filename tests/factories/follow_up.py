"""Signed contracts with obligations to follow up; each function works within the open access."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from follow_up.models import Control, ControlState, ResultSource, SharedControl
from follow_up.services.note_result import Finding, note_result
from follow_up.services.share_control import Sharing, share_control
from follow_up.services.standings import work_out_contract
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, ContractState, Obligation, ObligationStep
from procurement.services.resolve_contract import resolve

FIRST_DAY = date(2026, 3, 1)
WORDS = "The supplier delivers with vehicles that emit nothing."
RISING = ((Decimal(50), 0), (Decimal(70), 24))
"""At least 50 % from the first day, 70 % after two years."""


def make_followed(organisation: Organisation, title: str = "Varelevering 2026", **said: Any) -> Contract:
    """A signed contract with Nordbygg AS from March 2026 on, four years, without obligations."""
    usual: dict[str, Any] = {
        "country": organisation.country,
        "currency": organisation.currency,
        "category": "transport.goods",
        "value": Decimal(8_000_000),
        "signed_on": date(2026, 2, 1),
        "first_day": FIRST_DAY,
        "months": 48,
    }
    contract = Contract.objects.create(organisation=organisation, title=title, **{**usual, **said})
    ContractParty.objects.create(
        organisation=organisation,
        contract=contract,
        name="Nordbygg AS",
        number="974760673",
        email="post@nordbygg.example",
    )
    resolve(contract)
    contract.state = ContractState.SIGNED
    contract.save()
    return contract


def make_obligation(
    contract: Contract,
    title: str = "Emission-free deliveries",
    steps: Sequence[tuple[Decimal, int]] = RISING,
    **said: Any,
) -> Obligation:
    """Something the contract obliges to; with steps a share in per cent that rises after so many months."""
    measured = {"unit": "%", "direction": "at_least", "on_extension": "steps_go_on"} if steps else {}
    position = Obligation.objects.filter(contract=contract).count() + 1
    obligation = Obligation.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        position=position,
        title=title,
        **{"wording": WORDS, "themes": ["climate"], **measured, **said},
    )
    ObligationStep.objects.bulk_create(
        ObligationStep(
            organisation_id=contract.organisation_id,
            obligation=obligation,
            number=number,
            threshold=threshold,
            months=months,
        )
        for number, (threshold, months) in enumerate(steps, start=1)
    )
    resolve(contract)
    work_out_contract(contract)
    return obligation


def make_finished(obligation: Obligation, *, held_on: date, is_kept: bool = True, **said: Any) -> Control:
    """A finished control of the contract that found something about this obligation, on the step of that day."""
    step = ObligationStep.objects.filter(
        obligation=obligation, first_day__lte=held_on, last_day__gte=held_on, needs_option=False
    ).first()
    control = Control.objects.create(
        organisation_id=obligation.organisation_id,
        contract=obligation.contract,
        held_on=held_on,
        state=ControlState.FINISHED,
        finished_at=timezone.now(),
        **said,
    )
    note_result(
        obligation,
        Finding(
            on=held_on,
            is_kept=is_kept,
            source=ResultSource.CONTROL,
            source_id=control.uuid,
            step=step.number if step else None,
            threshold=step.threshold if step else None,
        ),
    )
    return control


def make_shared(obligation: Obligation, *, held_on: date, **said: Any) -> SharedControl:
    """A control of it that the neighbours see; the supplier was told the same day."""
    control = make_finished(obligation, held_on=held_on, kind=said.pop("kind", "desk"))
    usual: dict[str, Any] = {
        "seen_by": "network",
        "informed_on": held_on,
        "informed_how": "E-mail",
        "covers_all_places": True,
    }
    return share_control(control, Sharing(**{**usual, **said}))
