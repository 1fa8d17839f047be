"""A stored file as a path on this machine, wherever the storage keeps it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage

from foundation.files.models import StoredFile
from foundation.files.opened import opened


@contextmanager
def local_path(stored: StoredFile) -> Iterator[Path]:
    """Yield a path with the file's bytes; a storage that has no paths is copied to a temporary file.

    Raises NotFoundError where the file is lost.
    """
    try:
        path = Path(default_storage.path(stored.path))
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy, opened(stored) as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            yield Path(copy.name)
    else:
        opened(stored).close()
        yield path
