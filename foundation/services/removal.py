"""Removing everything that servers of our own have written."""

import shutil

from foundation.services.layout import Layout, data_folder


def remove(layout: Layout) -> None:
    """Remove every file of a profile; the services must have stopped. Stored files and mail go with the demo's."""
    kept = [data_folder() / name for name in ("files", "mail")] if layout.profile == "demo" else []
    for folder in (layout.home, layout.sockets, *kept):
        if folder.exists():
            shutil.rmtree(folder)
