"""How long and in how much memory ledger files are read to their end, against their bare parser in the same minute.

`python -m benchmarks.reading [--rows 1000000] [--formats saft sie5 …] [--folder FOLDER]` writes a file of each format,
reads it in a process of its own, and in another lets the bare parser walk it, three times in turn. Needs no database.
The bare parser keeps nothing: expat with handlers that do nothing, Python's csv module, calamine handing out its rows;
of SIE 4, for which there is none, one regular expression that cuts each line into its fields. Beside it stands the same
parser when it hands out what it finds, as any reader needs it: lists of texts and tags of XML, columns of a table.

Ratios are of seconds of the processor, which other work on the machine changes less than those of the clock.
"""

import argparse
import csv
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final, NamedTuple
from xml.parsers import expat

import polars as pl
from python_calamine import CalamineWorkbook

from benchmarks.figures import Figure, peak_so_far
from benchmarks.ledger_files import WRITERS
from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_summary import summarise

_BLOCK: Final = 1 << 20
_TIMES: Final = 3
_ROWS: Final = 5_000
_FIELD: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\{[^}]*\}|[^\s{}"]+')


class Cost(NamedTuple):
    """What a piece of work took: seconds by the clock and of the processor, and megabytes of memory at its peak."""

    clock: float
    processor: float
    peak: float


def wanted_rows() -> int:
    """Return how many rows a file is to have: BENCH_IMPORT_ROWS, a million by default."""
    return int(os.environ.get("BENCH_IMPORT_ROWS", "1000000").replace("_", ""))


def measure(rows: int, formats: tuple[str, ...] = tuple(WRITERS), folder: Path | None = None) -> list[Figure]:
    """Return for each format the seconds of the processor that a file of `rows` takes, and the peak of memory."""
    figures = []
    for name in formats:
        with tempfile.TemporaryDirectory(dir=folder) as made:
            path = Path(made) / "ledger.xlsx"  # the bare parser of workbooks goes by the name
            WRITERS[name](path, rows)
            turns = [tuple(measured(work, name, path) for work in WORKS) for _ in range(_TIMES)]
            megabytes = path.stat().st_size / 1_000_000
        figures += _figures(name, f"{rows:,} rows, {megabytes:.0f} MB", turns)
    return figures


def _figures(name: str, size: str, turns: list[tuple[Cost, ...]]) -> list[Figure]:
    ours, bare, handing = zip(*turns, strict=True)
    seconds = statistics.median(cost.processor for cost in ours)
    peak, other_peak = max(cost.peak for cost in ours), max(cost.peak for cost in bare)
    return [
        Figure(f"read_{name}", round(seconds, 4), "s", *_against(f"bare parser, {size}", ours, bare)),
        Figure(f"read_{name}_handed", round(seconds, 4), "s", *_against("parser that hands out", ours, handing)),
        Figure(f"read_{name}_peak", round(peak), "MB", f"bare parser: {other_peak:.0f} MB", None),
    ]


def _against(what: str, ours: Sequence[Cost], others: Sequence[Cost]) -> tuple[str, float]:
    """Return the other's seconds in words, and the median of the ratios of each turn."""
    ratio = statistics.median(other.processor / own.processor for own, other in zip(ours, others, strict=True))
    return f"{what}: {statistics.median(cost.processor for cost in others):.4g} s", round(ratio, 2)


def measured(work: str, name: str, path: Path) -> Cost:
    """Read a file of a format, or walk it with its bare parser, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", "--work", work, name, str(path)]
    root = Path(__file__).resolve().parent.parent
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root).stdout.split()  # noqa: S603 - our own
    return Cost(*map(float, said))


def read(path: Path) -> int:
    """Read a ledger to its end; returns the number of its lines. A file that is not accepted must not count."""
    summary = summarise(open_ledger(path))
    if not summary.accepted:
        raise ValueError(summary.problems[0].code)
    return summary.lines


def _walk_xml(path: Path) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda _name, _attributes: None
    parser.EndElementHandler = lambda _name: None
    parser.CharacterDataHandler = lambda _text: None
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            parser.Parse(block)
    parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place only


def _walk_lines(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        for line in file:
            _FIELD.findall(line)


def _walk_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file, delimiter=";"):
            pass


def _walk_workbook(path: Path) -> None:
    for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        pass


def _hand_out_xml(path: Path) -> None:
    """Keep tags, attributes and texts of each block in lists, which costs what any reader by handlers pays."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    found: list[object] = []
    parser.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    parser.EndElementHandler = found.append
    parser.CharacterDataHandler = found.append
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            parser.Parse(block)
            found.clear()
    parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by place only


def _hand_out_lines(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        while lines := list(islice(file, _ROWS)):
            _columns(map(_FIELD.findall, lines))


def _hand_out_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        while chunk := list(islice(rows, _ROWS)):
            _columns(chunk)


def _hand_out_workbook(path: Path) -> None:
    rows = iter(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    while chunk := list(islice(rows, _ROWS)):
        _columns(chunk)


def _columns(rows: Iterable[Sequence[object]]) -> list[pl.Series]:
    """Return rows as columns of texts."""
    return [pl.Series(map(str, column), dtype=pl.String) for column in zip_longest(*rows, fillvalue="")]


WORKS: Final[Mapping[str, Mapping[str, Callable[[Path], object]]]] = {
    "read": dict.fromkeys(WRITERS, read),
    "walk": {
        "csv": _walk_csv,
        "sie4": _walk_lines,
        "sie5": _walk_xml,
        "saft": _walk_xml,
        "xlsx": _walk_workbook,
    },
    "hand_out": {
        "csv": _hand_out_csv,
        "sie4": _hand_out_lines,
        "sie5": _hand_out_xml,
        "saft": _hand_out_xml,
        "xlsx": _hand_out_workbook,
    },
}


def main() -> None:
    """Measure what is asked for, or do one piece of work and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=wanted_rows())
    parser.add_argument("--formats", nargs="+", choices=WRITERS, default=list(WRITERS))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work, name, path = options.work
        _work(WORKS[work][name], Path(path))
        return
    for figure in measure(options.rows, tuple(options.formats), options.folder):
        print(f"{figure.name}: {figure.value} {figure.unit}, ratio {figure.ratio} ({figure.baseline})")


def _work(work: Callable[[Path], object], path: Path) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    work(path)
    # not getrusage: a process begins there with the peak of the one that started it
    print(time.perf_counter() - clock, time.process_time() - processor, peak_so_far())


if __name__ == "__main__":
    main()
