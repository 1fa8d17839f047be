"""Names of suppliers as they are typed or pasted."""

from typing import Any

from django import forms

from foundation.written_names import tidy_name


class NameField(forms.CharField):
    """A name on one line; what nobody sees in it is left out before it is measured."""

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the name as it is kept."""
        return tidy_name(super().to_python(value) or "")
