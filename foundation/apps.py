from importlib import import_module

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Building blocks without business knowledge."""

    name = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks."""
        import_module("foundation.checks")
