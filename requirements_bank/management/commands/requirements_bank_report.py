"""Say how much the shipped bank holds: `manage.py requirements_bank_report [--json]`."""

from typing import Any

from foundation.commands import PlainCommand
from requirements_bank.queries.bank_report import bank_report


class Command(PlainCommand):
    """Counts come from the database: run load_bank first."""

    help = "Count the examples and the requirements of the shipped bank, these by area, kind, level and language."

    def work(self, **options: Any) -> None:  # noqa: ANN401 - options by name
        """Count and report."""
        self.report(bank_report(), as_json=options["json"])
