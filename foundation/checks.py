"""Start-up checks that speak plainly; `manage.py check --database default` asks the database too."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import DatabaseError, connection

from foundation.postgres.standing import standing


@register(Tags.database)
def row_security_binds_us(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ANN401, ARG001
    """Refuse to run as a role that row-level security does not bind; warn where the login could become one."""
    if not kwargs.get("databases") or getattr(connection, "acts_as_owner", False):
        return []  # not asked for, or in the middle of migrate, which is the owner's work
    try:
        ours = standing()
    except DatabaseError:
        return []  # Django itself says that there is no connection
    if ours.problem:
        return [
            checks.Error(
                f"Row-level security does not bind us: {ours.problem}.",
                hint="Let DATABASE_URL log in as a role that owns nothing, and run manage.py migrate.",
                id="klimatrappa.E001",
            )
        ]
    if ours.login_owns:
        return [
            checks.Warning(
                f"The login {ours.login} owns the tables: whoever could run SQL of their own might leave our role.",
                hint="Give DATABASE_URL a login of its own and MIGRATION_DATABASE_URL the owner's.",
                id="klimatrappa.W001",
            )
        ]
    return []
