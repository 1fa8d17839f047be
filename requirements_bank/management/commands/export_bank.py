"""Write a bank into a file: `manage.py export_bank FILE --organisation SLUG [--bank SLUG] [--language nb]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import translation

from foundation.access import open_access
from foundation.commands import PlainCommand
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import Bank
from requirements_bank.queries.banks import contents_of_bank
from requirements_bank.reports.bank_files import about_bank
from requirements_bank.reports.bank_formats import FORMATS


class Command(PlainCommand):
    """The name of the file says the format: .yaml, .zip, .json, .xlsx or .csv."""

    help = "Write the published requirements of a bank that the organisation sees into a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, who looks, and which bank."""
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, help="the organisation's place in addresses, such as ekby")
        parser.add_argument("--bank", default="", help="the bank's place in addresses; without it, the own bank")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Find the bank and write it."""
        path: Path = options["file"]
        found = FORMATS.get(path.suffix.lower().removeprefix("."))
        if found is None:
            raise CommandError(f"{path.name} says no format. End it with one of: {', '.join(FORMATS)}.")
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['organisation']}. Check its place in addresses.")
        with open_access(access_for_work(organisation.pk)), translation.override(options["language"]):
            wanted = {"slug": options["bank"]} if options["bank"] else {"organisation": organisation, "source": ""}
            bank = Bank.objects.filter(**wanted).first()
            if bank is None:
                raise CommandError("There is no such bank in sight. Check --bank, or leave it out for the own bank.")
            contents = contents_of_bank(bank)
            path.write_bytes(found.write(about_bank(bank), contents))
        self.report({"bank": bank.slug, "requirements": len(contents), "file": str(path)}, as_json=options["json"])
