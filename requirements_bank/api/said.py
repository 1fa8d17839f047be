"""What a requirement says, as clients hand it over: the bank's file format as JSON, complete or not."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from foundation.api.problem_details import UnfitError
from requirements_bank.calculations.same_content import strange_values

LARGEST = 200_000
SAID_SCHEMA = {
    "type": "object",
    "additionalProperties": True,
    "description": "All or parts of a requirement in the bank's file format (docs/bank_format.md).",
}


@extend_schema_field(SAID_SCHEMA)
class Said(serializers.Field[Any, Any, Any, Any]):
    """A JSON object."""

    default_error_messages = {"invalid": "Send a JSON object."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:  # noqa: ANN401 - the framework's signature
        """Return the object."""
        if not isinstance(data, Mapping):
            self.fail("invalid")
        return dict(data)

    def to_representation(self, value: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Return it as it is stored."""
        return value


def storable(said: dict[str, Any], field: str = "content") -> dict[str, Any]:
    """Return what can be stored; UnfitError for what is too much, or holds a character that no text has."""
    if any(problem.code == "too_deep" for problem in strange_values(said, "")):
        raise UnfitError({field: [ErrorDetail(_("The requirement is nested too deeply."), "too_deep")]})
    text = json.dumps(said)
    if "\\u0000" in text:
        sentence = _("There is a null character in a text. Take it out.")
        raise UnfitError({field: [ErrorDetail(sentence, "null_character")]})
    if len(text) > LARGEST:
        sentence = _("The requirement is too large: %(found)s characters, at most %(most)s are taken.")
        raise UnfitError({field: [ErrorDetail(sentence % {"found": len(text), "most": LARGEST}, "too_large")]})
    return said
