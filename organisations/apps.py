from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The tenant: organisations, people, roles, shares; purchase categories and their code lists."""

    name = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
