from importlib import import_module

from django.apps import AppConfig


class RequirementsBankConfig(AppConfig):
    """Reusable climate requirements and award criteria."""

    name = "requirements_bank"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Place and word our pages."""
        import_module("requirements_bank.bank_pages").register()
