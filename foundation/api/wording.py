"""Sentences for stored problems: each app says how it words its codes, in the language of whoever reads."""

from collections.abc import Callable, Mapping
from typing import Any

from rest_framework import serializers

from foundation.api.hidden_numbers import without_numbers_in
from foundation.personal_numbers import without_personal_numbers

Wording = Callable[[Mapping[str, Any]], str | None]

_WORDINGS: list[Wording] = []


def register_wording(wording: Wording) -> None:
    """Add a function that returns the sentence of a problem as stored, or None for a code that is not its own."""
    if wording not in _WORDINGS:
        _WORDINGS.append(wording)


def sentence_of(problem: Mapping[str, Any]) -> str:
    """Return the sentence of a problem as `Problem.as_json` gives it; its code where nobody words it."""
    found = (wording(problem) for wording in _WORDINGS)
    return next((sentence for sentence in found if sentence), str(problem["code"]))


def _quoted(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("place", "field")}


class ProblemRowOutput(serializers.Serializer[Mapping[str, Any]]):
    """One thing that is wrong in a file: where, what, and what would mend it.

    A sentence quotes what stands in the file; personal numbers show where the context has `sees_numbers` only.
    """

    place = serializers.CharField(help_text="Such as a row or a voucher.")
    field = serializers.CharField(allow_null=True, help_text="The column or record label.")
    code = serializers.CharField(help_text="Stable and machine-readable.")
    message = serializers.SerializerMethodField(help_text="A sentence in the language asked for.")
    severity = serializers.ChoiceField(choices=["error", "warning", "notice"], help_text="An error keeps a file out.")

    def to_representation(self, instance: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row; a column's title, and the place, may hold a personal number as well."""
        row = super().to_representation(instance)
        shown = row if self.context.get("sees_numbers") else row | without_numbers_in(_quoted(row))
        return dict(shown)

    def get_message(self, problem: Mapping[str, Any]) -> str:
        """Word the problem."""
        message = sentence_of(problem)
        return message if self.context.get("sees_numbers") else without_personal_numbers(message) or ""
