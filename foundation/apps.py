from importlib import import_module

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Building blocks without business knowledge."""

    name = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks, and bring files that lie apart from the database to it."""
        import_module("foundation.checks")
        import_module("foundation.files.adopt").adopt_files_of_checkout()
