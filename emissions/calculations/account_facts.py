"""What shipped rules say of accounts, found out once: the same accounts come again with every classification."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

# What shipped rules look at: of two keys that are equal in these, every such rule says the same.
ACCOUNT = ("chart", "account_class", "account_code", "account_name", "function", "movement")
MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class AccountFacts:
    """Remembers what one function said of accounts, as long as the process lives."""

    _known: pl.DataFrame | None = field(default=None, init=False, repr=False)

    def of(self, keys: pl.DataFrame, find: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
        """Return the distinct accounts of `keys` (ACCOUNT columns) with what `find` adds to them, in order.

        `find` takes distinct accounts that were not asked about before and returns them with further columns. It is the
        same function every time, and what it says of one account hangs on nothing else.
        """
        accounts = keys.select(ACCOUNT).unique(maintain_order=True)
        known = self._known  # another thread may remember more meanwhile; then both find the same
        if known is None:
            self._known = known = find(accounts.clear())
        new = accounts.join(known, on=ACCOUNT, how="anti", nulls_equal=True, maintain_order="left")
        if not new.is_empty():
            found = find(new)
            known = pl.concat([known, found])
            self._known = known.tail(MOST_REMEMBERED)
        return accounts.join(known, on=ACCOUNT, how="left", nulls_equal=True, maintain_order="left")
