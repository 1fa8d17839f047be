from importlib import import_module

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Plan, tender, staircase, evaluate, contract, follow up."""

    name = "procurement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place and word our pages."""
        import_module("procurement.procurement_pages").register()
