"""A disk without room, as far as this process can tell."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def tiny_files() -> Iterator[None]:
    """As on a full disk: no file can grow beyond 100 bytes; what is compiled meanwhile is not kept, by nobody."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        del os.environ["PYTHONDONTWRITEBYTECODE"]
        sys.dont_write_bytecode = kept
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
