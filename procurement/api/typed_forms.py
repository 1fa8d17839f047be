"""What a client sends, held to the same rules and sentences as what people type into the form of the page."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from rest_framework.exceptions import ErrorDetail

from foundation.api.problem_details import UnfitError


def as_typed(value: Any) -> str:  # noqa: ANN401 - anything that a body holds
    """Return a value as a field of a form takes it in every language."""
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def require_valid(form: forms.Form, places: Mapping[str, str]) -> None:
    """Let a form pass that is valid; UnfitError names what is wrong by its place in the body.

    `places` are those of the form's fields, and dots lead inwards; others stand under their own names.
    """
    if form.is_valid():
        return
    detail: dict[str, Any] = {}
    for name, errors in form.errors.as_data().items():
        said = [ErrorDetail(str(text), error.code or "invalid") for error in errors for text in error.messages]
        _put(detail, places.get(name, name).split("."), said)
    raise UnfitError(detail)


def _put(detail: dict[str, Any], path: list[str], said: list[ErrorDetail]) -> None:
    for name in path[:-1]:
        detail = detail.setdefault(name, {})
    detail[path[-1]] = said
