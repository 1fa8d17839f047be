"""What the page about columns shows: what they hold, why something is proposed, the first rows as they will be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.importers.column_mapping import ColumnMapping
from emissions.importers.column_proposal import SURE, Proposal
from emissions.importers.mapped_table import open_mapped
from emissions.importers.mapping_texts import REASONS
from emissions.importers.sampled_table import SampledTable
from emissions.importers.table_samples import Cell, TableSample, text_in
from emissions.reports.file_columns import MEANINGS, value_in_words
from foundation import figures
from foundation.problems import Problem

SHOWN_VALUES = 3
SHOWN_LINES = 8
SHOWN_PROBLEMS = 10
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column: its name, its first values, why something is proposed if it is, and whether to look at that."""

    label: str
    values: list[str]
    reason: str
    is_proposed: bool
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class ReadMeaning:
    """One column of the first rows as they would be read."""

    title: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class ShownReading:
    """The first rows as they would be read, each with its place and its values in words, and what is wrong in them."""

    columns: list[ReadMeaning]
    rows: list[tuple[str, list[tuple[ReadMeaning, str]]]]
    problems: tuple[Problem, ...]


def shown_columns(sample: TableSample, proposal: Proposal) -> list[ShownColumn]:
    """Return the columns of a proposal with what stands in them."""
    rows = [cells for _number, cells in sample.below(proposal.mapping.header_row)]
    return [
        ShownColumn(
            label=guess.label,
            values=_first([row[place] if place < len(row) else None for row in rows]),
            reason=_(REASONS[guess.reason]),
            is_proposed=bool(guess.meaning),
            is_unsure=bool(guess.meaning) and guess.confidence < SURE,
        )
        for place, guess in enumerate(proposal.columns)
    ]


def _first(cells: Sequence[Cell]) -> list[str]:
    filled = (cell for cell in cells if cell is not None and cell != "")
    return [text for _place, text in zip(range(SHOWN_VALUES), map(_shown, filled), strict=False)]


def _shown(cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        text = cell or ""
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    text = text_in(cell)
    if isinstance(cell, date):
        return date_format(cell, "SHORT_DATE_FORMAT")
    return text if text.isdigit() else figures.plain(text, get_language() or "en", 2)


def shown_reading(sample: TableSample, mapping: ColumnMapping) -> ShownReading:
    """Return the first rows as a mapping reads them; nothing where it lacks what every line needs."""
    reading = open_mapped(SampledTable(sample, mapping.header_row), mapping, "table", None, None)
    batches = list(reading.batches())
    lines = [_texts(row) for batch in batches for row in batch.lines.iter_rows(named=True)][:SHOWN_LINES]
    meanings = [meaning for meaning in MEANINGS if any(meaning in line for line in lines)]
    columns = [ReadMeaning(str(MEANINGS[meaning]), meaning == "amount") for meaning in meanings]
    rows = [
        (line["row"], list(zip(columns, (value_in_words(meaning, line) for meaning in meanings), strict=True)))
        for line in lines
    ]
    return ShownReading(columns, rows, tuple(problem for batch in batches for problem in batch.problems))


def _texts(line: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in line.items() if value is not None}


def understood(proposal: Proposal) -> str:
    """Return in one sentence how much of a table is understood."""
    known = sum(bool(guess.meaning) for guess in proposal.columns)
    values = {"known": known, "all": len(proposal.columns)}
    sentence = ngettext(
        "We think that we understand %(known)s of its %(all)s column.",
        "We think that we understand %(known)s of its %(all)s columns.",
        len(proposal.columns),
    )
    return sentence % values


def rows_to_name_columns(sample: TableSample, most: int = 30) -> list[tuple[int, str]]:
    """Return the rows that may name the columns, each with how it begins; 0 for a table without names."""
    if sample.given:
        return [(1, _("The file names its columns"))]
    rows = [(0, _("No row names the columns"))]
    for number, cells in sample.rows[:most]:
        texts = [text_in(cell) for cell in cells if cell is not None and cell != ""]
        if texts:
            words = " · ".join(texts)
            shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            rows.append((number, _("Row %(number)s: %(words)s") % {"number": number, "words": shown}))
    return rows
