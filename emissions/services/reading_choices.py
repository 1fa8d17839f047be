"""How a file is to be read where its content leaves a choice."""

from dataclasses import dataclass
from typing import Any

from emissions.importers.column_mapping import ColumnMapping, mapping_from_json


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the caller says of a file, in values that JSON holds, since jobs carry them.

    `mapping` says what its columns are, as `ColumnMapping.as_json`. With `uses_remembered`, a file for which it says
    nothing is read as was said of an earlier file of the same shape.
    """

    format: str | None = None
    year: int | None = None
    keep_good_rows: bool = False
    mapping: dict[str, Any] | None = None
    uses_remembered: bool = True

    @property
    def column_mapping(self) -> ColumnMapping | None:
        """What the columns are; None where nobody says. Raises ValueError for JSON that is no mapping."""
        if self.mapping is None:
            return None
        match mapping_from_json(self.mapping):
            case ColumnMapping() as said:
                return said
            case problems:
                raise ValueError(", ".join(problem.code for problem in problems))


AS_IT_IS = ReadingChoices()
