"""SIE files: what their vouchers become, and what keeps a file from being read."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.calculations.capital_postings import asset_movements
from emissions.importers.ledger_file import open_ledger
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of
from tests.emissions.importers.ledgers import written as written_as

HEAD = '#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "Ekby"\n#KPTYP EUBAS97\n#KONTO 4010 Inköp\n#KONTO 1930 Bank\n'
VOUCHER = '#VER A 1 20240105 "Köp"\n{\n#TRANS 4010 {} 100.00\n#TRANS 1930 {} -100.00\n}\n'


def written(folder: Path, text: str) -> Path:
    return written_as(folder, text, "cp437")


def test_posting_finds_its_columns() -> None:
    line = lines_of(SAMPLES / "ekby_bolag_4e.se").row(0, named=True)
    assert {name: value for name, value in line.items() if value is not None} == {
        "row": 29,
        "posted_on": date(2024, 1, 5),
        "voucher": "A 1",
        "account": "5020",
        "account_name": "El för belysning",
        "amount": Decimal("4000.0000"),
        "unit": "100",
        "unit_name": "Återbruket",
        "text": 'Elräkning, "januari"',
        "currency": "SEK",
    }


def test_reserved_dimensions_give_project_supplier_and_invoice() -> None:
    lines = lines_of(SAMPLES / "ekby_bolag_4e.se")
    assert lines.select("supplier_number", "supplier_name", "invoice").row(2) == ("L7", "Öbergs Åkeri", "F-55")
    assert lines.select("unit", "project").row(3) == ("100", "P1")


def test_posting_has_its_own_date_and_text_or_those_of_its_voucher() -> None:
    lines = lines_of(SAMPLES / "ekby_bolag_4e.se")
    assert lines["posted_on"].to_list()[1:4] == [date(2024, 1, 5), date(2024, 1, 6), date(2024, 1, 31)]
    assert lines["text"].to_list()[2:] == ["Öbergs Åkeri", "Lön för Åke", "Lön", "Lön"]


def test_corrections_are_not_counted() -> None:
    lines = lines_of(SAMPLES / "ekby_bolag_4e.se")
    assert lines.filter(account="7510")["amount"].to_list() == [Decimal("3142.0000")]


def test_export_covers_its_year_as_far_as_it_says_and_vouchers_alone_their_days() -> None:
    export, vouchers = summary_of(SAMPLES / "ekby_bolag_4e.se"), summary_of(SAMPLES / "ekby_bolag_4i.si")
    assert (export.period_from, export.period_to) == (date(2024, 1, 1), date(2024, 1, 31))
    assert (vouchers.period_from, vouchers.period_to) == (date(2024, 1, 5), date(2024, 1, 31))


def test_balances_only_is_told_from_vouchers_with_the_remedy() -> None:
    message = str(summary_of(SAMPLES / "ekby_bolag_3.se").as_json()["problems"])
    assert "SIE type 3: it carries balances only and no vouchers" in message
    assert "Export the year as SIE 4" in message


def test_file_that_says_balances_but_carries_vouchers_is_read(tmp_path: Path) -> None:
    summary = summary_of(written(tmp_path, HEAD.replace("SIETYP 4", "SIETYP 2") + VOUCHER))
    assert (summary.accepted, summary.lines, codes_of(summary)) == (True, 2, ["warning sie_type_is_wrong file"])


@pytest.mark.parametrize(
    "line",
    [
        "#TRANS 4010 {} 100.00",
        '#TRANS "4010" {} "100.00"',
        "  #TRANS\t4010\t{ }\t100",
        "#trans 4010 {} 100.0000",
        '#TRANS 4010 {1 "a}b"} 100.00 "" "x" 2 sign',
        '#TRANS 4010 {} 100,00 20240105 "C:\\x\\" 0',
        "#TRANS 4010 100.00",
    ],
)
def test_posting_is_read_however_it_is_written(tmp_path: Path, line: str) -> None:
    summary = summary_of(written(tmp_path, HEAD + VOUCHER.replace("#TRANS 4010 {} 100.00", line)))
    assert (summary.accepted, summary.debit, summary.unbalanced_vouchers) == (True, Decimal(100), ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("#TRANS 4010 {} hundra", "error amount_is_no_number line 10"),
        ("#TRANS 4010 {} 1,234", "error amount_is_ambiguous line 10"),
        ("#TRANS 4010 {}", "error amount_is_missing line 10"),
        ("#TRANS 4010 {1 2 -5", "error line_is_not_readable line 10"),
        ("#TRANS 4010 {} 123456789012345", "error amount_is_too_large line 10"),
        ("#TRANS 4010 {} 100 20241340", "error date_is_not_readable line 10"),
        ("Köp av mat", "error line_is_not_readable line 10"),
    ],
)
def test_bad_line_is_reported_and_its_voucher_not_called_unbalanced(tmp_path: Path, line: str, problem: str) -> None:
    summary = summary_of(written(tmp_path, HEAD + VOUCHER.replace("#TRANS 4010 {} 100.00", line)))
    assert codes_of(summary) == [problem]
    assert not summary.accepted


def test_line_that_is_no_record_outside_vouchers_is_a_warning(tmp_path: Path) -> None:
    assert codes_of(summary_of(written(tmp_path, f"{HEAD}Hej\n{VOUCHER}"))) == ["warning line_is_not_readable line 8"]


def test_voucher_without_date_needs_dates_on_its_postings(tmp_path: Path) -> None:
    dated = VOUCHER.replace("20240105", '""').replace("100.00\n", "100.00 20240107\n")
    assert summary_of(written(tmp_path, HEAD + dated)).period_from == date(2024, 1, 7)
    undated = VOUCHER.replace("20240105", '""')
    assert codes_of(summary_of(written(tmp_path, HEAD + undated))) == [
        "error date_is_missing line 10",
        "error date_is_missing line 11",
    ]


def test_opening_brace_may_stand_behind_the_voucher(tmp_path: Path) -> None:
    summary = summary_of(written(tmp_path, HEAD + VOUCHER.replace('"Köp"\n{', '"Köp" {')))
    assert (summary.accepted, summary.lines, summary.vouchers) == (True, 2, 1)


def test_unbalanced_voucher_is_a_warning_with_what_is_left() -> None:
    summary = summary_of(SAMPLES / "ekby_bolag_4e_unbalanced.se")
    differences = [
        problem.values["difference"] for problem in summary.problems if problem.code == "voucher_is_unbalanced"
    ]
    assert (summary.accepted, differences) == (True, ["0.0001", "142.00"])


def test_same_voucher_number_twice_is_two_vouchers(tmp_path: Path) -> None:
    summary = summary_of(written(tmp_path, HEAD + VOUCHER * 2))
    assert (summary.vouchers, summary.lines, summary.unbalanced_vouchers) == (2, 4, ())


def test_account_after_the_vouchers_is_known(tmp_path: Path) -> None:
    late = HEAD.replace("#KONTO 4010 Inköp\n", "") + VOUCHER + "#KONTO 4010 Inköp\n"
    assert codes_of(summary_of(written(tmp_path, late))) == []


def test_chart_is_declared_or_shown_by_names() -> None:
    assert open_ledger(SAMPLES / "ekby_bolag_4e.se").header.chart == "bas"
    assert open_ledger(SAMPLES / "ekby_kommun_4e.se").header.chart == "kommun_bas"
    assert open_ledger(SAMPLES / "ekby_bolag_4i_bare.si").header.chart is None


def test_date_outside_the_financial_year_is_told(tmp_path: Path) -> None:
    export = HEAD + "#RAR 0 20230101 20231231\n#UB 0 1930 -100\n" + VOUCHER
    assert codes_of(summary_of(written(tmp_path, export))) == ["warning dates_are_outside_year file"]


def test_voucher_longer_than_a_batch_is_summed_whole(tmp_path: Path) -> None:
    postings = "#TRANS 4010 {} 0.01\n" * 120_000
    text = f'{HEAD}#VER A 1 20240105 "Stor"\n{{\n{postings}#TRANS 1930 {{}} -1200.00\n}}\n{VOUCHER}'
    path = written(tmp_path, text)
    summary = summary_of(path)
    assert (summary.lines, summary.vouchers, summary.unbalanced_vouchers) == (120_003, 2, ())
    assert codes_of(summary) == ["warning voucher_is_very_long voucher A 1"]
    assert max(batch.lines.height for batch in open_ledger(path).batches()) <= 200_000
    assert [batch.vouchers for batch in open_ledger(path).batches() if batch.vouchers] == [1, 1]


def test_no_batch_ends_within_a_voucher(tmp_path: Path) -> None:
    many = "#TRANS 1930 {} 0.00\n" * 60_000
    before = f'#VER A 1 20240105 "Stor"\n{{\n{many}}}\n'
    voucher = f'#VER A 2 20240105 "Bygge"\n{{\n#TRANS 1220 {{}} 9.00\n{many}#TRANS 3850 {{}} -9.00\n}}\n'
    batches = [batch.lines for batch in open_ledger(written(tmp_path, HEAD + before + voucher)).batches()]

    movements = [movement for lines in batches for movement in asset_movements(lines, "bas").drop_nulls()]
    assert movements == ["own_work"]


def test_checksum_of_another_content_is_told() -> None:
    codes = codes_of(summary_of(SAMPLES / "ekby_bolag_4e_changed.se"))
    assert "warning checksum_differs file" in codes


def test_vouchers_that_do_not_add_up_to_the_balances_are_told(tmp_path: Path) -> None:
    export = HEAD + "#IB 0 1930 500.00\n#UB 0 1930 400.00\n#RES 0 4010 100.00\n#RES -1 4010 7.00\n"
    assert codes_of(summary_of(written(tmp_path, export + VOUCHER))) == []
    summary = summary_of(written(tmp_path, export + VOUCHER.replace("100.00", "90.00")))
    values = {"count": 2, "account": "1930", "movement": "-100.00", "sum": "-90.00"}
    assert [(problem.code, dict(problem.values)) for problem in summary.problems] == [
        ("vouchers_differ_from_balances", values)
    ]


def test_file_cut_between_two_vouchers_shows_in_the_balances(tmp_path: Path) -> None:
    content = (SAMPLES / "ekby_bolag_4e.se").read_bytes()
    path = written_as(tmp_path, content[: content.index(b"#VER A 2")])
    assert codes_of(summary_of(path)) == ["warning vouchers_differ_from_balances file"]


def test_lines_written_in_odd_ways_keep_their_places_among_plain_ones(tmp_path: Path) -> None:
    odd = '#ver B 2 20240106 "Mat" {\n#TRANS 4010 {} 1,50\nhej\n#TRANS 1930 {} -1.50 "" "\\"q\\""\n'
    path = written(tmp_path, HEAD + VOUCHER + odd + VOUCHER.replace("A 1", "A 3"))
    lines = lines_of(path)
    assert lines.select("row", "voucher").rows() == [
        (10, "A 1"), (11, "A 1"), (14, "B 2"), (16, "B 2"), (19, "A 3"), (20, "A 3"),
    ]  # fmt: skip
    assert lines["text"].to_list() == ["Köp", "Köp", "Mat", '"q"', "Köp", "Köp"]
    assert codes_of(summary_of(path)) == [
        "error line_is_not_readable line 15",
        "error voucher_is_not_closed voucher B 2",
        "notice amounts_with_comma file",
    ]
