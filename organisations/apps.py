from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    """The tenant: organisations, people, roles, shares; purchase categories and their code lists."""

    name = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the table of categories in step with the shipped tree after every migrate."""
        post_migrate.connect(_load_categories, sender=self)


def _load_categories(**_: Any) -> None:  # noqa: ANN401 - a signal's arguments
    from organisations.services.load_categories import load_categories  # noqa: PLC0415 - models are ready only now

    load_categories()
