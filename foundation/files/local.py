"""A stored file as a path on this machine, wherever the storage keeps it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage

from foundation.files.models import StoredFile


@contextmanager
def local_path(stored: StoredFile) -> Iterator[Path]:
    """Yield a path with the file's bytes; a storage that has no paths is copied to a temporary file."""
    try:
        path = Path(default_storage.path(stored.path))
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy, default_storage.open(stored.path) as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            yield Path(copy.name)
    else:
        yield path
