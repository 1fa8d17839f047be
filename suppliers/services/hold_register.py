"""Hold an organisation's accounts, and with them its supplier register, while people change it.

Imports hold the same, since they make cards: what is merged meanwhile would not know the newest ones.
"""

from django.utils.translation import gettext as _

from foundation.postgres.locks import hold, hold_soon

ACCOUNTS = "ledger"


def hold_register_soon(organisation_id: int) -> None:
    """Hold the accounts until the transaction ends; raises ConflictError while a long import holds them."""
    hold_soon(ACCOUNTS, organisation_id, busy=_busy)


def _busy() -> str:
    return _("A file is being imported just now. Nothing was changed; try again when the import is done.")


def hold_register(organisation_id: int) -> None:
    """Wait for the accounts and hold them until the transaction ends: for work that has time."""
    hold(ACCOUNTS, organisation_id)
