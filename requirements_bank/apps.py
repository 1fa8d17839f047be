from django.apps import AppConfig


class RequirementsBankConfig(AppConfig):
    """Reusable climate requirements and award criteria."""

    name = "requirements_bank"
    default_auto_field = "django.db.models.BigAutoField"
