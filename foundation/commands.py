"""Commands that speak English, and say a domain error as a sentence instead of a traceback."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from foundation.errors import DomainError


class PlainCommand(BaseCommand):
    """A command whose `work` may raise DomainError; the sentence goes to the terminal, the exit code is 1."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --json; commands add their own."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - Django's signature
        """Do the work and word what could not be done."""
        try:
            with translation.override("en"):
                self.work(**options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Do what the command is for."""
        raise NotImplementedError

    def report(self, result: dict[str, Any], *, as_json: bool) -> None:
        """Print the result as JSON, or a line per key and a sentence per problem."""
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
            return
        for name, value in result.items():
            if name == "problems":
                for problem in value:
                    self.stdout.write(f"{problem['severity']}: {problem['message']}")
            else:
                self.stdout.write(f"{name}: {value}")
