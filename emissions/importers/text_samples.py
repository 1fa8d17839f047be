"""The first rows of a table in a text file, cut by the delimiter that makes a table of them."""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from emissions.importers.column_mapping import MOST_COLUMNS
from emissions.importers.column_words import is_known
from emissions.importers.file_kinds import TEXT
from emissions.importers.table_header import DELIMITERS, HEADER_LINES, split_line
from emissions.importers.table_samples import (
    LONGEST_CELL,
    MOST_ROWS,
    Cell,
    SampledRow,
    TableSample,
    any_cell,
    rows_of,
    text_in,
)
from emissions.importers.text_encoding import detect_encoding, utf8_blocks

_HEAD_BYTES: Final = 256 * 1024
_LONGEST_RECORD: Final = 50
_FIELDS_OF_A_TABLE: Final = 2
_FEWEST_ROWS: Final = 2
_MOSTLY: Final = 0.8


def text_sample(source: Path) -> TableSample | None:
    """Return a sample of the table in a text file; None where the text is no table."""
    lines = _first_lines(source)
    best = max((_cut(lines, delimiter) for delimiter in DELIMITERS), key=_worth)
    return best if _is_table(best) else None


def _first_lines(source: Path) -> list[str]:
    with _head(source) as head:
        text = b"".join(utf8_blocks(head, detect_encoding(head))).decode("utf-8", "replace")
    return text.replace("\r", "").removeprefix("\ufeff").split("\n")


@contextmanager
def _head(source: Path) -> Iterator[Path]:
    """Yield a file with the first lines of another, cut after a whole line where there is one."""
    with source.open("rb") as file:
        data = file.read(_HEAD_BYTES)
        if len(data) == _HEAD_BYTES:
            cut = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
            data = data[: cut // 2 * 2 or len(data)] if b"\0" in data[:64] else data[: cut or len(data)]
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(data)
        copy.flush()
        yield Path(copy.name)


def _cut(lines: Sequence[str], delimiter: str) -> TableSample:
    """Return the lines cut by a delimiter, each row with the number of the line that it begins on."""
    rows: list[SampledRow] = []
    widths: Counter[int] = Counter()
    for number, fields in _records(lines, delimiter):
        rows.append((number, tuple(field.strip()[:LONGEST_CELL] or None for field in fields[:MOST_COLUMNS])))
        widths[len(fields)] += any(fields) and len(fields) >= _FIELDS_OF_A_TABLE
        if len(rows) >= rows_of(len(fields)):
            break
    return TableSample(TEXT, tuple(rows), widths.most_common(1)[0][0] if widths else 0, delimiter=delimiter)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows, quoted fields over several lines joined; where a quotation mark is left open, line by line."""
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=delimiter)
    records: list[tuple[int, list[str]]] = []
    last = longest = 0
    try:
        for fields in islice(reader, MOST_ROWS):
            records.append((last + 1, fields))
            longest, last = max(longest, reader.line_num - last), reader.line_num
    except csv.Error:
        longest = len(lines) + _LONGEST_RECORD
    if longest > _LONGEST_RECORD:
        records = [(number, split_line(line, delimiter)) for number, line in enumerate(lines[:MOST_ROWS], start=1)]
    yield from records


def _worth(sample: TableSample) -> tuple[bool, int, float]:
    """Return how well a delimiter cuts: rows of one width, names that are known, fields."""
    rows = _rows_with_fields(sample)
    alike = sum(len(cells) == min(sample.width, MOST_COLUMNS) for cells in rows) / max(len(rows), 1)
    return alike >= _MOSTLY, _known_names(sample), sample.width * alike


def _is_table(sample: TableSample) -> bool:
    """Return whether a text is a table: most lines have fields, or one of them holds names of columns."""
    rows = _rows_with_fields(sample)
    lines = sum(any_cell(cells) for _number, cells in sample.rows)
    return len(rows) >= _FEWEST_ROWS and _worth(sample)[0] and (len(rows) * 2 > lines or _known_names(sample) > 1)


def _rows_with_fields(sample: TableSample) -> list[tuple[Cell, ...]]:
    return [cells for _number, cells in sample.rows if any_cell(cells) and len(cells) >= _FIELDS_OF_A_TABLE]


def _known_names(sample: TableSample) -> int:
    rows = _rows_with_fields(sample)[:HEADER_LINES]
    return max((sum(is_known(text_in(cell)) for cell in cells) for cells in rows), default=0)
