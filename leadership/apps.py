from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class LeadershipConfig(AppConfig):
    """What leaders see: this year, the trend, what matters most."""

    name = "leadership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place our pages, and offer the demonstration's sign-ins where it runs."""
        import_module("leadership.overview_pages").register()
        if settings.DEMO:
            import_module("leadership.demonstration.sign_ins").register()
