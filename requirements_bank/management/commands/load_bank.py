"""Bring the requirements and examples that come with Klimatrappa into the database: `manage.py load_bank`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements_bank.services.load_shipped import ShippedBankError, load_shipped_bank


class Command(BaseCommand):
    """Load the shipped bank; safe to run at every start."""

    help = (
        "Bring the requirements and examples that come with Klimatrappa into the database; run again, nothing changes."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run."""
        try:
            loaded = load_shipped_bank()
        except ShippedBankError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"requirements: {loaded.requirements.new} new, {loaded.requirements.unchanged} unchanged")
        examples = loaded.examples
        self.stdout.write(
            f"examples: {examples.new} new, {examples.corrected} corrected, {examples.unchanged} unchanged"
        )
