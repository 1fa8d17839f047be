"""A first migration that renders less makes the same database as one that renders everything.

The models of the accounts' suppliers and what they need in the ordinary test run, all of them by `make endurance`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from foundation.backup.programs import client_programs
from foundation.services.layout import CHECKOUT
from tests.foundation.services.places import Place, User, execute

pytestmark = pytest.mark.services

WHAT = [] if os.environ.get("KLIMATRAPPA_ENDURANCE") else ["suppliers"]
QUICKLY = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", *sys.argv[1:], verbosity=0)
"""
AS_USUAL = QUICKLY.replace(
    "call_command(",
    "from foundation.management.commands import migrate\nmigrate.is_first = lambda _: False\ncall_command(",
    1,
)
WHEN = re.compile(r"^\\(un)?restrict [^\n]*$|^COPY public\.django_migrations .*?^\\\.$", re.MULTILINE | re.DOTALL)


def migrated(place: Place, script: str) -> str:
    """Return what the database holds afterwards, but for the moments at which it was migrated."""
    user = place.join()
    environment = place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    command = [sys.executable, "-c", script, *WHAT]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    assert done.returncode == 0, done.stderr
    held = dumped(user)
    user.leave()
    return WHEN.sub("", held)


def dumped(user: User) -> str:
    """Return the roles and the whole database as SQL."""
    version = int(str(execute(user, "SELECT current_setting('server_version_num')::integer / 10000")[0][0]))
    command = [str(client_programs(version) / "pg_dump"), f"--dbname={user.database_url}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == 0, done.stderr
    roles = execute(user, "SELECT rolname::text, rolsuper, rolcanlogin, rolbypassrls FROM pg_roles ORDER BY rolname")
    return "\n".join([*map(str, roles), done.stdout])


def test_endurance_of_a_first_migration_it_makes_what_the_usual_one_makes(
    make_place: Callable[..., Place],
) -> None:
    quickly = migrated(make_place("wheel", "quickly"), QUICKLY)
    usual = migrated(make_place("wheel", "usual"), AS_USUAL)

    assert "CREATE POLICY" in quickly
    assert quickly.splitlines() == usual.splitlines()
