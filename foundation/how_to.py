"""How-to pages: short instructions in the reader's language, each a Markdown file per language.

An app registers a folder of files `<name>.<language>.md`; the first heading is the title. HTML in them is not let
through. A language that lacks a page gets the English one.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

FALLBACK = "en"
_NAME = re.compile(r"([a-z_]+)\.([a-z]{2})\.md")
_FOLDERS: list[Path] = []


@dataclass(frozen=True, slots=True)
class HowTo:
    """One page in one language: its address, its title, and the rest as HTML."""

    name: str
    language: str
    title: str
    body: SafeString


def register_how_to(folder: Path) -> None:
    """Let the pages in the folder be read; apps call this when they are ready, each once."""
    if folder not in _FOLDERS:
        _FOLDERS.append(folder)


def how_to_pages(language: str) -> list[HowTo]:
    """Return every page in the language, in order of their titles."""
    pages = [_page(path, path_language) for path, path_language in _paths(language).values()]
    return sorted(pages, key=lambda page: page.title)


def how_to_page(name: str, language: str) -> HowTo | None:
    """Return the page of that name in the language, else in English; None where there is no such page."""
    found = _paths(language).get(name.replace("-", "_"))
    return _page(*found) if found else None


def _paths(language: str) -> dict[str, tuple[Path, str]]:
    found: dict[str, tuple[Path, str]] = {}
    for folder in _FOLDERS:
        for path in sorted(folder.glob("*.md")):
            if (known := _NAME.fullmatch(path.name)) and known[2] in (language, FALLBACK):
                name, written = known[1], known[2]
                if name not in found or written == language:
                    found[name] = (path, written)
    return found


@cache
def _page(path: Path, language: str) -> HowTo:
    heading, _, text = path.read_text(encoding="utf-8").partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    name = path.name.split(".")[0].replace("_", "-")
    return HowTo(name, language, heading.removeprefix("# ").strip(), mark_safe(html))  # noqa: S308 - our own files, HTML off
