"""Numbers of imports, known before their rows are written: lines are loaded first."""

from django.db import connection


def next_import_id() -> int:
    """Return the number that the next import will have; nobody else gets it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('emissions_ledgerimport', 'id'))")
        (number,) = cursor.fetchone()
        return int(number)
