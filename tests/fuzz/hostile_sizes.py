"""Measure what large and crooked files take: seconds and peak memory of a process that reads each to its end.

Run from the checkout: `python -m tests.fuzz.hostile_sizes [NAME …]`. Prints the rows of docs/evidence/large_files.md.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

MEGABYTE: Final = 1 << 20
_HEADER: Final = "leverantor;leverantor_id;konto_nr;konto_text;belopp;datum\n"
_GOOD: Final = "Ekby Grönsaker AB;559900-0011;64400;Livsmedel;1 234,50;2024-01-08\n"
_READ: Final = "from tests.fuzz.hostile_sizes import read; import sys; read(sys.argv[1])"


def _repeated(head: str, row: str, megabytes: int, end: str = "") -> Iterator[str]:
    yield head
    block = row * (MEGABYTE // len(row))
    for _ in range(megabytes):
        yield block
    yield end


def _json_rows(megabytes: int) -> Iterator[str]:
    names, values = _HEADER.strip().split(";"), _GOOD.strip().split(";")
    row = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)
    return _repeated(f'{{"results": [{row}', f",{row}", megabytes, "]}")


def _deep() -> Iterator[str]:
    yield '{"results": [{"leverantor": ' + "[" * 100 + "]" * 100 + "}]}"


def _many_keys() -> Iterator[str]:
    row = json.dumps({f"name_{number}": number for number in range(10_000)})
    yield f"[{','.join([row] * 100)}]"


def _many_columns() -> Iterator[str]:
    yield ";".join(["leverantor", "konto_nr", "belopp", *(f"x{number}" for number in range(10_000))]) + "\n"
    for _ in range(1_000):
        yield ";".join(["A", "64400", "1,5", *["1"] * 10_000]) + "\n"


def _bad_rows(row: str, head: str = _HEADER) -> Iterator[str]:
    yield head
    for _ in range(100):
        yield row * 10_000


def _sie(megabytes: int) -> Iterator[str]:
    head = '#FLAGGA 0\n#PROGRAM "x" 1\n#FORMAT PC8\n#SIETYP 4\n#ORGNR 559900-0011\n#RAR 0 20240101 20241231\n'
    accounts = '#KONTO 1910 "Kassa"\n#KONTO 5010 "Lokalhyra"\n'
    voucher = '#VER A 1 20240108 "Hyra"\n{\n#TRANS 5010 {} 100.00\n#TRANS 1910 {} -100.00\n}\n'
    return _repeated(head + accounts, voucher, megabytes)


CASES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "JSON, a cell of 100 levels": _deep,
    "JSON, rows of 10,000 names": _many_keys,
    "CSV, 10,000 columns, 1,000 rows": _many_columns,
    "CSV, a line of 300 MB without end": lambda: _repeated(_HEADER + "A;", "x", 300),
    "CSV, 300 MB of one quoted field": lambda: _repeated(_HEADER + '"A', "x" * 79 + "\n", 300),
    "CSV, 300 MB of lines of one letter": lambda: _repeated(_HEADER, "x\n", 300),
    "SIE, a line of 300 MB without end": lambda: _repeated("#FLAGGA 0\n#PROGRAM x 1\n#VER ", "1", 300),
    "JSON, a text of 300 MB without end": lambda: _repeated('[{"leverantor": "', "x", 300),
    "JSON, 300 MB of brackets": lambda: _repeated("", "[", 300),
    "CSV, a million amounts that are none": lambda: _bad_rows("A;559900-0011;64400;Livsmedel;x;2024-01-08\n"),
    "CSV, a million rows with too many fields": lambda: _bad_rows("A;1;2;3;4;5;6;7\n"),
    "CSV, a million open quotation marks": lambda: _bad_rows('"A;559900-0011;64400;x;1;2024-01-08\n'),
    "SIE, a million vouchers out of balance": lambda: _bad_rows(
        "#VER A 1 20240108 x\n{\n#TRANS 5010 {} 100.00\n}\n", "#FLAGGA 0\n#PROGRAM x 1\n#SIETYP 4\n"
    ),
    "KOSTRA, a million crooked records": lambda: _bad_rows(
        f"0A2023 999900{' ' * 18}9120 115        x\n", f"0A2023 999900{' ' * 18}1120 115        1\n"
    ),
    "CSV, 30 MB of good rows": lambda: _repeated(_HEADER, _GOOD, 30),
    "CSV, 300 MB of good rows": lambda: _repeated(_HEADER, _GOOD, 300),
    "JSON, 30 MB of good rows": lambda: _json_rows(30),
    "JSON, 300 MB of good rows": lambda: _json_rows(300),
    "SIE, 30 MB of good vouchers": lambda: _sie(30),
    "SIE, 300 MB of good vouchers": lambda: _sie(300),
}
PARQUET: Final = ("Parquet, 60 kB that unpack to 20 GB", "Parquet, 1 million rows", "Parquet, 10 million rows")


def main() -> int:
    """Measure the named cases, or all."""
    chosen = [name for name in [*CASES, *PARQUET] if not sys.argv[1:] or any(part in name for part in sys.argv[1:])]
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            path = Path(folder) / "file"
            _write(name, path)
            sys.stdout.write(f"| {name} | {path.stat().st_size / MEGABYTE:.1f} | {measured(path)} |\n")
            sys.stdout.flush()
    return 0


def _write(name: str, path: Path) -> None:
    if name in CASES:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(CASES[name]())
    elif name == PARQUET[0]:
        long = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["x" * 1_000_000]))
        pq.write_table(pa.table({"konto": long}), path)
    else:
        rows = 1_000_000
        plain = {
            "leverantor": ["Ekby Grönsaker AB"] * rows,
            "konto_nr": ["64400"] * rows,
            "datum": ["2024-01-08"] * rows,
        }
        table = pa.table({**plain, "belopp": pa.array(range(rows), pa.int64())})
        with pq.ParquetWriter(path, table.schema) as writer:
            for _ in range(1 if name == PARQUET[1] else 10):
                writer.write_table(table, row_group_size=rows)


def measured(path: Path) -> str:
    """Read the file in a process of its own; returns seconds, peak memory and what was said."""
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return f"{time.monotonic() - started:.1f} | {done.stdout.strip()}"


def read(path: str) -> None:
    """Read one file as a ledger and print peak memory (MB), of this process or one that it starts, and what is said."""
    from emissions.importers.ledger_file import open_ledger  # noqa: PLC0415 - only the process that is measured
    from emissions.importers.ledger_summary import summarise  # noqa: PLC0415

    summary = summarise(open_ledger(Path(path)))
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    codes = sorted({problem.code for problem in summary.problems})
    said = f"{summary.lines} lines" if summary.accepted else ", ".join(codes)
    sys.stdout.write(f"{kilobytes // 1024} | {len(summary.problems)} | {said}")


if __name__ == "__main__":
    sys.exit(main())
