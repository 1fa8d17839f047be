"""Hide personal numbers wherever they stand in an answer: texts, lists, and the names of values."""

from typing import Any

from foundation.personal_numbers import without_personal_numbers


def without_numbers_in(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a JSON value with the digits of every personal number hidden, keys among them.

    >>> without_numbers_in({"columns": [["Hyra 850709-9805", ""]], "lines": 3})
    {'columns': [['Hyra ••••••-••••', '']], 'lines': 3}
    """
    if isinstance(value, str):
        return without_personal_numbers(value) or ""
    if isinstance(value, dict):
        return {without_numbers_in(name): without_numbers_in(each) for name, each in value.items()}
    return [without_numbers_in(each) for each in value] if isinstance(value, list | tuple) else value
