"""Save what a form says, or put at its fields what stands in the way; what was typed is never lost."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar, cast

from django import forms

from foundation.errors import DomainError

if TYPE_CHECKING:
    from django.http import QueryDict

Saved = TypeVar("Saved")


def save_or_refuse(
    form: forms.Form, save: Callable[[], Saved], newest: Callable[[], int] | None = None
) -> tuple[Saved | None, int]:
    """Return what was saved, or nothing with the status of the page that shows the form again.

    What somebody else saved meanwhile can be saved over, knowingly: the form then carries the `newest` revision.
    """
    if not form.is_bound:
        return None, HTTPStatus.OK
    if not form.is_valid():
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        return save(), HTTPStatus.FOUND
    except DomainError as refused:
        name = getattr(refused, "field", "")
        form.add_error(name if name in form.fields else None, str(refused))
        if newest is not None:
            typed = cast("QueryDict", form.data).copy()
            typed["revision"] = str(newest())
            form.data = typed
        return None, refused.status
