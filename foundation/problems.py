"""Bad data as a value: what is wrong, where, and what would mend it.

Readers and calculations return problems instead of raising; the sentence is worded at the edge, in the reader's
language, from the code and the values kept here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error keeps a file from being accepted, a warning or a notice does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong at one place.

    `place` says where ("row 17", "voucher A 12", "file"), `field` names the column or record label if there is one,
    `code` is stable and machine-readable, and `values` fill the sentence that belongs to the code.
    """

    code: str
    place: str
    field: str | None = None
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = dataclass_field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the problem as stored: code, place, field, severity and the values as texts, without a sentence."""
        return {
            "code": self.code,
            "place": self.place,
            "field": self.field,
            "severity": self.severity.value,
            "values": {name: str(value) for name, value in self.values.items()},
        }

    @property
    def is_error(self) -> bool:
        """Whether this problem alone keeps the file from being accepted."""
        return self.severity is Severity.ERROR


def translatable(text: str) -> str:
    """Mark a sentence for the translators without translating it now; returns the text unchanged."""
    return text
