"""A disk without room, in a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from foundation.errors import DomainError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NoRoomError(DomainError):
    """The disk of the installation is full."""

    status = 507


@contextmanager
def needing_room() -> Iterator[None]:
    """Raise NoRoomError where something inside the block cannot be written for want of room."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        sentence = _("There is no room left to keep the file. Nothing was saved. Tell those who run Klimatrappa.")
        raise NoRoomError(sentence) from error
