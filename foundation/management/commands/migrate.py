"""Migrate as the owner of the tables, and see to it that the application's role exists and may use them."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, cast

from django.core.management.commands import migrate
from django.db import connections

from foundation.postgres.first_migration import is_first, rendered_alone
from foundation.postgres.roles import grant_application_role

if TYPE_CHECKING:
    from foundation.postgres.base import DatabaseWrapper


class Command(migrate.Command):
    """Django's migrate, run as the owner."""

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:  # noqa: ANN401 - Django's own signature
        """Leave out the checks of the database: they ask for what this command is about to make."""
        return {**super().get_check_kwargs(options), "databases": []}

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Create the role, migrate, and grant what the role needs on the tables that are there then."""
        connection = cast("DatabaseWrapper", connections[options["database"]])
        with connection.as_owner():
            grant_application_role(connection)
            with rendered_alone() if is_first(connection) else nullcontext():
                super().handle(*args, **options)
            grant_application_role(connection)
