from importlib import import_module

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    """Know what to check first, check it on site, and see it mended."""

    name = "follow_up"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place and word our pages."""
        import_module("follow_up.follow_up_pages").register()
