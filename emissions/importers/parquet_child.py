"""Reads a Parquet file to its end in a process of its own, under limits of the system; started by parquet_check.py.

The library that reads Parquet is handed lengths and offsets by the file, and a crooked one may take all memory or end
the process. What has been read here once can be read again without harm. Out: the code of what forbids it, or nothing.
"""

import resource
import sys
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BATCH_ROWS = 20_000
BYTES = 2 << 30
MOST_BYTES_IN_A_BATCH = 256 << 20


def main() -> None:
    """Read the file named by the second argument; the others say the most columns, rows and seconds."""
    columns, rows, seconds = map(int, sys.argv[3:6])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(verdict(sys.argv[2], columns, rows))


def verdict(path: str, most_columns: int, most_rows: int) -> str:
    """Return the code of the problem that forbids reading the file, empty for a good one."""
    try:
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 16) as file:
            schema = file.schema_arrow
            if len(schema) > most_columns:
                return "table_is_too_wide"
            if any(pa.types.is_nested(kind) for kind in schema.types):
                return "parquet_is_nested"
            rows = 0
            for batch in batches(file):
                rows += batch.num_rows
                if rows > most_rows or _size(batch) > MOST_BYTES_IN_A_BATCH:
                    return "parquet_is_too_large"
    except (MemoryError, pa.ArrowMemoryError):
        return "parquet_is_too_large"
    except Exception:  # noqa: BLE001 - whatever a made-up file breaks in the library is a damaged file
        return "parquet_is_damaged"
    return ""


def batches(file: pq.ParquetFile, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of an open file in the only way in which they are read, here and afterwards."""
    yield from file.iter_batches(batch_size=BATCH_ROWS, columns=columns, use_threads=False)


def _size(batch: pa.RecordBatch) -> int:
    """Return how many bytes the batch takes when values that it names once are written out."""
    batch.validate(full=True)
    size = 0
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            lengths = pc.binary_length(column.dictionary) if _has_length(column.type.value_type) else None
            size += pc.sum(lengths.take(column.indices)).as_py() or 0 if lengths is not None else column.nbytes
        else:
            size += column.nbytes
    return size


def _has_length(kind: pa.DataType) -> bool:
    return any(
        check(kind)
        for check in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
    )
