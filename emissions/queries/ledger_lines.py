"""Ledger lines in the order of their imports and rows, page after page from a key: for programs that read them all.

Without an import the current lines come: those of the imports that are the source of their month. Treatment and
category are those of the newest rules; kilograms belong to a footprint (emissions.queries.lines).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from emissions.models import LedgerImport
from foundation.named_sql import rows, set_wise, statement
from organisations.reference.categories import categories

START = (0, -1)


@dataclass(frozen=True, slots=True)
class ChosenLines:
    """Which lines: every given condition holds. `category` is an area or a leaf, `supplier` the key of a part."""

    ledger_import: LedgerImport | None = None
    month: date | None = None
    account: str | None = None
    supplier: str | None = None
    category: str | None = None
    treatment: str | None = None

    @property
    def by_key(self) -> dict[str, Any]:
        """The conditions on what the source says rather than on the line."""
        leaves = [leaf.code for leaf in categories() if self.category in (leaf.code, leaf.parent)]
        return {
            "account": self.account,
            "supplier": self.supplier,
            "treatment": self.treatment,
            "categories": None if self.category is None else leaves,
        }


class LinesInOrder:
    """The chosen lines of one organisation; a line's key is its import and its row."""

    kinds: tuple[type, ...] = (int, int)

    def __init__(self, organisation_id: int, chosen: ChosenLines) -> None:
        self._fixed: dict[str, Any] = {
            "organisation_id": organisation_id,
            "ledger_import": chosen.ledger_import.pk if chosen.ledger_import else None,
            "month": chosen.month,
            "keys": self._keys(organisation_id, chosen.by_key),
        }

    def after(self, key: Sequence[int | str] | None, limit: int) -> list[dict[str, Any]]:
        """Return at most `limit` described lines after the one with `key`."""
        after_import, after_row = key or START
        parameters = {**self._fixed, "after_import": after_import, "after_row": after_row, "size": limit}
        if self._fixed["keys"] == []:
            return []
        with set_wise(), connection.cursor() as cursor:
            cursor.execute(
                f"{statement('emissions.lines_in_order')}{statement('emissions.lines_described')}", parameters
            )
            columns = [column.name for column in cursor.description]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def key_of(self, row: dict[str, Any]) -> tuple[int | str, ...]:
        """Return import and row of a line."""
        return row["import_id"], row["row"]

    @staticmethod
    def _keys(organisation_id: int, conditions: dict[str, Any]) -> list[int] | None:
        """Return the posting keys that the conditions leave; None where there are no conditions."""
        if all(value is None for value in conditions.values()):
            return None
        with set_wise():
            found = rows("emissions.keys_of_lines", {"organisation_id": organisation_id, **conditions})
        return [row["id"] for row in found]
