"""A long list in an order that the database keeps, of which a page is read and never the whole."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload


class Listed(Sequence[str]):
    """Identities in an order that the database keeps: so many are known to be there, and a part is read at once."""

    def __init__(self, size: int, read: Callable[[int, int | None], list[str]]) -> None:
        self._size, self._read = size, read

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        """Return the identity at a place, or those from one place to another."""
        if isinstance(place, int):
            if not -self._size <= place < self._size:
                raise IndexError(place)
            return self._read(place % self._size, 1)[0]
        first, last, step = place.indices(self._size)
        return self._read(first, max(last - first, 0))[::step]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read(0, None))
