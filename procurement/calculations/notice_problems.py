"""Problems of filling a procurement from a notice; the field is the business term of eForms."""

from typing import Final

from foundation.problems import Problem, Severity

WHOLE: Final = "procurement"


def warned(code: str, place: str, field: str, /, **values: object) -> Problem:
    """Return what has to be looked at or filled in by hand."""
    return Problem(code, place, field, Severity.WARNING, values)


def noticed(code: str, place: str, field: str, /, **values: object) -> Problem:
    """Return what is good to know."""
    return Problem(code, place, field, Severity.NOTICE, values)
