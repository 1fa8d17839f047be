"""Addresses of static files, each worked out once per process.

They follow a manifest that is read when the process starts, and a page names dozens of them.
"""

from typing import Any

from django.contrib.staticfiles.storage import ManifestFilesMixin, StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptAddresses(ManifestFilesMixin):
    """Remembers the address of each file that a page has named."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the address of a file; `force` asks for the one that it would have now."""
        if force or not name:
            return super().url(name or "", force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]


class PlainFiles(KeptAddresses, StaticFilesStorage):
    """Files as they are, for where no proxy stands in front."""


class CompressedFiles(KeptAddresses, CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    """Files with a compressed copy beside each."""
