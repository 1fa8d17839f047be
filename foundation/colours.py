"""Accent colours that can be read: contrast by the WCAG formula."""

OWN_GREEN = "#1b5e44"
_READABLE = 4.5


def contrast_with_white(colour: str) -> float:
    """Return the WCAG 2 contrast ratio of white text on `colour` ("#rrggbb").

    >>> round(contrast_with_white("#000000"), 1)
    21.0
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - the formula's
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def readable_colour(colour: str) -> str:
    """Return `colour` if white text on it reaches 4.5:1, else our own spruce green."""
    return colour if colour and contrast_with_white(colour) >= _READABLE else OWN_GREEN
