"""Bring the requirements that come with Klimatrappa into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requirements_bank.services.load_shipped import ShippedBankError, load_shipped_bank


class Command(BaseCommand):
    """Load the shipped bank; safe to run at every start."""

    help = "Bring the requirements that come with Klimatrappa into the database; running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run."""
        try:
            loaded = load_shipped_bank()
        except ShippedBankError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"requirements: {loaded.new} new, {loaded.unchanged} unchanged")
