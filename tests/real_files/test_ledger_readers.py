"""Published files, read as they are. The figures were counted apart from the readers: by pattern in the raw bytes of
the SIE files, with openpyxl for the workbook, and with the csv module for the account tables.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import no_lines
from emissions.importers.ledger_summary import LedgerSummary, summarise

pytestmark = pytest.mark.real_files


class Books(NamedTuple):
    """What a SIE file with vouchers holds."""

    form: str
    vouchers: int
    lines: int
    accounts: int
    debit: str
    credit: str
    chart: str | None = "bas"
    encoding: str = "cp437"
    remarks: frozenset[str] = frozenset()


UNNAMED = frozenset({"chart_is_unknown", "accounts_are_not_named"})
MIXED = frozenset({"encodings_are_mixed"})

WITH_VOUCHERS = {
    "BL0001_typ4I.SI": Books("sie4i", 1, 10, 6, "3313.00", "-3313.00", None, remarks=UNNAMED),
    "BokOrder.si": Books("sie4i", 1, 4, 3, "107500.00", "-107500.00"),
    "Exempelbolaget_SIE_110322_B_33.si": Books(
        "sie4i", 13, 91, 21, "1316424.43", "-1316424.43", None,
        remarks=frozenset({"chart_is_unknown", "account_is_unknown"}),
    ),
    "FAKT.SI": Books("sie4i", 1, 3, 3, "8000.00", "-8000.00"),
    "Lon.si": Books("sie4i", 1, 8, 8, "63157.82", "-63157.82"),
    "Norstedts_Bokslut_SIE_4I.si": Books("sie4i", 2, 4, 4, "1114488.11", "-1114488.11"),
    "SIE4_Exempelfil.SE": Books("sie4e", 295, 1330, 80, "34197905.88", "-34197905.88", remarks=MIXED),
    "SIE_exempelfil.se": Books("sie4e", 26, 148, 26, "2095874.90", "-2095874.90"),
    "Sie4.se": Books(
        "sie4e", 70, 260, 28, "2718108.04", "-2718108.04",
        remarks=frozenset({"account_is_unknown", "vouchers_differ_from_balances"}),
    ),
    "Sie4.si": Books("sie4e", 165, 869, 117, "69626519.00", "-69626519.00"),
    "Test4.SE": Books("sie4e", 167, 1464, 63, "14153470.46", "-14153470.46"),
    "magenta_bokforing_SIE4E.se": Books("sie4e", 19, 84, 36, "484154.00", "-484154.00"),
    "magenta_bokforing_SIE4I.se": Books("sie4i", 19, 84, 36, "484154.00", "-484154.00"),
    "neam_sie_file.se": Books(
        "sie4i", 2, 5, 4, "380.00", "-420.00", None, "ascii",
        frozenset({"chart_is_unknown", "account_is_unknown", "voucher_is_unbalanced"}),
    ),
    "si.SI": Books("sie4i", 47, 128, 15, "3055147.00", "-3055147.00", remarks=MIXED),
    "sie_4.SE": Books(
        "sie4e", 20, 76, 28, "733041.31", "-733041.31", remarks=frozenset({"corrections_are_not_counted"})
    ),
    "typ4.se": Books("sie4e", 81, 287, 58, "3706156.16", "-3706156.16"),
    "typ4si.si": Books("sie4i", 81, 287, 58, "3706156.16", "-3706156.16"),
    "urval_ovnbolag.si": Books("sie4i", 16, 51, 20, "655069.50", "-655069.50"),
    "visma_compact_sie4.se": Books("sie4e", 286, 949, 47, "6032397.01", "-6032397.01"),
}  # fmt: skip

# Balances only: the file says which type, and nothing in it can be followed to a purchase.
BALANCES_ONLY = {
    "BL0001_typ1.SE": "sie1",
    "BL0001_typ2.SE": "sie2",
    "BL0001_typ3.SE": "sie3",
    "MAMUT_SIE2_EXPORT.SE": "sie2",
    "Norstedts_Revision_SIE_1.SE": "sie1",
    "SIE-fil_fran_Visma_Enskild_Firma_2010.se": "sie1",
    "Test1.SE": "sie1",
    "Test2.SE": "sie2",
    "Test3.SE": "sie3",
    "fortnox21_Sie1.se": "sie1",
    "fortnox21_Sie3.se": "sie3",
    "sie_3.SE": "sie3",
    "typ3.se": "sie3",
}


def sie(shared: Path, name: str) -> Path:
    return shared / "samples" / "sie" / name


def read(path: Path, year: int | None = None) -> LedgerSummary:
    return summarise(open_ledger(path, year=year))


def lines_of(path: Path) -> pl.DataFrame:
    return pl.concat([no_lines(), *(batch.lines for batch in open_ledger(path).batches())])


def test_every_sie_sample_is_in_one_of_the_tables(shared: Path) -> None:
    names = {path.name for path in (shared / "samples" / "sie").iterdir()} - {"SOURCE.md"}
    assert names == WITH_VOUCHERS.keys() | BALANCES_ONLY.keys()
    assert not WITH_VOUCHERS.keys() & BALANCES_ONLY.keys()


@pytest.mark.parametrize("name", sorted(WITH_VOUCHERS))
def test_sie_file_with_vouchers_is_read_whole(shared: Path, name: str) -> None:
    books, summary = WITH_VOUCHERS[name], read(sie(shared, name))
    found = summary.as_json()
    assert (found["format"], found["encoding"], summary.header.chart) == (books.form, books.encoding, books.chart)
    assert (summary.vouchers, summary.lines, summary.accounts) == (books.vouchers, books.lines, books.accounts)
    assert (found["debit"], found["credit"]) == (books.debit, books.credit)
    assert {problem.code for problem in summary.problems} == books.remarks
    assert summary.accepted


@pytest.mark.parametrize("name", sorted(BALANCES_ONLY))
def test_sie_file_with_balances_only_is_refused_with_that_reason(shared: Path, name: str) -> None:
    summary = read(sie(shared, name))
    assert (summary.header.format, summary.header.encoding) == (BALANCES_ONLY[name], "cp437")
    assert ([problem.code for problem in summary.problems], summary.accepted) == (["sie_has_balances_only"], False)


@pytest.mark.parametrize("name", sorted(WITH_VOUCHERS))
def test_no_letter_of_a_sie_file_is_garbled(shared: Path, name: str) -> None:
    lines = lines_of(sie(shared, name))
    texts = "".join(lines.select(pl.concat_str(pl.col(pl.String), ignore_nulls=True)).to_series().to_list())
    assert set(texts) - set("åäöÅÄÖéüÉ") - {chr(code) for code in range(32, 127)} == set()


def test_unbalanced_voucher_is_named(shared: Path) -> None:
    assert read(sie(shared, "neam_sie_file.se")).unbalanced_vouchers == ("A 1",)


def test_names_and_periods_of_sie_files(shared: Path) -> None:
    header = open_ledger(sie(shared, "visma_compact_sie4.se")).header
    assert (header.organisation_name, header.organisation_number) == ("Övningsbolaget AB", "556252-9155")
    assert (header.period_from, header.period_to) == (date(2010, 1, 1), date(2010, 12, 31))
    monthly = open_ledger(sie(shared, "magenta_bokforing_SIE4E.se")).header
    assert (monthly.period_from, monthly.period_to) == (date(2011, 1, 1), date(2011, 1, 31))


@pytest.mark.parametrize("name", ["Norstedts_Bokslut_SIE_4I.si", "visma_compact_sie4.se"])
def test_checksum_of_a_changed_file_differs(shared: Path, tmp_path: Path, name: str) -> None:
    content = sie(shared, name).read_bytes()
    changed = tmp_path / "changed"
    changed.write_bytes(content.replace(b"#ADRESS", b"#ADRESS x", 1))
    assert "checksum_differs" not in {problem.code for problem in open_ledger(sie(shared, name)).problems}
    assert "checksum_differs" in {problem.code for problem in open_ledger(changed).problems}


def test_orebro_supplier_ledger(shared: Path) -> None:
    path = shared / "samples" / "supplier-ledger-se" / "Orebro_2016-03_dev-part.xlsx"
    summary = read(path, year=2016)
    found = summary.as_json()
    assert (found["format"], summary.header.chart, summary.header.ledger) == (
        "supplier_ledger_xlsx", "kommun_bas", "supplier",
    )  # fmt: skip
    assert (summary.lines, summary.accounts, summary.vouchers) == (43_947, 208, 0)
    assert (found["debit"], found["credit"], found["net"]) == ("216123916.94", "-5549800.62", "210574116.32")
    assert found["net_by_account_class"] == {"4": "133105212.39", "6": "55280731.49", "7": "22188172.44"}
    assert found["period"] == {"from": "2016-01-01", "to": "2016-12-31"}
    assert [(problem.code, problem.values["count"]) for problem in summary.problems] == [
        ("placeholders_read_as_missing", 161)
    ]


def test_orebro_without_a_year_has_no_period(shared: Path) -> None:
    summary = read(shared / "samples" / "supplier-ledger-se" / "Orebro_2016-03_dev-part.xlsx")
    assert (summary.period_from, summary.period_to, summary.accepted) == (None, None, True)
    assert "period_is_unknown" in {problem.code for problem in summary.problems}


def test_orebro_lines_are_cut_into_account_unit_and_supplier(shared: Path) -> None:
    lines = lines_of(shared / "samples" / "supplier-ledger-se" / "Orebro_2016-03_dev-part.xlsx")
    assert lines.row(0, named=True) | {} == {
        **dict.fromkeys(lines.columns), "row": 2, "account": "45300", "account_name": "Bidrag, förening kommunalförb",
        "amount": Decimal("6300.0000"), "supplier_number": "875001-3719", "supplier_name": "HAMPETORP-ODENSBACKEN IF",
        "invoice": "25216207", "unit": "TFT", "unit_name": "Fritidsnämnd", "currency": "SEK",
    }  # fmt: skip
    assert lines["supplier_number"].null_count() == 161
    assert lines["account_name"].null_count() == 0


@pytest.mark.parametrize(
    ("name", "lines", "accounts", "debit", "credit"),
    [
        ("sogndal_2013_drift_med_rekneskap2011.csv", 4_898, 235, "539690555.00", "-539690539.00"),
        ("sogndal_2013_investering_med_rekneskap2011.csv", 191, 56, "46910153.00", "-46910153.00"),
    ],
)
def test_sogndal_accounts(shared: Path, name: str, lines: int, accounts: int, debit: str, credit: str) -> None:
    summary = read(shared / "data" / "municipal-ledgers-no" / name)
    found = summary.as_json()
    assert (found["format"], found["encoding"], summary.header.chart) == ("account_table_csv", "utf-8", "kostra")
    assert (summary.lines, summary.accounts, found["debit"], found["credit"]) == (lines, accounts, debit, credit)
    assert (found["period"], found["currency"]) == ({"from": "2011-01-01", "to": "2011-12-31"}, "NOK")
    assert [problem.code for problem in summary.problems] == ["budgets_are_not_read"]
    assert summary.accepted


def test_vasteras_rows_of_an_answer(shared: Path) -> None:
    path = shared / "samples" / "supplier-ledger-se" / "vasteras_2025_rowstore_excerpt.json"
    summary = read(path)
    found = summary.as_json()
    assert (found["format"], summary.header.chart, found["organisation"]) == (
        "supplier_ledger_json", "kommun_bas", {"name": "VÄSTERÅS STAD", "number": "2120002080"},
    )  # fmt: skip
    assert (summary.lines, found["net"], found["accepted"]) == (2, "-1702.71", True)
    assert [problem.values for problem in summary.problems] == [{"from": 1, "to": 2, "total": 376_449}]
    assert lines_of(path)["supplier_number"].to_list() == ["10004007", "10004007"]


def test_kostra_report(shared: Path) -> None:
    summary = read(shared / "samples" / "kostra" / "0A_V2019_K4_R040200_OK.dat")
    found = summary.as_json()
    assert (found["format"], summary.header.chart, found["organisation"]) == (
        "kostra_0a", "kostra", {"name": None, "number": "0402"},
    )  # fmt: skip
    assert (summary.lines, summary.accounts, found["debit"], found["credit"]) == (
        1_644, 112, "1843417000.00", "-1694194000.00",
    )  # fmt: skip
    assert found["net_by_account_class"] == {
        "0": "888561000.00", "1": "142197000.00", "2": "184176000.00", "3": "221033000.00", "4": "129439000.00",
        "5": "231015000.00", "6": "-171967000.00", "7": "-199997000.00", "8": "-1105675000.00", "9": "-169559000.00",
    }  # fmt: skip
    assert found["period"] == {"from": "2019-01-01", "to": "2019-12-31"}
    assert [problem.code for problem in summary.problems] == ["quarter_is_preliminary"]


@pytest.mark.parametrize(
    ("folder", "pattern", "codes"),
    [
        ("samples/peppol-billing", "*.xml", {"file_is_invoice"}),
        ("samples/svefaktura", "*.xml", {"file_is_invoice"}),
        ("samples/uhm-se", "*.csv", {"columns_are_unknown"}),
        ("samples/uhm-se", "*.xlsx", {"workbook_has_no_ledger"}),
        ("samples/doffin", "*.xml", {"file_is_notice"}),
        ("samples/ocds", "*.json", {"file_is_procurement_data"}),
    ],
)
def test_published_files_that_are_no_ledgers_are_named(
    shared: Path, folder: str, pattern: str, codes: set[str]
) -> None:
    paths = sorted((shared / folder).glob(pattern))
    assert paths
    summaries = [read(path) for path in paths]
    assert {problem.code for summary in summaries for problem in summary.problems} == codes
    assert {summary.header.format for summary in summaries} == {"unknown"}
