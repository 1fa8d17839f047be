"""The field of a form in which somebody says why."""

from typing import Any

from django import forms

from foundation.typed_reasons import reason_of


class ReasonField(forms.CharField):
    """A reason; one in which nothing is seen is none."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - what a request sends
        """Return the reason, or nothing where nothing in it is seen."""
        return reason_of(super().to_python(value))
