"""What a table is known by from one file to the next: the names of its columns in their order, and the kind of file.

Title rows above the header, the name of the sheet and everything below the header may differ. A table without names is
known by what its columns look like.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from emissions.importers.column_contents import ColumnContent, content_of
from emissions.importers.column_mapping import ColumnMapping
from emissions.importers.ledger_columns import fold
from emissions.importers.table_header import HEADER_LINES
from emissions.importers.table_samples import TableSample

_FEWEST_NAMES: Final = 2
_MOSTLY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table of some shape stands in a file."""

    sheet: str
    header_row: int

    def placed(self, mapping: ColumnMapping) -> ColumnMapping:
        """Return a mapping of the shape for the table that stands here."""
        return replace(mapping, sheet=self.sheet, header_row=self.header_row)


def shape_of(sample: TableSample, header_row: int) -> str:
    """Return the shape of a table whose names stand in a row (0: nowhere), as a SHA-256."""
    names = [fold(name) or name for name in sample.names_in(header_row)]
    while names and not names[-1]:
        names.pop()
    marks = names if any(names) else ["", *_kinds_in(sample)]
    return hashlib.sha256("\x1f".join([sample.kind, *marks]).encode()).hexdigest()


def shapes_in(samples: Iterable[TableSample]) -> Mapping[str, Place]:
    """Return every shape that a table in a file may have, whichever of its first rows names its columns."""
    found: dict[str, Place] = {}
    for sample in samples:
        if sample.given:
            found.setdefault(shape_of(sample, 1), Place(sample.sheet, 1))
            continue
        found.setdefault(shape_of(sample, 0), Place(sample.sheet, 0))
        for number, cells in sample.rows[:HEADER_LINES]:
            if sum(cell is not None for cell in cells) >= _FEWEST_NAMES:
                found.setdefault(shape_of(sample, number), Place(sample.sheet, number))
    return found


def _kinds_in(sample: TableSample) -> list[str]:
    rows = [cells for _number, cells in sample.below(0)]
    width = len(sample.names_in(0))
    return [_kind(content_of([row[place] if place < len(row) else None for row in rows])) for place in range(width)]


def _kind(content: ColumnContent) -> str:
    kinds = {
        "empty": not content.filled,
        "dates": content.dates > _MOSTLY or content.months > _MOSTLY,
        "currencies": content.currencies > _MOSTLY,
        "organisations": content.organisations > _MOSTLY,
        "amounts": content.looks_like_amounts,
        "numbers": content.amounts > _MOSTLY,
        "texts": content.letters > _MOSTLY,
    }
    return next((kind for kind, holds in kinds.items() if holds), "mixed")
