from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Plan, tender, staircase, evaluate, contract, follow up."""

    name = "procurement"
    default_auto_field = "django.db.models.BigAutoField"
