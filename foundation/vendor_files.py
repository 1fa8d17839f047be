"""Finds the few files that the pages take from npm packages and serves them under `vendor/`.

Only the files named here leave node_modules; each keeps the path `vendor/<package>/<file>`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

PACKAGES_DIR = "node_modules"

VENDOR_FILES = (
    "@digdir/designsystemet-css/dist/theme/designsystemet.css",
    "@digdir/designsystemet-css/dist/src/index.css",
    "@fontsource/inter/files/inter-latin-400-normal.woff2",
    "@fontsource/inter/files/inter-latin-500-normal.woff2",
    "@fontsource/inter/files/inter-latin-600-normal.woff2",
    "@fontsource/inter/files/inter-latin-ext-400-normal.woff2",
    "@fontsource/inter/files/inter-latin-ext-600-normal.woff2",
    "htmx.org/dist/htmx.min.js",
)


class VendorFinder(BaseFinder):
    """A staticfiles finder over the named files of node_modules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002 - Django's own signature
        self.root = Path(settings.BASE_DIR) / PACKAGES_DIR
        self.storage = FileSystemStorage(location=str(self.root))
        self.storage.prefix = "vendor"  # type: ignore[attr-defined]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - Django's own signature
        """Return the file behind `vendor/<package>/<file>`, or nothing."""
        name = path.removeprefix("vendor/")
        found = self.root / name
        if name == path or name not in VENDOR_FILES or not found.exists():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002 - Django's own signature
        """Yield every named file that is installed."""
        for name in VENDOR_FILES:
            if (self.root / name).exists():
                yield name, self.storage
