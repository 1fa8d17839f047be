"""What somebody said of the columns of tables, in words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from emissions.reports.file_columns import MEANINGS
from foundation.personal_numbers import without_personal_numbers


def meanings_in_words(mapping: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each column that is read with its meaning in words, of a mapping as it is stored."""
    order = list(MEANINGS)
    said = [(label, meaning) for label, meaning in mapping.get("columns", {}).items() if meaning in MEANINGS]
    said = [(without_personal_numbers(label) or "", meaning) for label, meaning in said]
    return [(label, str(MEANINGS[meaning])) for label, meaning in sorted(said, key=lambda pair: order.index(pair[1]))]


def remembered_words(stored: Mapping[str, str] | None) -> tuple[str, date] | None:
    """Return who said what the columns are and on which day, of a check's result; None where nothing is remembered."""
    if not stored:
        return None
    return stored["said_by"], timezone.localtime(datetime.fromisoformat(stored["said_at"])).date()
