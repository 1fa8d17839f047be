"""Price indices and exchange rates: what is broken is said in a sentence."""

import hashlib
import shutil
from pathlib import Path

import pytest

from emissions.calculations.data_problem_texts import DataFolderError, sentence_of
from emissions.calculations.price_data_format import load_price_data, read_exchange_rates, read_price_index
from tests.emissions.calculations.shipped import PRICE_DATA


def copy_of(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(PRICE_DATA / name, tmp_path / name))


def write(folder: Path, name: str, text: str) -> None:
    """Write a CSV file and vouch for it, so that only its content can be wrong."""
    old = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / name).write_text(text, encoding="utf-8")
    new = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    source = folder / "source.toml"
    source.write_text(source.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("NO,2024,3.1,x", "series.csv line 3, index: “x” is no number. Write digits with a decimal point."),
        ("NO,24,3.1,100", "series.csv line 3, year: “24” is no year. Write four digits."),
        ("NO,2024,3.1,0", "series.csv line 3, index: 0 is outside above 0. Correct it."),
        ("NO,2023,3.1,100", "series.csv line 3: NO 2023 stands twice. Keep one of the rows."),
        ("XX,2023,3.1,100", "source.toml XX: currency is missing. Give a text."),
    ],
)
def test_a_wrong_index_row_is_said(tmp_path: Path, row: str, sentence: str) -> None:
    folder = copy_of("cpi-world-bank", tmp_path)
    write(folder, "series.csv", f"series,year,inflation_pct,index\nNO,2023,5.5,129.6\n{row}\n")

    index, problems = read_price_index(folder)

    assert index is None
    assert [sentence_of(problem) for problem in problems] == [sentence]


def test_an_unknown_scope_is_said(tmp_path: Path) -> None:
    folder = copy_of("cpi-world-bank", tmp_path)
    source = (folder / "source.toml").read_text(encoding="utf-8").replace('"all_items"', '"some_items"')
    (folder / "source.toml").write_text(source, encoding="utf-8")

    _, problems = read_price_index(folder)

    assert [sentence_of(problem) for problem in problems] == [
        "source.toml, scope: “some_items” is not known. Use one of: product, all_items."
    ]


def test_a_wrong_rate_is_said(tmp_path: Path) -> None:
    folder = copy_of("exchange-rates-ecb", tmp_path)
    write(folder, "rates.csv", "currency,year,units_per_eur,business_days\nNOK,2022,10,1,257\n")

    rates, problems = read_exchange_rates(folder)

    assert rates is None
    assert [sentence_of(problem) for problem in problems] == [
        "rates.csv line 2: 5 fields, but there are 4 columns. Look for a stray comma."
    ]


def test_broken_price_data_is_not_loaded(tmp_path: Path) -> None:
    folder = copy_of("cpi-world-bank", tmp_path)
    with pytest.raises(DataFolderError, match=r"source\.toml: the file is not there"):
        load_price_data(tmp_path)

    copy_of("exchange-rates-ecb", tmp_path)
    assert load_price_data(tmp_path).references == ("cpi-world-bank@2025-07-01", "exchange-rates-ecb@2025")

    (folder / "series.csv").write_text("changed", encoding="utf-8")
    with pytest.raises(DataFolderError, match=r"is not the file that source\.toml vouches for"):
        load_price_data(tmp_path)
