"""The catalogs of the languages: read, brought up to date, filled, checked and compiled.

A catalog is `locale/<language>/LC_MESSAGES/django.po`. It is written sorted and without dates and line numbers, so
that a change shows as what it is. English is the language of the source and has no catalog.
"""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("nb", "sv")
CONTEXT_MARK = "\u0004"
_PLACEHOLDER = re.compile(r"%\([a-zA-Z_]\w*\)[a-z]|%[sd]|\{[a-zA-Z_]\w*(?::[^{}]*)?\}")
_NEEDLESS_HEADERS = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By):.*\n',
    re.MULTILINE,
)

Translation = str | list[str] | tuple[str, ...]


def catalog_path(root: Path, language: str) -> Path:
    """Return where the catalog of a language stands."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalog(root: Path, language: str) -> Catalog:
    """Return the catalog of a language, empty where there is none yet."""
    path = catalog_path(root, language)
    if not path.exists():
        return Catalog(locale=language, project="Klimatrappa", charset="utf-8")
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def write_catalog(root: Path, language: str, catalog: Catalog) -> None:
    """Write the catalog of a language in its stable form, as a whole or not at all."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, include_lineno=False, omit_header=False)
    path = catalog_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(_NEEDLESS_HEADERS.sub("", buffer.getvalue().decode("utf-8")), encoding="utf-8")
    beside.replace(path)


def updated(catalog: Catalog, template: Catalog) -> Catalog:
    """Bring a catalog up to date with the texts in use; translations are kept, never guessed.

    What is no longer in use stays in the file, commented out, and comes back with its text.
    """
    resting = {key_of(message): message for message in catalog.obsolete.values()}
    catalog.header_comment = "# Klimatrappa. Collected by manage.py collect_translations; fill in with --add."
    catalog.fuzzy = False
    catalog.version = "1"
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    filled(catalog, {key: message.string for key, message in resting.items() if message.string})
    used = {key_of(message) for message in in_use(catalog)}
    for key, message in list(catalog.obsolete.items()):
        if key_of(message) in used:
            del catalog.obsolete[key]
    return catalog


def key_of(message: Message) -> str:
    """Return how a text is named in JSON: the English text, after its context and a mark where it has one."""
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return f"{message.context}{CONTEXT_MARK}{text}" if message.context else str(text)


def in_use(catalog: Catalog) -> Iterator[Message]:
    """Yield the texts of a catalog without its header."""
    return (message for message in catalog if message.id)


def is_complete(message: Message) -> bool:
    """Whether a text has its translation, in singular and plural where it has both."""
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return not message.fuzzy and bool(strings) and all(strings)


def missing(catalog: Catalog) -> dict[str, Translation]:
    """Return the texts without translation as JSON to fill in: text → "" (or two empty strings for a plural)."""
    return {
        key_of(message): ["", ""] if message.pluralizable else ""
        for message in in_use(catalog)
        if not is_complete(message)
    }


def filled(catalog: Catalog, translations: Mapping[str, Translation]) -> list[str]:
    """Write translations into a catalog and return the texts that the catalog does not have. Empty ones are skipped."""
    messages = {key_of(message): message for message in in_use(catalog)}
    for key, translation in translations.items():
        if key in messages and translation:
            messages[key].string = translation if isinstance(translation, str) else tuple(translation)
            messages[key].flags.discard("fuzzy")
    return [key for key in translations if key not in messages]


def placeholders(text: str) -> set[str]:
    """Return the placeholders of a text: %(name)s, %s and {name}."""
    return set(_PLACEHOLDER.findall(text))


def with_other_placeholders(catalog: Catalog) -> list[str]:
    """Return the texts whose translation does not carry the same placeholders as the source."""
    return [key_of(message) for message in in_use(catalog) if is_complete(message) and _differs(message)]


def _differs(message: Message) -> bool:
    if not message.pluralizable:
        return placeholders(str(message.id)) != placeholders(str(message.string))
    expected, forms = placeholders(message.id[1]), list(message.string or ())
    return any(not placeholders(text) <= expected for text in forms) or placeholders(forms[-1]) != expected


def compile_catalogs(root: Path) -> list[Path]:
    """Write the .mo file of each language that changed and return the files written."""
    written = []
    for language in LANGUAGES:
        source = catalog_path(root, language)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        buffer = io.BytesIO()
        write_mo(buffer, read_catalog(root, language))
        beside = target.with_suffix(".new")
        beside.write_bytes(buffer.getvalue())
        beside.replace(target)
        written.append(target)
    return written
