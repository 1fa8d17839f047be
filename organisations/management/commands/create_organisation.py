"""Make an organisation: the first step of a real installation."""

from argparse import ArgumentParser
from typing import Any

from foundation.changes.record import Actor, acting
from foundation.commands import PlainCommand
from organisations.models.organisations import Chart, Country, Kind
from organisations.services.found_organisation import NewOrganisation, found_organisation


class Command(PlainCommand):
    """One organisation, known by its number."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is told about the organisation."""
        super().add_arguments(parser)
        parser.add_argument("name", help="as it stands at the top of every page")
        parser.add_argument("--country", choices=Country.values, required=True)
        parser.add_argument("--number", required=True, help="organisation number, with signs between or not")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.MUNICIPALITY.value)
        parser.add_argument("--slug", default="", help="its name in addresses; made from the name if left out")
        parser.add_argument("--chart", choices=Chart.values, default="", help="chart of accounts; follows the country")
        parser.add_argument("--municipality-code", default="", help="such as 4640 for Sogndal")
        parser.add_argument("--population", type=int, help="inhabitants, for figures per head")

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Found the organisation and say where it is."""
        told = NewOrganisation(
            name=options["name"],
            country=options["country"],
            number=options["number"],
            kind=options["kind"],
            slug=options["slug"],
            chart=options["chart"],
            municipality_code=options["municipality_code"],
            population=options["population"],
        )
        with acting(Actor("manage.py create_organisation")):
            organisation = found_organisation(told)
        result = {
            "organisation": organisation.name,
            "number": organisation.number,
            "address": f"/o/{organisation.slug}/",
        }
        self.report(result, as_json=options["json"])
