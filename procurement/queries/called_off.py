"""How much is called off from a framework agreement by all who share it, whoever asks."""

from decimal import Decimal

from django.db import connection

from procurement.models import Contract

CALLED_OFF = "SELECT procurement_called_off(%s)"


def called_off_in_all(framework: Contract) -> Decimal:
    """Return the sum of the values of all call-offs that stand, those included that the reader does not see.

    What has no value counts nothing, and who does not share the agreement gets 0.
    """
    with connection.cursor() as cursor:
        cursor.execute(CALLED_OFF, [framework.pk])
        (found,) = cursor.fetchone()
    return Decimal(found)
