from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    """The tenant: organisations, people, roles, shares; purchase categories and their code lists."""

    name = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the table of categories in step with the shipped tree after every migrate; word and place our pages."""
        post_migrate.connect(_load_categories, sender=self)
        import_module("organisations.wording").register()
        import_module("organisations.office").register()


def _load_categories(**_: Any) -> None:  # noqa: ANN401 - a signal's arguments
    from organisations.services.load_categories import load_categories  # noqa: PLC0415 - models are ready only now

    load_categories()
