"""Finds every text that is translated: in Python code, in templates, and in sentences marked with `translatable`."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "translatable": None,
}
COMMENT_TAGS = ("Translators:",)
SKIPPED = {".venv", "node_modules", "var", "tests", "docs", "benchmarks", "staticfiles", "migrations"}
TEMPLATE_ENDINGS = {".html", ".txt"}


def source_files(root: Path) -> Iterator[Path]:
    """Yield the project's Python files and templates in a stable order; folders of others are not looked into."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED and not name.startswith("."))
        place = Path(folder)
        is_of_templates = "templates" in place.relative_to(root).parts
        for name in sorted(names):
            path = place / name
            if path.suffix == ".py" or (path.suffix in TEMPLATE_ENDINGS and is_of_templates):
                yield path


def code_of(path: Path) -> str:
    """Return Python in which every translated text of the file stands as a call; templates are turned into such."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def extracted(root: Path) -> Catalog:
    """Return the catalog of all texts below `root`, without translations."""
    catalog = Catalog(project="Klimatrappa", charset="utf-8")
    for path in source_files(root):
        code = io.BytesIO(code_of(path).encode("utf-8"))
        place = str(path.relative_to(root))
        for line, message, comments, context in extract(
            "python", code, KEYWORDS, COMMENT_TAGS, strip_comment_tags=True
        ):
            catalog.add(message, None, [(place, line)], auto_comments=comments, context=context)
    return catalog
