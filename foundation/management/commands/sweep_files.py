"""Remove stored files that no row names and that are older than a day; name the rows whose file is lost."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.files.sweep import sweep_files


class Command(BaseCommand):
    """What beat does each night."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Do it and say what was found."""
        swept = sweep_files()
        self.stdout.write(f"Removed {swept.removed} files that nothing names ({swept.size} bytes).")
        if swept.lost:
            self.stdout.write(f"{len(swept.lost)} files that are named are gone; restore them from a backup:")
            for path in swept.lost:
                self.stdout.write(f"  {path}")
