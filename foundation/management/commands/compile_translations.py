"""Compile the catalogs into what the program reads at run time."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from foundation.translations.catalogs import compile_catalogs


class Command(BaseCommand):
    """Write the .mo file of each language whose catalog changed."""

    help = "Compile the translations that changed."
    requires_system_checks = []  # it reads files only, and helps while the rest is being built

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Run."""
        for path in compile_catalogs(Path(settings.BASE_DIR)):
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))
