"""Texts by language, and which one to show a reader whose language is missing."""

from collections.abc import Mapping

NEXT_BEST: Mapping[str, tuple[str, ...]] = {
    "nb": ("nn", "sv", "da", "en"),
    "nn": ("nb", "sv", "da", "en"),
    "sv": ("nb", "nn", "da", "en"),
    "da": ("nb", "nn", "sv", "en"),
    "en": ("nb", "sv", "nn", "da"),
}


def language_of(texts: Mapping[str, str], language: str) -> str:
    """Return the language in which the texts are best shown to a reader of `language`; empty where there are none.

    >>> language_of({"sv": "Krav", "en": "Requirement"}, "nb")
    'sv'
    """
    for candidate in (language, *NEXT_BEST.get(language, ("en",)), *texts):
        if texts.get(candidate):
            return candidate
    return ""


def text_in(texts: Mapping[str, str] | None, language: str) -> str:
    """Return the text for a reader of `language`, in the next best language where it lacks; empty without any."""
    return texts[language_of(texts, language)] if texts and language_of(texts, language) else ""
