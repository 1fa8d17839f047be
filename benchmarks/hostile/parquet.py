"""Hostile Parquet files: lies in the description, dictionaries that unpack, nested and endless columns."""

from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.hostile.case import LEDGER, READ, Case

_ROW: Final = {"leverantor": "Ekby Grönsaker AB", "konto_nr": "64400", "datum": "2024-01-08", "belopp": "1.25"}


def _table(rows: int) -> pa.Table:
    return pa.table({name: pa.array([value] * rows) for name, value in _ROW.items()})


def _good(path: Path, size: int) -> None:
    table = _table(min(size, 1_000_000))
    with pq.ParquetWriter(path, table.schema) as writer:
        for _ in range(max(1, size // 1_000_000)):
            writer.write_table(table, row_group_size=1_000_000)


def _one_group(path: Path, size: int) -> None:
    pq.write_table(_table(size), path, row_group_size=size)


def _dictionary(path: Path, size: int) -> None:
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["x" * size]))
    pq.write_table(pa.table({"konto": long}), path)


def _columns(path: Path, size: int) -> None:
    pq.write_table(pa.table({f"c{n}": pa.array([1]) for n in range(size)}), path)


def _nested(path: Path, size: int) -> None:
    kind = pa.int32()
    for _ in range(size):
        kind = pa.list_(kind)
    pq.write_table(pa.table({"konto": pa.array([None], kind), "belopp": [1]}), path)


def _lying_end(path: Path, _size: int, *, length: int) -> None:
    _good(path, 10)
    path.write_bytes(path.read_bytes()[:-8] + length.to_bytes(4, "little") + b"PAR1")


def _lying_rows(path: Path, _size: int) -> None:
    """Write a description that says 63 rows where there are ten; those ten are read."""
    _good(path, 10)
    content = path.read_bytes()
    start = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    lied = content[:start] + content[start:-8].replace(b"\x16\x14", b"\x16\x7e") + content[-8:]
    path.write_bytes(lied)


def _locked(path: Path, _size: int) -> None:
    _good(path, 10)
    path.write_bytes(path.read_bytes()[:-4] + b"PARE")


CASES: Final = (
    Case("Parquet: 10 million rows", LEDGER, _good, 10_000_000, 0, READ),
    Case("Parquet: 10 million rows in one group", LEDGER, _one_group, 10_000_000, 0, READ),
    Case(
        "Parquet: 60 kB that unpack to 20 GB (dictionary)",
        LEDGER,
        _dictionary,
        1_000_000,
        100_000,
        "parquet_is_too_large",
    ),
    Case("Parquet: 10,000 columns", LEDGER, _columns, 10_000, 1_100, "table_is_too_wide"),
    Case("Parquet: lists in lists, 100 deep", LEDGER, _nested, 100, 3, "parquet_is_damaged", "parquet_is_nested"),
    Case(
        "Parquet: a description longer than the file",
        LEDGER,
        partial(_lying_end, length=4_000_000_000),
        1,
        1,
        "parquet_is_damaged",
    ),
    Case("Parquet: a description of no length", LEDGER, partial(_lying_end, length=0), 1, 0, "parquet_is_damaged"),
    Case("Parquet: says more rows than there are", LEDGER, _lying_rows, 1, 0, READ),
    Case("Parquet: encrypted", LEDGER, _locked, 1, 1, "parquet_is_encrypted"),
)
