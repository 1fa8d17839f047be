"""Parquet: exact whatever type a column has, and no file that harms the process that reads it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from emissions.importers import parquet_check
from emissions.importers.parquet_child import verdict
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

NORDIC = "Europe/Oslo"
DAY = date(2024, 1, 31)
LATE = datetime(2024, 1, 31, 23, 30, tzinfo=UTC)


def file_of(folder: Path, **columns: Any) -> Path:
    """Return a supplier ledger of one or more rows with these columns instead of plain ones."""
    plain = {"leverantor": pa.array(["Bygg AB"]), "konto_nr": pa.array(["61700"]), "belopp": pa.array(["1,5"])}
    path = folder / "file"
    pq.write_table(pa.table(plain | columns), path)
    return path


@pytest.mark.parametrize(
    ("column", "amount"),
    [
        (pa.array([Decimal("-123456789012.3400")], pa.decimal128(20, 4)), "-123456789012.34"),
        (pa.array([Decimal("1.20")], pa.decimal256(60, 2)), "1.2"),
        (pa.array([854924491586.56]), "854924491586.56"),
        (pa.array([0.1], pa.float32()), "0.1"),
        (pa.array([12], pa.uint64()), "12"),
        (pa.array([-7], pa.int8()), "-7"),
        (pa.array(["1 234,50"]).dictionary_encode(), "1234.50"),
        (pa.array([b"-5"], pa.binary()), "-5"),
    ],
)
def test_amounts_are_exact(tmp_path: Path, column: Any, amount: str) -> None:
    assert lines_of(file_of(tmp_path, belopp=column))["amount"].to_list() == [Decimal(amount)]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (pa.array([float("nan")]), "amount_is_no_number"),
        (pa.array([1e300]), "amount_is_no_number"),
        (pa.array([10**17]), "amount_is_too_large"),
        (pa.array([None], pa.float64()), "amount_is_missing"),
        (pa.array([None], pa.null()), "amount_is_missing"),
        (pa.array([True]), "amount_is_no_number"),
    ],
)
def test_what_is_no_amount_is_told(tmp_path: Path, column: Any, code: str) -> None:
    assert f"error {code} row 1" in codes_of(summary_of(file_of(tmp_path, belopp=column), year=2024))


@pytest.mark.parametrize(
    ("column", "day"),
    [
        (pa.array([DAY]), DAY),
        (pa.array([DAY], pa.date64()), DAY),
        (pa.array([LATE.replace(tzinfo=None)], pa.timestamp("ns")), DAY),
        (pa.array([LATE], pa.timestamp("us", NORDIC)), date(2024, 2, 1)),
        (pa.array([LATE], pa.timestamp("s", "Mars/Base")), DAY),
        (pa.array([20240131]), DAY),
        (pa.array(["31.01.2024"]), DAY),
    ],
)
def test_days_are_read_from_every_type(tmp_path: Path, column: Any, day: date) -> None:
    assert lines_of(file_of(tmp_path, datum=column))["posted_on"].to_list() == [day]


def test_a_day_of_no_ledger_is_told(tmp_path: Path) -> None:
    path = file_of(tmp_path, datum=pa.array([date(1, 1, 1)]))
    assert codes_of(summary_of(path)) == ["error date_is_not_readable row 1"]


def test_accounts_may_be_numbers(tmp_path: Path) -> None:
    for column in (pa.array([61700]), pa.array([61700.0]), pa.array([Decimal("61700.00")])):
        assert lines_of(file_of(tmp_path, konto_nr=column))["account"].to_list() == ["61700"]


def test_two_columns_of_one_name_are_not_mixed_up(tmp_path: Path) -> None:
    names = ["leverantor", "konto_nr", "belopp", "belopp"]
    path = tmp_path / "file"
    pq.write_table(pa.table([pa.array(["A"]), pa.array(["61700"]), pa.array(["1"]), pa.array(["2"])], names), path)
    assert lines_of(path)["amount"].to_list() == [Decimal(1)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PAR1", "parquet_is_damaged"),
        (b"PAR1" + b"\0" * 40 + b"\xff\xff\xff\x7fPAR1", "parquet_is_damaged"),
        (b"PAR1" + b"\0" * 40 + b"\x10\0\0\0PARE", "parquet_is_encrypted"),
        (b"PAR1" + b"\0" * 40 + b"\x10\0\0\0PAR1", "parquet_is_damaged"),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes_of(summary_of(written(tmp_path, content))) == [f"error {code} file"]


def test_texts_that_are_none_are_a_damaged_file(tmp_path: Path) -> None:
    wrong = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff"))
    assert codes_of(summary_of(file_of(tmp_path, leverantor=wrong))) == ["error parquet_is_damaged file"]


def test_a_small_file_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["x" * 1_000_000]))
    path = tmp_path / "file"
    pq.write_table(pa.table({"konto_nr": long}), path)
    assert path.stat().st_size < 200_000
    assert verdict(str(path), 10, 100_000) == "parquet_is_too_large"


def test_more_rows_than_may_be_read_are_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path)
    assert [verdict(str(path), 10, rows) for rows in (0, 1)] == ["parquet_is_too_large", ""]


def test_a_wide_file_is_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path, **{f"x{number}": pa.array([1]) for number in range(1_200)})
    assert codes_of(summary_of(path)) == ["error table_is_too_wide file"]


def test_what_ends_the_process_apart_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_check, "_START", "import os; os.abort()")
    assert parquet_check.check_parquet(SAMPLES / "ekby_supplier_ledger.parquet") == "parquet_is_damaged"
