from django.apps import AppConfig


class EmissionsConfig(AppConfig):
    """The ledger, factors and footprints."""

    name = "emissions"
    default_auto_field = "django.db.models.BigAutoField"
