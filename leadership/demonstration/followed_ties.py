"""What the demonstration's follow-up ties together: bonus and penalty, controls shared with neighbours, suppliers."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from follow_up.models import Control, ControlReuse, ControlState, Deviation, PriceClaim, SharedControl
from follow_up.queries.shared_controls import candidates
from follow_up.queries.suppliers import KnownSupplier, known_suppliers
from follow_up.services.price_claims import Reckoned, decide_claim, reckon_claim
from follow_up.services.rely_on_control import rely_on
from follow_up.services.share_control import Sharing, share_control
from follow_up.services.supplier_cards import SaidOfContact, keep_contact, keep_note
from foundation.changes.models import Change
from leadership.demonstration.followed_people import (
    as_person,
    at_follow_up,
    contract_called,
    days_ago,
    id_of,
    obligation_called,
)
from organisations.models import Organisation
from procurement.models import Contract
from requirements_bank.models import SeenBy

SAID = Path(__file__).parent / "followed_ties.yaml"


def fill_ties(organisations: Mapping[str, Organisation]) -> None:
    """Reckon what clauses give, share controls and rely on one, and keep whom to talk to; each once."""
    for said in _said()["claims"]:
        _each(organisations, said, _claim)
    for said in _said()["shared"]:
        _share(organisations[said["org"]], said)
    for said in _said()["relied_on"]:
        _rely(organisations[said["org"]], organisations[said["looked"]], said)
    for said in _said()["suppliers"]:
        _each(organisations, said, _supplier)


def _each(organisations: Mapping[str, Organisation], said: Mapping[str, Any], do: Any) -> None:  # noqa: ANN401 - _claim or _supplier
    organisation = organisations[said["org"]]
    with at_follow_up(organisation, said["by"]):
        contract = contract_called(organisation, said["contract"])
        if contract:
            do(organisation, contract, said)


def _claim(_organisation: Organisation, contract: Contract, said: Mapping[str, Any]) -> None:
    obligation = obligation_called(contract, said["about"])
    if obligation is None or PriceClaim.objects.filter(obligation=obligation).exists():
        return
    first, last = _half_year_before(timezone.localdate())
    step = obligation.steps.filter(first_day__lte=last).exclude(penalty="").order_by("number").last()
    if step is None:
        return
    value = round(step.threshold * (100 - said["below"]) / 100, 1)
    period_value = Decimal(said["period_value"]) if "period_value" in said else None
    found = Deviation.objects.filter(obligation=obligation).order_by("-number").first()
    reckoned = Reckoned(first, last, value=value, is_kept=False, period_value=period_value)
    claim = reckon_claim(step, "penalty", reckoned, deviation=found)
    if "decided_by" in said:
        with as_person(said["decided_by"]):
            decide_claim(claim, is_claimed=said["claimed"], because=said.get("because", ""))


def _half_year_before(today: date) -> tuple[date, date]:
    """Return the first and last day of the half-year before the one that runs."""
    begun = date(today.year, 1 if today.month <= 6 else 7, 1)  # noqa: PLR2004 - June
    last = begun - timedelta(days=1)
    return date(last.year, last.month - 5, 1), last


def _share(organisation: Organisation, said: Mapping[str, Any]) -> None:
    with at_follow_up(organisation, said["by"]):
        control = Control.objects.filter(uuid=id_of(organisation, said["control"]), state=ControlState.FINISHED).first()
        if control is None or SharedControl.objects.filter(control=control).exists():
            return
        informed_on = min(max(days_ago(said["informed"]), control.held_on), timezone.localdate())
        how, everywhere = said["how"], said.get("everywhere", False)
        share_control(control, Sharing(SeenBy.NETWORK, informed_on, how, covers_all_places=everywhere))


def _rely(organisation: Organisation, looked: Organisation, said: Mapping[str, Any]) -> None:
    with at_follow_up(organisation, said["by"]):
        if ControlReuse.objects.filter(organisation=organisation).exists():
            return
        those = candidates(organisation, timezone.localdate())
        usable = [each for each in those if each.verdict.may_be_used and each.finding.organisation_id == looked.pk]
        for each in usable[:1]:
            rely_on(each.obligation, each.finding.uuid, kind="desk")


def _supplier(organisation: Organisation, contract: Contract, said: Mapping[str, Any]) -> None:
    supplier = _of(organisation, contract)
    told = Change.objects.filter(organisation_id=organisation.pk, kind="follow_up.supplier", object_id=supplier.key)
    if told.exists():
        return
    for name, part, email, phone in said.get("contacts", ()):
        keep_contact(organisation, supplier, SaidOfContact(name, part, email, phone))
    for text in said.get("notes", ()):
        keep_note(organisation, supplier, text=text)


def _of(organisation: Organisation, contract: Contract) -> KnownSupplier:
    return next(each for each in known_suppliers(organisation) if contract.pk in each.contracts)


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
