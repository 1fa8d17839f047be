"""The first rows of tables without what tells of a person, to be kept with the job that looked at a file and shown."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from emissions.importers.table_samples import Cell, SampledRow, TableSample, text_in, with_rows
from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.numbers import is_anybodys

HIDDEN: Final = "•••"
_WORDS: Final = re.compile(r"[^\W\d_]{2,}.*[ ]|[^\W\d_]{4,}")


def masked_tables(samples: Iterable[TableSample]) -> list[dict[str, Any]]:
    """Return the samples as JSON. Personal numbers are hidden, and all words in a row that is about a person."""
    return [_masked_sample(sample).as_json() for sample in samples]


def _masked_sample(sample: TableSample) -> TableSample:
    given = tuple(without_personal_numbers(title) or "" for title in sample.given)
    return with_rows(replace(sample, given=given), map(_masked, sample.rows))


def _masked(row: SampledRow) -> SampledRow:
    number, cells = row
    is_about_a_person = any(is_anybodys(text_in(cell)) for cell in cells if cell)
    return number, tuple(_shown(cell, hides_words=is_about_a_person) for cell in cells)


def _shown(cell: Cell, *, hides_words: bool) -> Cell:
    text = text_in(cell)
    shown = without_personal_numbers(text) or ""
    if shown != text:
        return shown
    return HIDDEN if hides_words and isinstance(cell, str) and _WORDS.search(cell) else cell
