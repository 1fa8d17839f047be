"""Empty the database as the owner of the tables, since the application's role may not."""

from typing import TYPE_CHECKING, Any, cast

from django.core.management.commands import flush
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql

if TYPE_CHECKING:
    from foundation.postgres.base import DatabaseWrapper

KEPT = ["django_migrations", "django_content_type", "auth_permission"]
# First the tables whose references are checked at once: the tables that they refer to can then be emptied.
TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> ALL (%s)
ORDER BY NOT EXISTS (
    SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'f' AND NOT condeferrable
), relname
"""


class Command(flush.Command):
    """Django's flush, for all our tables: also those that SQL made and no model describes."""

    def handle(self, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Empty every table but those that migrations fill; asks first, unless told not to."""
        connection = cast("DatabaseWrapper", connections[options.get("database") or DEFAULT_DB_ALIAS])
        if options.get("interactive"):
            question = f"Remove all rows of the database {connection.settings_dict['NAME']!r} for good? Type yes: "
            if input(question) != "yes":
                self.stdout.write("Nothing was removed.")
                return
        with connection.as_owner(), transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(TABLES, [KEPT])
            tables = [sql.Identifier(name) for (name,) in cursor.fetchall()]
            filled = sql.SQL(", ").join(sql.SQL("EXISTS (SELECT FROM {})").format(table) for table in tables)
            cursor.execute(sql.SQL("SELECT {}").format(filled))
            for table, is_filled in zip(tables, cursor.fetchone(), strict=True):
                if is_filled:
                    cursor.execute(sql.SQL("DELETE FROM {}").format(table))
        if not options.get("inhibit_post_migrate"):
            emit_post_migrate_signal(0, interactive=False, db=connection.alias)
