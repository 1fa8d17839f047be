"""Calculate one year's footprint: `manage.py calculate_footprint --organisation NUMBER --year Y [--json]`."""

from argparse import ArgumentParser
from typing import Any

from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.reports.footprint_json import footprint_as_json
from emissions.services.calculate_footprint import calculate_footprint
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.commands import PlainCommand
from foundation.scoping import access_for_work
from organisations.queries.by_number import organisation_by_number


class Command(PlainCommand):
    """Prints the frozen result; the same basis gives the same footprint."""

    help = "Calculate and freeze the footprint of one organisation's year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose footprint, of which year, on which factors."""
        super().add_arguments(parser)
        parser.add_argument("--organisation", required=True, help="organisation number")
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--factor-set", default=DEFAULT_FACTOR_SET, help="code of the preferred factor set")

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Calculate and print."""
        organisation = organisation_by_number(options["organisation"])
        with open_access(access_for_work(organisation.pk)), acting(Actor("manage.py calculate_footprint")):
            footprint = calculate_footprint(
                organisation=organisation, year=options["year"], factor_set=options["factor_set"]
            )
            self.report(footprint_as_json(footprint), as_json=options["json"])
