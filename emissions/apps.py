from importlib import import_module

from django.apps import AppConfig


class EmissionsConfig(AppConfig):
    """The ledger, factors and footprints."""

    name = "emissions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place and word our pages."""
        import_module("emissions.ledger_pages").register()
        import_module("emissions.footprint_pages").register()
        import_module("emissions.quality_pages").register()
