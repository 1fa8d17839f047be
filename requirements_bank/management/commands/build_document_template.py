from typing import Any

from django.core.management.base import BaseCommand

from requirements_bank.document_templates.build import FILE, build


class Command(BaseCommand):
    """Write our own Word template anew."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Write the file."""
        build().save(str(FILE))
        self.stdout.write(str(FILE))
