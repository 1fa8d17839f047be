from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Building blocks without business knowledge."""

    name = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
