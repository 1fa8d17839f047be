"""One at a time: imports and changes of rules of one organisation follow each other."""

from foundation.postgres.locks import hold
from organisations.models import Organisation
from suppliers.services.hold_register import ACCOUNTS, hold_register_soon


def hold_ledger(organisation: Organisation) -> None:
    """Wait for the organisation's ledger and hold it until the transaction ends: for work that has time."""
    hold(ACCOUNTS, organisation.pk)


def hold_ledger_soon(organisation: Organisation) -> None:
    """As `hold_ledger`, for somebody who waits at a screen; raises ConflictError while a long import holds it."""
    hold_register_soon(organisation.pk)
