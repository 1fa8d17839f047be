"""In which language a document of a procurement is written: that of its contract or its country, never the reader's.

Where neither is one that the pages speak, it is written in the language in which it is asked for.
"""

from contextlib import AbstractContextManager

from django.utils.translation import get_language, override

SPOKEN = {"NO": "nb", "SE": "sv"}
"""The language in which contracts and letters of a country are written unless somebody says another."""
OF_PAGES = {"nb": "nb", "nn": "nb", "sv": "sv", "en": "en"}


def spoken_in(country: str) -> AbstractContextManager[None]:
    """Return the context in which sentences are those of the country's language."""
    return override(SPOKEN.get(country, get_language() or "en"))


def written_in(language: str) -> AbstractContextManager[None]:
    """Return the context in which sentences are those of a document's language."""
    return override(OF_PAGES.get(language, get_language() or "en"))
