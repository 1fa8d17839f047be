"""Signed contracts with obligations to follow up; each function works within the open access."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone

from follow_up.models import Control, ControlItem, ControlPhoto, Deviation, PriceClaim
from follow_up.queries.suppliers import KnownSupplier, known_suppliers
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.price_claims import Reckoned, reckon_claim
from follow_up.services.standings import work_out_contract
from follow_up.services.tell_supplier import tell_supplier
from foundation.files.store import store_file
from foundation.models import Message
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, ContractState, Obligation, ObligationStep
from procurement.services.resolve_contract import resolve
from tests.factories.bank import make_published

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


def make_deviation(organisation: Organisation, title: str = "Diesel", **said: Any) -> Deviation:
    """A deviation from an obligation of a contract with Nordbygg AS, found ten days ago, of which nobody was told."""
    obligation = said.pop("obligation", None) or make_obligation(make_followed(organisation))
    found_on = said.pop("found_on", timezone.localdate() - timedelta(days=10))
    usual: dict[str, Any] = {"value": Decimal(40), "threshold": Decimal(50), "unit": "%", "step": 1}
    found = Found(title, "Two of five cars run on diesel.", found_on, obligation=obligation, **{**usual, **said})
    return note_deviation(obligation.contract, found)


def tell(deviation: Deviation, language: str = "en", *, days: int = 14, email: str = "post@nordbygg.example") -> str:
    """Tell the supplier by mail; return the secret of its link."""
    deadline = timezone.localdate() + timedelta(days=days)
    tell_supplier(deviation, deadline=deadline, email=email, language=language)
    return secret_in(Message.objects.filter(holds_secret=True).order_by("-pk")[0])


def secret_in(message: Message) -> str:
    """The secret in the link of a letter."""
    found = re.search(r"/deviation/([^/\s]+)/", message.body)
    assert found, message.body
    return found.group(1)


def a_file(name: str = "rent.pdf") -> tuple[BytesIO, str]:
    """A small PDF as a supplier would send it."""
    return BytesIO(b"%PDF-1.7 rent of an electric car"), name


def make_photo(organisation: Organisation) -> ControlPhoto:
    """A picture of a question of a control."""
    obligation = make_obligation(make_followed(organisation))
    today = timezone.localdate()
    control = Control.objects.create(organisation=organisation, contract=obligation.contract, held_on=today)
    item = ControlItem.objects.create(
        organisation=organisation, control=control, position=1, obligation=obligation, question="Which cars?"
    )
    picture = store_file(organisation_id=organisation.pk, stream=BytesIO(b"\xff\xd8\xff picture"), name="car.jpg")
    return ControlPhoto.objects.create(
        uuid=uuid4(),
        organisation=organisation,
        control=control,
        item=item,
        file=picture,
        caption="The car",
        taken_at=timezone.now(),
        taken_by_name="Kari",
    )


def make_with_penalty(organisation: Organisation) -> Obligation:
    """An obligation whose first step takes two per cent of the value where it is not kept."""
    obligation = make_obligation(make_followed(organisation))
    ObligationStep.objects.filter(obligation=obligation, number=1).update(penalty="share", penalty_amount=Decimal(2))
    return obligation


def make_claim(organisation: Organisation) -> PriceClaim:
    """A penalty of 20 000 for the first half-year, to be decided."""
    step = make_with_penalty(organisation).steps.select_related("obligation__contract").get(number=1)
    said = Reckoned(FIRST_DAY, date(2026, 8, 31), value=Decimal(40), period_value=Decimal(1_000_000))
    return reckon_claim(step, "penalty", said)


def make_known_supplier(organisation: Organisation) -> KnownSupplier:
    """A supplier with a signed contract."""
    make_followed(organisation)
    return known_suppliers(organisation)[0]


def make_deviation_from_requirement(organisation: Organisation) -> Deviation:
    """A deviation from an obligation that was worded from the organisation's own bank."""
    obligation = make_obligation(make_followed(organisation), version=make_published(organisation))
    return make_deviation(organisation, obligation=obligation)
