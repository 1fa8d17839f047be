from importlib import import_module

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Who we buy from and what they report."""

    name = "suppliers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Word what is done with suppliers."""
        import_module("suppliers.supplier_pages").register()
