"""What the running request, job or client may see: always a list of organisations, never "all".

An `Access` is built once, opened with `open_access`, and read in two places: django-scopes filters every query
by it, and the database backend hands it to PostgreSQL's row-level security.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django_scopes import scope

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Access:
    """Four lists of organisations, each holding the one before it, from the closest to the farthest.

    `writable`: rows may be written. `readable`: everything may be read, as its own people do. `rows`: the accounts may
    be read down to the line, as somebody does with whom they are shared. `totals`: only sums may be read.
    `acting` is the organisation whose pages are open, if any.
    """

    readable: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    writable: tuple[int, ...] = ()
    acting: int | None = None

    def __post_init__(self) -> None:
        """Nest the four lists, sort them and take doubles out, so that equal accesses compare equal."""
        readable = {*self.readable, *self.writable}
        rows = {*self.rows, *readable}
        object.__setattr__(self, "writable", tuple(sorted(set(self.writable))))
        object.__setattr__(self, "readable", tuple(sorted(readable)))
        object.__setattr__(self, "rows", tuple(sorted(rows)))
        object.__setattr__(self, "totals", tuple(sorted({*self.totals, *rows})))

    def without_shares(self) -> "Access":
        """Return the part of this access that lies in the acting organisation; what others share falls away."""
        own = {self.acting} if self.acting is not None else set()
        kept = {
            name: tuple(own.intersection(getattr(self, name))) for name in ("readable", "rows", "totals", "writable")
        }
        return Access(**kept, acting=self.acting)


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
        with scope(organisation=list(access.readable), rows=list(access.rows), totals=list(access.totals)):
            yield access
    finally:
        _current.reset(token)


def within(access: Access, parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts of a streamed answer, each made inside the access, which is closed again in between."""
    remaining = iter(parts)
    while True:
        with open_access(access):
            try:
                part = next(remaining)
            except StopIteration:
                return
        yield part
