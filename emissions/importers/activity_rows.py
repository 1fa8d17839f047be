"""Reads the rows of a sheet with figures of an activity as texts, from Excel or CSV; others tell what they mean."""

from emissions.importers.sheet_rows import SheetRows, read_sheet_rows
from foundation.problems import Problem

__all__ = ["MOST_BYTES", "MOST_ROWS", "SheetRows", "read_activity_rows"]

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2_000


def read_activity_rows(data: bytes) -> SheetRows | Problem:
    """Return the rows of the first sheet that holds anything, or of a CSV file; a problem where it cannot be read."""
    return read_sheet_rows(data, MOST_ROWS)
