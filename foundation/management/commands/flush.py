"""Empty the database as the owner of the tables, since the application's role may not."""

from typing import TYPE_CHECKING, Any, cast

from django.core.management.commands import flush
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql

if TYPE_CHECKING:
    from foundation.postgres.base import DatabaseWrapper

KEPT = {"django_migrations", "django_content_type", "auth_permission"}
TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
ORDER BY relname
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
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(TABLES)
            tables = [name for (name,) in cursor.fetchall() if name not in KEPT]
            names = sql.SQL(", ").join(map(sql.Identifier, tables))
            cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))
        if not options.get("inhibit_post_migrate"):
            emit_post_migrate_signal(0, interactive=False, db=connection.alias)
