"""Output fields that several resources share."""

from datetime import time
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from foundation.typed_reasons import reason_of

NAMES_SCHEMA = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "description": "By language: nb, nn, sv, en and others where there are names.",
}
HOUR = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


@extend_schema_field(NAMES_SCHEMA)
class Names(serializers.Field[Any, Any, Any, Any]):
    """A name or text by language; languages without one are left out."""

    def to_representation(self, value: Any) -> dict[str, str]:  # noqa: ANN401 - the framework's signature
        """Return the names that there are."""
        return {language: name for language, name in value.items() if name}


def in_language(names: Any) -> str | None:  # noqa: ANN401 - a mapping or a JSON field
    """Return the name in the reader's language, else in the first language that has one; None where none has."""
    known = {language: name for language, name in names.items() if name}
    wanted = (get_language() or "nb")[:2]
    return str(known[wanted]) if wanted in known else next(iter(known.values()), None)


class PatternText(serializers.RegexField):
    """A text of a pattern; only a text, since a number in a body is none."""

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - the framework's signature
        """Refuse what is not a text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class FigureText(PatternText):
    """A number that a client writes as a text; a number in JSON is none, since it may have lost digits."""

    def __init__(self, pattern: str = r"^-?[0-9]{1,9}(\.[0-9]{1,4})?\Z", **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(pattern, trim_whitespace=False, **options)

    def run_validation(self, data: Any = empty) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the number, which fits the pattern by then."""
        text = super().run_validation(data)
        return Decimal(text) if text else None


class TypedUuid(serializers.UUIDField):
    """An id as a text; a number that could be read as one is none."""

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Refuse what is not a text."""
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "pattern": HOUR})
class HourOutput(serializers.TimeField):
    """A time of day as hh:mm, without seconds."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(format="%H:%M", **options)


class HourText(PatternText):
    """A time of day as hh:mm."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(HOUR, **options)

    def run_validation(self, data: Any = empty) -> Any:  # noqa: ANN401 - the framework's signature
        """Return the time of a text that fits."""
        text = super().run_validation(data)
        return time.fromisoformat(text) if isinstance(text, str) else text


class CodeText(PatternText):
    """A code, a name of ours or an id, taken letter by letter: no spaces are cut off."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^[0-9A-Za-z][0-9A-Za-z._:/-]*\Z", trim_whitespace=False, **{"max_length": 60, **options})


class WordsText(PatternText):
    """Words as people write them, on one line; a number in JSON is none."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^[^\x00-\x20][^\x00-\x1f]*\Z", trim_whitespace=False, **{"max_length": 100, **options})

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - the framework's signature
        """Return the words."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class LinesText(serializers.RegexField):
    """Words as people write them, on as many lines as they like; a number in JSON is no text."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^[^\x00-\x20][^\x00-\x09\x0b-\x1f]*\Z", trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - the framework's signature
        """Return the text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class TypedText(serializers.RegexField):
    """What somebody typed, letter by letter; a number in JSON is no text."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^[^\x00]*\Z", trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - the framework's signature
        """Return the text."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class LongText(PatternText):
    """A text as people write it, on as many lines as they like."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(r"^[^\x00]*\Z", **{"allow_blank": True, **options})


def says_something(typed: str) -> None:
    """Refuse a reason in which nothing is seen."""
    if not reason_of(typed):
        raise serializers.ValidationError(_("Write a reason that can be read."), code="blank")


class YesOrNo(serializers.BooleanField):
    """true or false and nothing else, in forms too."""

    def to_internal_value(self, data: Any) -> bool:  # noqa: ANN401 - the framework's signature
        """Return the truth value."""
        if data not in ("true", "false") and not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data in ("true", True)


class Money(serializers.DecimalField):
    """An amount of money as a text with four decimals."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(**{"max_digits": 24, "decimal_places": 4, **options})


class Kilograms(serializers.DecimalField):
    """Kilograms CO2 equivalents as a text with six decimals; null where there is no figure, never zero for unknown."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(**{"max_digits": 24, "decimal_places": 6, **options})
