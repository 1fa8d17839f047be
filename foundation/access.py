"""What the running request, job or client may see: always a list of organisations, never "all".

An `Access` is built once, opened with `open_access`, and read in two places: django-scopes filters every query
by it, and the database backend hands it to PostgreSQL's row-level security.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django_scopes import scope


@dataclass(frozen=True, slots=True)
class Access:
    """The organisations whose rows may be read, whose totals may be read, and whose rows may be written.

    Rows imply totals, and writing implies reading; `acting` is the organisation whose pages are open, if any.
    """

    readable: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    writable: tuple[int, ...] = ()
    acting: int | None = None

    def __post_init__(self) -> None:
        """Make the three lists nested, sorted and free of doubles, so that equal accesses compare equal."""
        readable = {*self.readable, *self.writable}
        object.__setattr__(self, "readable", tuple(sorted(readable)))
        object.__setattr__(self, "totals", tuple(sorted({*self.totals, *readable})))
        object.__setattr__(self, "writable", tuple(sorted(set(self.writable))))


NOTHING = Access()

_current: ContextVar[Access] = ContextVar("access", default=NOTHING)


def current_access() -> Access:
    """Return the access that is open now; nothing at all where none was opened."""
    return _current.get()


@contextmanager
def open_access(access: Access) -> Iterator[Access]:
    """Open `access` for the block: queries, raw SQL and COPY inside see its organisations and no others."""
    token = _current.set(access)
    try:
        with scope(organisation=list(access.readable)):
            yield access
    finally:
        _current.reset(token)
