"""Run everything on this machine: what `make demo` does after the installation."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from foundation.services.demonstration import FIRST_PORT, HOST, Wishes, run
from foundation.services.errors import ServicesError


class Command(BaseCommand):
    """Start PostgreSQL, Redis, web server, worker and beat; load the demonstration; stop everything with Ctrl-C."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--host", default=HOST, help="address to listen on (127.0.0.1: this machine only)")
        parser.add_argument("--port", type=int, default=FIRST_PORT, help="first port to try")
        parser.add_argument("--no-load", action="store_true", help="do not load the demonstration's data")
        parser.add_argument("--with-parent", action="store_true", help="end when the starting process ends")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run until told to stop; the exit code says whether everything could be started."""
        wishes = Wishes(options["host"], options["port"], not options["no_load"], options["with_parent"])
        try:
            code = run(wishes, self._say)
        except ServicesError as error:
            self._say(str(error))
            code = 1
        raise SystemExit(code)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
