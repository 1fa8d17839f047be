"""Files that root's installations once kept in the checkout, brought to where their database lies.

Once root's database lay below /var/lib/klimatrappa and its files in the checkout, so that a new checkout in
the place of a deleted one opened the database without them. docs/decisions/0073 tells more.
"""

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from foundation.services.layout import CHECKOUT, data_folder, make_data_folder

FOLDERS = ("files", "mail")

logger = logging.getLogger(__name__)


def adopt_files_of_checkout() -> int:
    """Move what lies in the checkout into the data folder where the two are apart; returns the number of files.

    Each start of any program does so, since each may be the first of the newer version; where nothing is to be moved
    it costs a look. Nothing is moved where the data folder was chosen: there the files have always lain in it.
    """
    before = CHECKOUT / "var"
    if os.environ.get("KLIMATRAPPA_DATA") or data_folder() != settings.DATA_DIR or data_folder() == before:
        return 0
    found = [name for name in FOLDERS if (before / name).is_dir()]
    if not found:
        return 0
    make_data_folder()
    moved = sum(adopt(before / name, data_folder() / name) for name in found)
    if moved:
        logger.warning("%s files were moved from %s to %s, where their database lies", moved, before, data_folder())
    return moved


def adopt(before: Path, after: Path) -> int:
    """Move every file below one folder to the same place below another; returns how many.

    It may be killed at any moment and be done by several at once: a file appears in its new place whole, and only then
    goes from the old one. A file that is already there in the same size stays as it is, since names are hashes; one
    of another size is what a killed writer left, and the moved one takes its place.
    """
    moved = 0
    for path in sorted(path for path in before.rglob("*") if path.is_file()):
        with suppress(FileNotFoundError):  # another process was quicker
            _move(path, after / path.relative_to(before))
            moved += 1
    for folder in sorted((path for path in before.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):  # not empty: somebody writes there
            folder.rmdir()
    with suppress(OSError):
        before.rmdir()
    return moved


def _move(path: Path, target: Path) -> None:
    if not (target.exists() and target.stat().st_size == path.stat().st_size):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = target.with_name(f"{target.name}.{os.getpid()}.partial")
        try:
            shutil.copy2(path, whole)
            whole.replace(target)
        finally:
            whole.unlink(missing_ok=True)
    path.unlink()
