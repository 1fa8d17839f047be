"""Every made-up sample gives exactly what its author counted by hand, whatever its name says."""

import pytest

from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of

PLACEHOLDERS = ["notice placeholders_read_as_missing file"] * 2
CORRECTIONS = ["notice corrections_are_not_counted file"] * 2
MAPPED = ["notice accounts_carry_their_arts file", "warning accounts_have_no_art file"]
LEDGER = (9, 10, 8, "1472848.14", "-35068.14")
BOOKS = (2, 6, 6, "18142.00", "-18142.00")

# name: format, encoding, (vouchers, lines, accounts, debit, credit), problems
ACCEPTED = {
    "ekby_supplier_ledger.csv": ("supplier_ledger_csv", "utf-8", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_quoted.csv": ("supplier_ledger_csv", "cp1252", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_bom.csv": ("supplier_ledger_csv", "utf-8", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_returns.csv": ("supplier_ledger_csv", "cp1252", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_wide.csv": ("supplier_ledger_csv", "utf-16-le", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_twice.csv": (
        "supplier_ledger_csv", "utf-8", LEDGER, ["notice encoded_twice file", *PLACEHOLDERS],
    ),
    "ekby_supplier_ledger_wide_returns.csv": ("supplier_ledger_csv", "utf-16-le", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_rowstore.json": ("supplier_ledger_json", "utf-8", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_numbers.json": ("supplier_ledger_json", "ascii", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger_lines.json": ("supplier_ledger_json", "utf-8", LEDGER, PLACEHOLDERS),
    "ekby_supplier_ledger.parquet": ("supplier_ledger_parquet", None, LEDGER, PLACEHOLDERS),
    "vik_postings_sides.csv": ("posting_list_csv", "utf-8", (3, 6, 3, "1320.75", "-1320.75"), []),
    "vik_postings_by_month.xlsx": (
        "posting_list_xlsx", None, (4, 4, 2, "2228.20", "-50.25"), ["notice sheets_are_read_together file"],
    ),
    "vik_postings.parquet": ("posting_list_parquet", None, (0, 2, 2, "1250.50", "-50.25"), []),
    "vik_account_table.parquet": (
        "account_table_parquet", None, (0, 1, 1, "842117.1235", "0.00"),
        ["notice amounts_rounded file", "notice budgets_are_not_read file", "notice rows_without_amount file"],
    ),
    "suokunta_purchase_invoices.parquet": (
        "purchase_invoices_parquet", None, (7, 8, 7, "90058.50", "-50.25"),
        [
            "notice business_ids_are_wrong file", "notice personal_codes_read_as_missing file",
            "notice placeholders_read_as_missing file",
        ],
    ),
    "ekby_supplier_ledger_page.json": (
        "supplier_ledger_json", "utf-8", (1, 2, 1, "12500.50", "-500.25"), ["warning json_is_one_page file"],
    ),
    "ekby_supplier_ledger_masked.csv": (
        "supplier_ledger_csv", "utf-8", (3, 3, 2, "13500.50", "-500.25"), ["notice masked_read_as_missing file"] * 2,
    ),
    "ekby_supplier_ledger_multiline.csv": ("supplier_ledger_csv", "utf-8", (1, 2, 1, "12500.50", "-500.25"), []),
    "ekby_supplier_ledger_months.csv": ("supplier_ledger_csv", "utf-8", (1, 2, 1, "12500.50", "-100.00"), []),
    "ekby_supplier_ledger.xlsx": (
        "supplier_ledger_xlsx", None, (0, 5, 4, "123474208.88", "-0.01"),
        [PLACEHOLDERS[0], "warning period_is_unknown file"],
    ),
    "vik_account_table.csv": (
        "account_table_csv", "utf-8", (0, 7, 7, "2521374.00", "-2427357.00"), ["notice budgets_are_not_read file"],
    ),
    "vik_account_table_two_years.csv": (
        "account_table_csv", "utf-8", (0, 3, 3, "843351.25", "-2301040.75"),
        ["notice budgets_are_not_read file", "notice other_years_are_not_read file"],
    ),
    "vik_account_table_long.csv": (
        "account_table_csv", "utf-8", (0, 2, 2, "938519.25", "0.00"), ["notice other_years_are_not_read file"],
    ),
    "vik_postings.csv": ("posting_list_csv", "utf-8", (2, 2, 2, "1250.50", "-50.25"), []),
    "vik_company_postings.csv": (
        "posting_list_csv",
        "cp1252",
        (0, 1, 1, "1250.50", "0.00"),
        ["warning chart_is_unknown file"],
    ),
    "suokunta_purchase_invoices.csv": (
        "purchase_invoices_csv", "utf-8", (7, 8, 7, "90058.50", "-50.25"),
        [
            "notice business_ids_are_wrong file", "notice personal_codes_read_as_missing file",
            "notice placeholders_read_as_missing file",
        ],
    ),
    "suokunta_purchase_invoices_commas.csv": (
        "purchase_invoices_csv", "cp1252", (2, 2, 2, "1250.50", "-12.00"), [],
    ),
    "kostra_report.dat": ("kostra_0a", "ascii", (0, 5, 5, "55500000.00", "-600000.00"), []),
    "kostra_enterprise_quarter.dat": (
        "kostra_0i", "ascii", (0, 3, 3, "225000.00", "-20000.00"),
        ["notice classes_are_translated file", "warning quarter_is_part_of_year file"],
    ),
    "ekby_bolag_4e.se": ("sie4e", "cp437", BOOKS, CORRECTIONS),
    "ekby_bolag_4e_windows.se": ("sie4e", "cp1252", BOOKS, [*CORRECTIONS, "notice encoding_is_another file"]),
    "ekby_bolag_4e_utf8.se": ("sie4e", "utf-8", BOOKS, [*CORRECTIONS, "notice encoding_is_another file"]),
    "ekby_bolag_4e_bom.se": ("sie4e", "utf-8", BOOKS, [*CORRECTIONS, "notice encoding_is_another file"]),
    "ekby_bolag_4e_mixed.se": ("sie4e", "cp437", BOOKS, [*CORRECTIONS, "notice encodings_are_mixed file"]),
    "ekby_bolag_4e_checksum.se": ("sie4e", "cp437", BOOKS, CORRECTIONS),
    "ekby_bolag_4e_changed.se": (
        "sie4e", "cp437", (2, 6, 6, "18143.00", "-18143.00"), [*CORRECTIONS, "warning checksum_differs file"],
    ),
    "ekby_bolag_4e_unbalanced.se": (
        "sie4e", "cp437", (2, 6, 6, "18142.0001", "-18000.00"),
        [
            *CORRECTIONS, "warning voucher_is_unbalanced voucher A 1", "warning voucher_is_unbalanced voucher A 2",
            "warning vouchers_differ_from_balances file",
        ],
    ),
    "ekby_bolag_4e_unknown_account.se": (
        "sie4e", "cp437", BOOKS, [*CORRECTIONS, "warning account_is_unknown line 29"],
    ),
    "ekby_bolag_4i.si": ("sie4i", "cp437", BOOKS, CORRECTIONS),
    "ekby_bolag_4i_bare.si": (
        "sie4i", "ascii", (1, 2, 2, "100.00", "-100.00"),
        ["notice accounts_are_not_named file", "warning chart_is_unknown file"],
    ),
    "ekby_kommun_general.se": ("sie4i", "cp437", (9, 22, 13, "1821398.14", "-1821398.14"), []),
    "ekby_kommun_4e.se": (
        "sie4e", "cp437", (1, 2, 2, "400.00", "-400.00"),
        ["warning chart_is_another file", "warning vouchers_differ_from_balances file"],
    ),
    "vik_saft_130.xml": ("saft", "utf-8", (7, 16, 9, "49501.00", "-49501.00"), MAPPED),
    "vik_saft_late.xml": (
        "saft", "utf-8", (7, 16, 9, "49501.00", "-49501.00"),
        [MAPPED[0], "notice dates_follow_their_period file", MAPPED[1]],
    ),
    "vik_saft_parts.zip": ("saft", "utf-8", (7, 16, 9, "49501.00", "-49501.00"), MAPPED),
    "vik_saft_130_bom.xml": ("saft", "utf-8", (7, 16, 9, "49501.00", "-49501.00"), MAPPED),
    "vik_saft_120.xml": ("saft", "utf-16-le", (1, 4, 4, "130.00", "-130.00"), []),
    "vik_saft_110.xml": ("saft", "cp1252", (2, 4, 4, "1600.00", "-1600.00"), ["warning chart_is_unknown file"]),
    "vik_saft_unbalanced.xml": (
        "saft", "utf-8", (2, 5, 3, "1012.50", "-1012.49"),
        [
            *MAPPED, "notice decimal_commas_are_read file", "warning account_is_not_named voucher 1",
            "warning dates_are_outside_period file", *["warning declared_total_differs file"] * 3,
            "warning voucher_does_not_balance voucher 1",
        ],
    ),
    "ekby_bolag_5.sie": (
        "sie5", "utf-8", (3, 9, 7, "18642.00", "-18642.00"), ["notice corrections_are_not_counted file"],
    ),
    "ekby_bolag_5_changed.sie": (
        "sie5", "utf-8", (3, 9, 7, "18742.00", "-18742.00"),
        [
            "notice corrections_are_not_counted file", "warning dates_are_outside_period file",
            "warning vouchers_differ_from_balances file",
        ],
    ),
    "ekby_bolag_5_entry.sie": (
        "sie5", "cp1252", (1, 3, 3, "100.00", "-100.00"), ["notice no_account_is_named file"],
    ),
    "ekby_bolag_5_extended.sie": (
        "sie5", "cp1252", (1, 3, 3, "100.00", "-90.50"),
        ["notice no_account_is_named file", "warning voucher_does_not_balance voucher (1)"],
    ),
}  # fmt: skip

# name: format, the errors
REFUSED = {
    "ekby_supplier_ledger_ambiguous.csv": (
        "supplier_ledger_csv", ["error amount_is_ambiguous row 2", "error amount_is_ambiguous row 4"],
    ),
    "ekby_supplier_ledger_mixed_marks.csv": (
        "supplier_ledger_csv", ["error amount_has_other_mark row 4", "error amount_is_ambiguous row 5"],
    ),
    "ekby_supplier_ledger_broken.csv": (
        "supplier_ledger_csv",
        [
            "error account_is_missing row 7", "error account_is_no_account row 8", "error amount_is_missing row 6",
            "error amount_is_no_number row 5", "error amount_is_too_large row 11", "error date_does_not_exist row 9",
            "error date_is_missing row 10", "error quote_is_not_closed row 13", "error row_has_wrong_width row 3",
            "error row_has_wrong_width row 4",
        ],
    ),
    "ekby_supplier_ledger_truncated.csv": ("supplier_ledger_csv", ["error row_has_wrong_width row 11"]),
    "ekby_supplier_ledger_two_buyers.csv": ("supplier_ledger_csv", ["error several_buyers file"]),
    "ekby_supplier_ledger_no_amount.csv": ("supplier_ledger_csv", ["error columns_are_missing file"]),
    "ekby_dated.xlsx": (
        "supplier_ledger_xlsx",
        ["error amount_is_missing row 6"],
    ),
    "ekby_two_ledgers.xlsx": ("unknown", ["error sheets_have_no_dates file"]),
    "ekby_no_ledger.xlsx": ("unknown", ["error workbook_has_no_ledger file"]),
    "damaged.xlsx": ("unknown", ["error workbook_is_damaged file"]),
    "vik_budget.csv": ("account_table_csv", ["error table_is_a_budget file"]),
    "vik_unlabelled.csv": ("account_table_csv", ["error amounts_say_neither file"]),
    "vik_unlabelled_round.csv": ("account_table_csv", ["error amounts_look_like_a_budget file"]),
    "ekby_bolag_1.se": ("sie1", ["error sie_has_balances_only file"]),
    "ekby_bolag_2.se": ("sie2", ["error sie_has_balances_only file"]),
    "ekby_bolag_3.se": ("sie3", ["error sie_has_balances_only file"]),
    "ekby_bolag_4e_no_vouchers.se": ("sie4e", ["error sie_has_no_vouchers file"]),
    "ekby_bolag_4e_truncated.se": ("sie4e", ["error amount_is_missing line 39", "error file_is_truncated line 39"]),
    "ekby_bolag_4e_checksum_open.se": ("sie4e", ["error checksum_is_missing file"]),
    "ekby_bolag_4e_broken.se": (
        "sie4e",
        [
            "error amount_is_ambiguous line 30", "error amount_is_no_number line 29", "error date_is_missing line 37",
            "error date_is_not_readable line 31", "error line_is_not_readable line 32",
            "error posting_is_outside_voucher line 34", "error voucher_is_not_closed voucher A 3",
        ],
    ),
    "sign_in_page.se": ("unknown", ["error file_is_html file"]),
    "report.pdf": ("unknown", ["error file_is_pdf file"]),
    "picture.csv": ("unknown", ["error file_is_image file"]),
    "empty.csv": ("unknown", ["error file_is_empty file"]),
    "blank.csv": ("unknown", ["error file_is_empty file"]),
    "letter.txt": ("unknown", ["error file_is_plain_text file"]),
    "names.csv": ("unknown", ["error columns_are_unknown row 1"]),
    "api_answer.json": ("unknown", ["error columns_are_unknown row 1"]),
    "ekby_supplier_ledger_cut.json": ("unknown", ["error json_is_cut_short row 10"]),
    "ekby_supplier_ledger_nested.json": ("unknown", ["error json_is_nested row 2"]),
    "ekby_supplier_ledger_cut.parquet": ("unknown", ["error parquet_is_damaged file"]),
    "ekby_supplier_ledger_nested.parquet": ("unknown", ["error parquet_is_nested file"]),
    "settings.json": ("unknown", ["error json_is_no_table file"]),
    "contract_release.json": ("unknown", ["error file_is_procurement_data file"]),
    "saft.xml": ("saft", ["error saft_has_no_transactions file"]),
    "saft_deep.xml": ("saft", ["error xml_is_too_deep line 3"]),
    "saft_entity_bomb.xml": ("saft", ["error xml_has_document_type line 2"]),
    "saft_outside.xml": ("saft", ["error xml_has_document_type line 2"]),
    "vik_saft_cut.xml": ("saft", ["error xml_is_cut_short line 131"]),
    "vik_saft_broken.xml": (
        "saft",
        [
            "error posting_amount_is_no_amount voucher 1, line 2",
            "error posting_amount_is_no_amount voucher 1, line 5",
            "error posting_amount_is_too_large voucher 1, line 4", "error posting_date_is_no_date voucher 2, line a",
            "error posting_has_no_account voucher 1, line 1", "error posting_has_no_amount voucher 1, line 3",
            "error posting_has_no_date voucher 3, line 1",
        ],
    ),
    "sie5.sie": ("sie5", ["error sie5_has_balances_only file"]),
    "ekby_bolag_5_balances.sie": ("sie5", ["error sie5_has_balances_only file"]),
    "ekby_bolag_5_cut.sie": ("sie5", ["error xml_is_cut_short line 61"]),
    "ekby_bolag_5_broken.sie": (
        "sie5",
        [
            "error posting_amount_is_no_amount voucher (1), line 1",
            "error posting_date_is_no_date voucher (1), line 3",
            "error posting_has_no_account voucher (1), line 2",
        ],
    ),
    "invoice.xml": ("unknown", ["error file_is_invoice file"]),
    "other.xml": ("unknown", ["error file_is_xml file"]),
    "suokunta_purchase_invoices_vat.csv": ("purchase_invoices_csv", ["error vat_is_missing row 4"]),
    "suokunta_purchase_invoices_gross.csv": ("purchase_invoices_csv", ["error amounts_include_vat file"]),
    "kostra_balance.dat": ("kostra_0b", ["error report_is_a_balance file"]),
    "kostra_two_reports.dat": ("kostra", ["error several_reports file"]),
    "kostra_broken.dat": (
        "kostra_0a",
        [
            "error account_is_no_account row 3", "error amount_is_no_number row 4", "error class_is_another row 2",
            "error record_is_not_readable row 5",
        ],
    ),
    "old_workbook.xls": ("unknown", ["error file_is_old_office file"]),
    "archive.zip": ("unknown", ["error file_is_archive file"]),
    "document.docx": ("unknown", ["error file_is_document file"]),
    "binary.dat": ("unknown", ["error file_is_binary file"]),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_sample_is_accepted_with_its_counts(name: str) -> None:
    form, encoding, counts, problems = ACCEPTED[name]
    summary = summary_of(SAMPLES / name)
    read = summary.as_json()
    assert (read["format"], read["encoding"], read["accepted"]) == (form, encoding, True)
    assert tuple(read[key] for key in ("vouchers", "lines", "accounts", "debit", "credit")) == counts
    assert codes_of(summary) == sorted(problems)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_sample_is_refused_with_the_right_reason(name: str) -> None:
    form, errors = REFUSED[name]
    summary = summary_of(SAMPLES / name)
    assert (summary.header.format, summary.accepted) == (form, False)
    assert [code for code in codes_of(summary) if code.startswith("error")] == errors


def test_every_sample_is_in_one_of_the_tables() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == ACCEPTED.keys() | REFUSED.keys()
    assert not ACCEPTED.keys() & REFUSED.keys()


def test_the_same_ledger_in_seven_dresses_gives_the_same_lines() -> None:
    dresses = ("", "_quoted", "_bom", "_returns", "_wide", "_wide_returns", "_twice")
    frames = [lines_of(SAMPLES / f"ekby_supplier_ledger{dress}.csv") for dress in dresses]
    assert all(frame.equals(frames[0]) for frame in frames)


@pytest.mark.parametrize("dress", ["_rowstore.json", "_numbers.json", "_lines.json", ".parquet"])
def test_the_same_ledger_in_json_and_parquet_gives_the_same_lines(dress: str) -> None:
    frames = [lines_of(SAMPLES / f"ekby_supplier_ledger{name}") for name in (".csv", dress)]
    assert frames[0].drop("row").equals(frames[1].drop("row"))
    assert frames[1]["row"].to_list() == list(range(1, 11))


def test_the_same_vouchers_in_any_encoding_give_the_same_lines() -> None:
    dresses = ("", "_windows", "_utf8", "_bom", "_mixed")
    frames = [lines_of(SAMPLES / f"ekby_bolag_4e{dress}.se") for dress in dresses]
    assert all(frame.equals(frames[0]) for frame in frames)
    assert frames[0]["text"].to_list()[2:4] == ["Öbergs Åkeri", "Lön för Åke"]
