"""One at a time: imports and changes of rules of one organisation follow each other."""

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from organisations.models import Organisation

WAIT_SECONDS = 10


def hold_ledger(organisation: Organisation) -> None:
    """Wait for the organisation's ledger and hold it until the transaction ends: for work that has time."""
    hold("ledger", organisation.pk)


def hold_ledger_soon(organisation: Organisation) -> None:
    """As `hold_ledger`, for somebody who waits at a screen; raises ConflictError while a long import holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{WAIT_SECONDS}s"])
        try:
            hold_ledger(organisation)
        except OperationalError as error:
            raise ConflictError(
                _("A file is being imported just now. Nothing was changed; try again when the import is done.")
            ) from error
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")
