"""What somebody says of a table: what is wrong in it has a sentence, and what is right is read so."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emissions.importers.column_mapping import ColumnMapping, mapping_from_json, missing_in
from emissions.importers.column_proposal import best_proposal
from emissions.importers.ledger_file import open_ledger
from emissions.importers.mapped_file import tables_in
from emissions.importers.mapped_table import open_mapped
from emissions.importers.mapping_texts import MAPPING
from emissions.importers.problem_texts import sentence
from emissions.importers.sampled_table import SampledTable
from emissions.importers.table_samples import sample_from_json
from tests.emissions.importers.ledgers import SAMPLES, codes_of, written
from tests.emissions.importers.unknown_tables import UNKNOWN, mapped_lines, mapped_summary, proposed
from tests.fuzz.hostile_files import check_problems, mutated, rebuilt_workbook

CONTENTS = [path.read_bytes() for path in sorted(UNKNOWN.iterdir())]
SIMPLE = ColumnMapping({"k": "account", "b": "amount", "d": "posted_on"})


def amounts(path: Path, mapping: ColumnMapping) -> list[Decimal]:
    return mapped_lines(path, mapping)["amount"].to_list()


def test_a_mapping_survives_json() -> None:
    for path in UNKNOWN.iterdir():
        mapping = proposed(path).mapping
        assert mapping_from_json(mapping.as_json()) == mapping


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([], "The mapping is no JSON object"),
        ({"columns": ["a"]}, "The mapping does not say what the columns are"),
        ({"columns": {"a": "price"}}, 'The column "a" is said to be "price", which no line has'),
        ({"columns": {"a": "account", "b": "account"}}, 'The columns "a" and "b" are both said to be the account'),
        ({"columms": {}}, 'The mapping has the key "columms", which means nothing'),
        ({"sign": "both"}, 'The value of "sign" is "both". Choose one of: costs_plus'),
        ({"header_row": -1}, 'The value of "header_row" is "-1"'),
        ({"header_row": True}, 'The value of "header_row" is "True"'),
        ({"year": "2024"}, 'The value of "year" is "2024"'),
        ({"currency": "kroner"}, 'The value of "currency" is "kroner"'),
        ({"sheet": 3}, 'The value of "sheet" is "3"'),
        ({"account_above": "yes"}, 'The value of "account_above" is "yes"'),
    ],
)
def test_wrong_json_has_a_sentence(said: Any, words: str) -> None:
    problems = mapping_from_json(said)
    assert not isinstance(problems, ColumnMapping)
    assert [sentence(problem).startswith(words) for problem in problems] == [True]


def test_what_is_missing_is_said() -> None:
    missing = [
        [problem.code for problem in missing_in(ColumnMapping(columns))]
        for columns in ({}, {"a": "account", "b": "debit"}, {"a": "account", "b": "amount", "c": "credit"})
    ]
    assert missing == [
        ["account_is_not_chosen", "amount_is_not_chosen"], ["other_side_is_not_chosen"], ["amount_is_chosen_twice"],
    ]  # fmt: skip


def test_signs_and_marks_are_read_as_said(tmp_path: Path) -> None:
    path = written(tmp_path, "k;b;d\n6100;1.234;2024-01-01\n6100;-2.000;2024-01-02\n")
    assert codes_of(mapped_summary(path, SIMPLE)) == [
        "error amount_is_ambiguous row 2",
        "error amount_is_ambiguous row 3",
    ]
    assert amounts(path, replace(SIMPLE, decimal_mark=",")) == [Decimal(1234), Decimal(-2000)]
    assert amounts(path, replace(SIMPLE, decimal_mark=".", sign="costs_minus")) == [Decimal("-1.234"), Decimal(2)]


def test_debit_and_credit_become_one_amount(tmp_path: Path) -> None:
    path = written(
        tmp_path, "k;d;s;c\n6100;2024-01-01;10,00;\n6100;2024-01-01;;-3,50\n6100;2024-01-01;;\n6100;2024-01-01;x;1,00\n"
    )
    mapping = ColumnMapping({"k": "account", "d": "posted_on", "s": "debit", "c": "credit"})
    assert amounts(path, mapping) == [Decimal(10), Decimal("3.5")]
    assert amounts(path, replace(mapping, sign="credit_minus")) == [Decimal(10), Decimal("-3.5")]
    assert codes_of(mapped_summary(path, mapping)) == [
        "error amount_is_no_number row 5",
        "notice rows_without_amount file",
    ]


def test_ambiguous_dates_are_read_in_the_order_said(tmp_path: Path) -> None:
    path = written(tmp_path, "k;b;d\n6100;1,00;03/04/2024\n6100;2,00;2024-05-06\n6100;3,00;31/31/2024\n")
    days = [str(day) for day in mapped_lines(path, replace(SIMPLE, date_order="month_first"))["posted_on"]]
    assert days == ["2024-03-04", "2024-05-06"]
    assert str(mapped_lines(path, replace(SIMPLE, date_order="day_first"))["posted_on"][0]) == "2024-04-03"
    assert codes_of(mapped_summary(path, replace(SIMPLE, date_order="day_first"))) == [
        "error date_is_not_readable row 4"
    ]


def test_a_table_without_dates_needs_a_year(tmp_path: Path) -> None:
    path = written(tmp_path, "k;b;å\n6100;1,00;2023\n6200;2,00;2024\nSum;3,00;\n")
    without = ColumnMapping({"k": "account", "b": "amount"})
    assert codes_of(mapped_summary(path, without))[-1] == "warning period_is_unknown file"
    assert mapped_summary(path, replace(without, year=2022)).period_from.year == 2022  # type: ignore[union-attr]
    by_year = ColumnMapping({"k": "account", "b": "amount", "å": "year"})
    assert amounts(path, by_year) == [Decimal(2)]
    assert amounts(path, replace(by_year, year=2023)) == [Decimal(1)]
    assert codes_of(mapped_summary(path, replace(by_year, year=2019))) == ["error year_is_not_in_file file"]


def test_a_posting_above_the_first_account_is_a_problem(tmp_path: Path) -> None:
    path = written(tmp_path, "k;b;d\n;1,00;2024-01-01\n6100 Strøm;;\n;2,00;2024-01-02\n")
    summary = mapped_summary(path, replace(SIMPLE, account_above=True))
    assert codes_of(summary) == ["error row_is_above_accounts row 2", "notice accounts_are_carried_down file"]
    assert mapped_lines(path, replace(SIMPLE, account_above=True))["account_name"].to_list() == ["Strøm"]


def test_another_table_than_the_mapping_names_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "konto;sum;dato\n6100;1,00;2024-01-01\n")
    assert codes_of(mapped_summary(path, SIMPLE)) == ["error mapped_column_is_not_there file"]
    assert codes_of(mapped_summary(path, replace(SIMPLE, header_row=900))) == ["error mapped_table_is_not_there file"]
    book = UNKNOWN / "agresso_like.xlsx"
    assert codes_of(mapped_summary(book, replace(SIMPLE, sheet="none"))) == ["error mapped_table_is_not_there file"]
    assert codes_of(mapped_summary(SAMPLES / "report.pdf", SIMPLE)) == ["error file_is_no_table file"]


def test_the_first_rows_are_read_as_the_file_is() -> None:
    """What the page shows of a table is what importing it gives."""
    for path in UNKNOWN.iterdir():
        mapping = proposed(path).mapping
        sample = next(each for each in tables_in(path) if each.sheet == mapping.sheet)
        shown = open_mapped(
            SampledTable(sample_from_json(sample.as_json()), mapping.header_row), mapping, "table", None, None
        )
        (first, *_rest) = shown.batches()
        whole = next(iter(open_ledger(path, mapping=mapping).batches()))
        assert (first.lines.equals(whole.lines), first.problems) == (True, whole.problems), path.name


def test_every_sentence_is_worded() -> None:
    assert all(text.endswith((".", "}.")) for text in MAPPING.values())


def test_tables_that_name_their_columns_by_themselves_are_read_too(tmp_path: Path) -> None:
    rows = [
        {"trans_date": "2024-01-02", "account": 6100, "xapar_id": "Nord AS", "amount": 12.5},
        {"trans_date": "2024-02-03", "account": 6340, "xapar_id": "Sør AS", "amount": -3.25},
    ]
    text, table = written(tmp_path, json.dumps(rows)), tmp_path / "table"
    pl.DataFrame(rows).with_columns(pl.col("trans_date").str.to_date()).write_parquet(table)
    for path, name in ((text, "table_json"), (table, "table_parquet")):
        mapping = proposed(path).mapping
        summary = mapped_summary(path, mapping)
        assert (summary.header.format, summary.lines, str(summary.net)) == (name, 2, "9.2500")
        assert set(mapping.columns.values()) == {"posted_on", "account", "supplier_name", "amount"}


def test_the_example_in_the_documents_reads() -> None:
    text = (SAMPLES.parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    said = mapping_from_json(json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0]))
    assert isinstance(said, ColumnMapping)
    assert mapped_summary(UNKNOWN / "visma_like.csv", said).lines == 8


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.one_of(mutated(CONTENTS), rebuilt_workbook(CONTENTS)))
def test_a_hostile_table_is_proposed_and_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile_table"
    path.write_bytes(content)
    proposal = best_proposal(tables_in(path))
    if proposal is not None:
        assert mapping_from_json(json.loads(json.dumps(proposal.mapping.as_json()))) == proposal.mapping
        check_problems(mapped_summary(path, proposal.mapping))


def test_a_mark_alone_on_the_last_line_is_no_row(tmp_path: Path) -> None:
    path = written(tmp_path, b"k;b;d\n6100;1,00;2024-01-01\n\xef\xbb\xbf")
    assert mapped_summary(path, SIMPLE).lines == 1


def test_arts_get_their_zeros_back_only_where_that_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, "k;b;d\n10;1,00;2024-01-01\n230;2,00;2024-01-02\n11;3,00;2024-01-03\n")
    assert mapped_lines(path, SIMPLE)["account"].to_list() == ["10", "230", "11"]
    said = replace(SIMPLE, account_zeros=True)
    assert mapped_lines(path, said)["account"].to_list() == ["010", "230", "11"], "there is no art 011"
    assert codes_of(mapped_summary(path, said)) == ["notice accounts_get_zeros file"]
    assert "account_zeros" not in SIMPLE.as_json(), "the same file read as before has the same fingerprint"
    assert mapped_summary(path, SIMPLE).lost_zeros == {}
