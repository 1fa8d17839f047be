"""Hold a contract while it is changed, and say what a change is about."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.errors import ConflictError
from procurement.models import Contract, Procurement
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.signals import contract_saved


class ContractNotPossibleError(ProcurementNotPossibleError):
    """Something cannot be done with a contract; `field` names the one that stands in the way, if any."""


def locked_contract(contract: Contract, *, revision: int | None = None) -> Contract:
    """Return the contract as it is now, held with its procurement until the transaction ends.

    Raises ConflictError if it was saved after `revision`, where given.
    """
    if contract.procurement_id:  # before the contract, as an award does: what others see is of all its contracts
        list(Procurement.objects.select_for_update(of=("self",)).filter(pk=contract.procurement_id))
    held = Contract.objects.select_for_update(of=("self",)).select_related("organisation", "award", "procurement")
    current = held.get(pk=contract.pk)
    if revision not in (None, current.revision):
        sentence = _(
            "Somebody else changed “%(title)s” in the meantime. What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"title": current.title})
    return current


def check_has_come(day: date, today: date | None, what: str, *, field: str) -> None:
    """Refuse a day that lies ahead of `today`, the real one where None: only what has happened is kept."""
    now = today or timezone.localdate()
    if day > now:
        sentence = _("%(what)s lies in the future, on %(day)s. Only what has happened is kept: come back on that day.")
        raise ContractNotPossibleError(sentence % {"what": what, "day": date_format(day)}, field=field)


def check_since_signature(contract: Contract, day: date, today: date | None, what: str, *, field: str) -> None:
    """Refuse a day that has not come yet, and one on which the contract was not signed yet."""
    check_has_come(day, today, what, field=field)
    if contract.signed_on and day < contract.signed_on:
        sentence = _("%(what)s lies before the signature, on %(day)s. Look at the day again.")
        words = {"what": what, "day": date_format(contract.signed_on)}
        raise ContractNotPossibleError(sentence % words, field=field)


def save_contract(contract: Contract) -> None:
    """Keep a contract, count that it was saved, and tell whoever follows it up."""
    contract.revision += 1
    contract.save()
    contract_saved.send(Contract, contract=contract)


def about_contract(contract: Contract, **summary: object) -> dict[str, Any]:
    """Return what a change record says of the contract."""
    return {
        "organisation_id": contract.organisation_id,
        "object_id": contract.uuid,
        "summary": {"title": contract.title, **summary},
    }
