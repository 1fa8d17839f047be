"""Work that takes too long is ended with a sentence, so that one file does not keep a worker from everybody else's."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from foundation.errors import DomainError


class TookTooLongError(DomainError):
    """The work was ended by the clock."""


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """Raise TookTooLongError in the block once the seconds are over; only the main thread of a process has a clock."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_signal: object) -> None:
        sentence = _("It took longer than %(minutes)s min and was ended; nothing of it was kept. Hand in less at once.")
        raise TookTooLongError(sentence % {"minutes": max(1, round(seconds / 60))})

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
