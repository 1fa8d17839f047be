"""Words and numbers on their way into a Vega-Lite specification."""

import json
import textwrap

from foundation.figures import Number, as_decimal


def as_float(value: Number) -> float | None:
    """Return a number as the drawing engine takes it, or nothing."""
    number = as_decimal(value)
    return None if number is None else float(number)


def label_expression(labels: dict[int, str | list[str]]) -> str:
    """Return the Vega expression that looks up the words of an axis value; words are quoted as JSON."""
    words = {str(key): label for key, label in labels.items()}
    return f"({json.dumps(words)})[datum.value]"


def in_two_lines(words: str, width: int) -> list[str]:
    """Break words that are longer than `width` characters into two lines, the second one shortened if need be."""
    lines = textwrap.wrap(words, width) or [""]
    if len(lines) <= 2:  # noqa: PLR2004 - two lines fit beside a bar
        return lines
    return [lines[0], textwrap.shorten(" ".join(lines[1:]), width, placeholder=" …")]
