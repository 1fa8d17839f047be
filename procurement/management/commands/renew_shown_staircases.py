"""Bring up to date what neighbours see of staircases: `manage.py renew_shown_staircases [--organisation NUMBER]`."""

from argparse import ArgumentParser
from typing import Any

from foundation.access import open_access
from foundation.commands import PlainCommand
from foundation.scoping import access_for_work
from organisations.models import Organisation
from organisations.queries.by_number import organisation_by_number
from procurement.services.renew_shown_staircases import renew_shown_staircases


class Command(PlainCommand):
    """One organisation after the other, each in a transaction of its own; a second run finds nothing to do."""

    help = "Let neighbours see of each staircase what its signed contracts ask for, also of those signed long ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose staircases."""
        super().add_arguments(parser)
        parser.add_argument("--organisation", help="organisation number; all organisations if left out")

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Renew and count."""
        number = options["organisation"]
        chosen = [organisation_by_number(number)] if number else list(Organisation.objects.order_by("pk"))
        renewed = 0
        for organisation in chosen:
            with open_access(access_for_work(organisation.pk)):
                renewed += renew_shown_staircases(organisation)
        self.report({"organisations": len(chosen), "staircases": renewed}, as_json=options["json"])
