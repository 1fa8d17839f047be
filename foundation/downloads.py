"""What files are called that people save."""

from django.utils.text import slugify

# Letters that Unicode does not take apart into a plain one and its mark.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss"})


def plain_name(*words: object) -> str:
    """Return words as one name of plain letters, for a file or an address; no letter is lost.

    >>> plain_name("Söderåsa kommun", 2024, "Leverandør")
    'soderasa-kommun-2024-leverandor'
    """
    return slugify(" ".join(str(word) for word in words).lower().translate(_LETTERS))
