"""Calculate footprints anew: `manage.py recompute_footprints [--organisation NUMBER] [--factor-set CODE] [--json]`."""

from argparse import ArgumentParser
from typing import Any

from emissions.queries.published import factor_set_called
from emissions.services.recompute_footprints import recompute_footprints, renew_footprints
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.commands import PlainCommand
from foundation.scoping import access_for_work
from organisations.models import Organisation
from organisations.queries.by_number import organisation_by_number


class Command(PlainCommand):
    """One organisation after the other, each in a transaction of its own; a second run finds nothing to do."""

    help = "Calculate anew what would rest on something else now: newer factors, prices, rules or accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose footprints, and on which factors."""
        super().add_arguments(parser)
        parser.add_argument("--organisation", help="organisation number; all organisations if left out")
        parser.add_argument(
            "--factor-set", help="code of a set: every year with accounts on it; each year's own set if left out"
        )

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Calculate and count."""
        code, number = options["factor_set"], options["organisation"]
        if code:
            factor_set_called(code)
        chosen = [organisation_by_number(number)] if number else list(Organisation.objects.order_by("pk"))
        made = 0
        for organisation in chosen:
            with open_access(access_for_work(organisation.pk)), acting(Actor("manage.py recompute_footprints")):
                made += len(
                    recompute_footprints(organisations=[organisation], factor_set=code)
                    if code
                    else renew_footprints(organisation=organisation)
                )
        self.report({"organisations": len(chosen), "footprints": made}, as_json=options["json"])
