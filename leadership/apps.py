from importlib import import_module

from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    """What leaders see: this year, the trend, what matters most."""

    name = "leadership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place our pages."""
        import_module("leadership.overview_pages").register()
