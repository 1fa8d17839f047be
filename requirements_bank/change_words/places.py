"""Where a change leads, and who sees things, for the wordings of changes."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.urls import reverse

from foundation.changes.models import Change
from organisations.models import Organisation
from requirements_bank.models import SeenBy


def page_of(name: str, model: type[models.Model] | None = None, *, named: bool = True) -> Callable[[Change], str]:
    """Return what gives a change's page by its address: of the thing that changed, or of the organisation.

    The page is "" for a thing of `model` that is no longer there or not to be seen; `named` is False for a page
    that all things of the organisation share.
    """

    def address(change: Change) -> str:
        if model and not model._default_manager.filter(uuid=change.object_id).exists():  # noqa: SLF001 - Django's own name
            return ""
        return reverse(name, args=[slug_of(change.organisation_id), *([change.object_id] if named else [])])

    return address


def slug_of(organisation_id: int) -> str:
    """Return the organisation's name in addresses."""
    return Organisation.objects.values_list("slug", flat=True).get(pk=organisation_id)


def audience(value: Any) -> object:  # noqa: ANN401 - a stored word
    """Return the word for who sees or may do something."""
    return SeenBy(value).label if value in SeenBy.values else value
