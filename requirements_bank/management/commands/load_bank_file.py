"""Load a bank for an organisation: `manage.py load_bank_file FILE --organisation SLUG [--source NAME] [--json]`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.commands import PlainCommand
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import SeenBy
from requirements_bank.reports.bank_load_words import worded_in_file
from requirements_bank.services.load_bank_file import (
    BankCheck,
    BankChoices,
    BankNotAcceptedError,
    check_bank_file,
    load_bank_file,
)

NOT_ACCEPTED = 2
SHOWN_PROBLEMS = 200


class Command(PlainCommand):
    """Exit code 0 if loaded (or, with --check, loadable), 2 if not; with --json the result is printed either way."""

    help = "Load a bank from YAML, JSON, a zip of them, or Excel; the same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose it becomes, and how it is loaded."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="the organisation's place in addresses, such as ekby")
        parser.add_argument("--source", default="", help="who publishes the bank; without it, into the own bank")
        parser.add_argument("--name", default="", help="what the bank is called here")
        parser.add_argument("--licence", default="")
        parser.add_argument("--visibility", choices=SeenBy.values, default=SeenBy.OWN)
        parser.add_argument("--publish", action="store_true", help="publish at once, instead of as drafts")
        parser.add_argument("--good-rows-only", action="store_true", help="leave wrong requirements out")
        parser.add_argument("--check", action="store_true", help="only say what loading would do")

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Check, load and report."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}. Check the path.")
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']}. Check its place in addresses.")
        names = ("source", "name", "licence", "visibility", "publish", "good_rows_only")
        choices = BankChoices(**{name: options[name] for name in names})
        with open_access(access_for_work(organisation.pk)), acting(Actor("manage.py load_bank_file")):
            self._load(organisation, path.read_bytes(), choices, options)

    def _load(self, organisation: Organisation, data: bytes, choices: BankChoices, options: dict[str, Any]) -> None:
        try:
            check = check_bank_file(organisation=organisation, data=data, choices=choices)
        except BankNotAcceptedError as error:
            self.report({"accepted": False, "problems": [_problem(str(error))]}, as_json=options["json"])
            sys.exit(NOT_ACCEPTED)
        accepted = check.is_good or (choices.good_rows_only and sum(check.counts.values()) > check.counts["wrong"])
        result: dict[str, Any] = {"accepted": accepted, **check.counts}
        if accepted and not options["check"]:
            loaded = load_bank_file(organisation=organisation, data=data, choices=choices)
            result |= {"bank": loaded.bank.slug, "published": loaded.published}
        self.report({**result, "problems": _problems(check)}, as_json=options["json"])
        if not accepted:
            sys.exit(NOT_ACCEPTED)


def _problems(check: BankCheck) -> list[dict[str, str]]:
    found = [(worded_in_file(problem), problem) for problem in check.problems]
    found += [(worded_in_file(problem, each.place), problem) for each in check.checked for problem in each.problems]
    return [_problem(sentence, problem.severity.value) for sentence, problem in found[:SHOWN_PROBLEMS]]


def _problem(sentence: str, severity: str = "error") -> dict[str, str]:
    return {"severity": severity, "message": sentence}
