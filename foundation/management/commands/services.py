"""Look after this checkout's own PostgreSQL and Redis: status, stop, remove. `backup` carries their data."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.services.errors import ServicesError
from foundation.services.joining import is_running, stop
from foundation.services.layout import PROFILES, Layout, layout_of
from foundation.services.postgresql import SUPERUSER, pinned_major
from foundation.services.removal import remove


class Command(BaseCommand):
    """One subcommand per thing to do."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the profile and what to do."""
        parser.add_argument("--profile", choices=PROFILES, default="demo")
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("status", help="say whether they run and where everything is")
        actions.add_parser("stop", help="stop them even if they are in use")
        actions.add_parser("remove", help="stop them and remove their data for good").add_argument(
            "--yes", action="store_true", help="do not ask"
        )

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Do what was asked, and say it."""
        layout = layout_of(options["profile"])
        try:
            self.stdout.write(getattr(self, f"_{options['action']}")(layout, options))
        except ServicesError as error:
            raise CommandError(str(error)) from error

    def _status(self, layout: Layout, _options: dict[str, Any]) -> str:
        running = "running" if is_running(layout.profile) else "stopped"
        version = pinned_major(layout)
        data = f"PostgreSQL {version} in {layout.postgresql}" if version else f"none yet; they will be in {layout.home}"
        lines = [f"Services ({layout.profile}): {running}", f"Data: {data}", f"Logs: {layout.logs}"]
        if running == "running":
            lines.append(f"As superuser: psql --host={layout.sockets} --username={SUPERUSER} klimatrappa")
        return "\n".join(lines)

    def _stop(self, layout: Layout, _options: dict[str, Any]) -> str:
        if not stop(layout.profile):
            raise ServicesError(f"They did not stop; see {layout.logs}.")
        return "Stopped; the data are kept."

    def _remove(self, layout: Layout, options: dict[str, Any]) -> str:
        if not options["yes"] and input(f"Remove {layout.home} for good? Type yes: ") != "yes":
            return "Nothing was removed."
        self._stop(layout, options)
        remove(layout)
        return f"Removed {layout.home}."
