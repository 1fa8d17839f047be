"""The sentences of problems that belong to one format: KOSTRA reports, JSON, Parquet, Finnish purchase invoices."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from foundation.problems import translatable

_KOSTRA: Final[Mapping[str, str]] = {
    "report_is_a_balance": translatable(
        "The file is the balance sheet reported to KOSTRA (form {form}). Balance accounts are never purchases: hand "
        "over the accounts by function and art of the same year (form 0A, of a county 0C)."
    ),
    "report_has_another_chart": translatable(
        "The file is the KOSTRA report of a health trust (form {form}), which follows another chart of accounts than "
        "municipalities and is not read."
    ),
    "several_reports": translatable(
        "The file holds several KOSTRA reports ({reports}). Hand over each one as a file of its own: one form, year, "
        "quarter and organisation."
    ),
    "report_is_consolidated": translatable(
        "Form {form} is consolidated: it holds the municipality together with its enterprises. Do not hand over their "
        "own reports (0A, 0I) for the same year."
    ),
    "quarter_is_part_of_year": translatable(
        "The report of quarter {quarter} holds the year until {to}, not the whole year. Hand over the report of the "
        "year when it is there: it takes the place of this one."
    ),
    "quarter_is_preliminary": translatable(
        "The report of the fourth quarter holds the whole year, but before the accounts are closed. The report of the "
        "year takes its place when you hand it over."
    ),
    "other_municipality": translatable(
        "The report is of municipality or county {stated}; {organisation} has the code {ours}. Check that it is yours: "
        "codes changed in the reforms of 2018, 2020 and 2024."
    ),
    "record_is_not_readable": translatable(
        'Line {row} is no KOSTRA record of 48 characters: "{value}". Export the report again, or correct the line.'
    ),
    "class_is_another": translatable(
        'Line {row}: the account class "{value}" does not belong in this report. Correct the line, or export the '
        "report again."
    ),
    "classes_are_translated": translatable(
        "Account class 3 (running) and 4 (investment), as enterprises, church councils and consolidated accounts write "
        "them, are read as 1 and 0: {count} lines."
    ),
}

_FINNISH: Final[Mapping[str, str]] = {
    "amounts_include_vat": translatable(
        "The amounts of this table include VAT, and no column says how much of them it is; its columns are {names}. "
        "Export the table with the amount without VAT (laskun summa ilman ALV), or with a column for the VAT."
    ),
    "amounts_may_include_vat": translatable(
        "The name of the column {field} does not say whether its amounts are with or without VAT. They are read as "
        "they stand. Check: with VAT they would be about a quarter too high. Name the column summa ilman ALV."
    ),
    "vat_is_missing": translatable(
        "Row {row} has no VAT in {field}, so its amount without VAT is not known. Write 0 where there is none."
    ),
    "personal_codes_read_as_missing": translatable(
        "Personal identity codes in {field} are not kept: {count} rows have no supplier number."
    ),
    "business_ids_are_wrong": translatable(
        "Numbers in {field} that are no valid Finnish business id (Y-tunnus) are read as they stand: {count} rows."
    ),
}

_JSON: Final[Mapping[str, str]] = {
    "file_is_procurement_data": translatable(
        "The file is procurement data (OCDS): tenders, awards and contracts, no booked amounts. Hand over the ledger."
    ),
    "json_is_no_table": translatable(
        "The file is JSON, but no list of rows stands near its top. A ledger in JSON is a list of objects, one per "
        "line of the ledger, alone or under results. Or hand over the same data as CSV or Excel."
    ),
    "json_is_nested": translatable(
        "Row {row} holds lists or objects inside it ({value}), where each name needs one text or number. Export the "
        "data as a flat table, such as CSV."
    ),
    "json_is_damaged": translatable(
        "Row {row} is not valid JSON: {value}. Nothing of the file is read; download it again."
    ),
    "json_name_stands_twice": translatable(
        'Row {row} has two values for "{name}", so nobody can tell which one holds. Export the data again.'
    ),
    "json_is_cut_short": translatable(
        "The file ends in the middle of its list of rows. Nothing of it is read; download it again."
    ),
    "json_row_is_too_long": translatable(
        "Row {row} is longer than a megabyte and belongs to no ledger. Export the data again."
    ),
    "json_is_one_page": translatable(
        "The file holds rows {from} to {to} of {total}: it is one page of an answer. Download all rows, or hand over "
        "the data set as CSV; what is missing is not counted."
    ),
}

_PARQUET: Final[Mapping[str, str]] = {
    "parquet_is_damaged": translatable(
        "The Parquet file is damaged or incomplete and cannot be read. Export it again, or download it again."
    ),
    "parquet_is_encrypted": translatable("The Parquet file is encrypted. Export it without encryption."),
    "parquet_is_nested": translatable(
        "The Parquet file has columns with lists or objects inside. Export a flat table, one value in each cell."
    ),
    "parquet_is_too_large": translatable(
        "The Parquet file takes too much memory when it is unpacked. Export only the columns of the ledger, or as CSV."
    ),
}

FORMAT_TEXTS: Final[Mapping[str, str]] = MappingProxyType({**_KOSTRA, **_FINNISH, **_JSON, **_PARQUET})
