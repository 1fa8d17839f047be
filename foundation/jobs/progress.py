"""The progress callback that services take: they know nothing of jobs or Celery."""

from typing import Protocol


class Progress(Protocol):
    """Called with what is happening now, how much is done and how much there is (0 where unknown)."""

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Report."""


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Report to nobody."""
