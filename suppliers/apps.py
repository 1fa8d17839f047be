from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Who we buy from and what they report."""

    name = "suppliers"
    default_auto_field = "django.db.models.BigAutoField"
