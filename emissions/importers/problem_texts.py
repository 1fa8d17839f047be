"""The sentence of each problem: where it is, what is wrong, what to do; in English, marked for the translators.

Pure: a sentence is filled by `sentence`, with the translation handed in.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from emissions.importers.mapping_texts import MAPPING
from emissions.importers.problem_texts_of_formats import FORMAT_TEXTS
from emissions.importers.xml_problem_texts import XML_ROW_CODES, XML_TEXTS
from foundation import figures
from foundation.problems import Problem, translatable

_FILES: Final[Mapping[str, str]] = {
    "file_cannot_be_opened": translatable(
        "The file {name} cannot be opened: {reason}. Check that it exists and may be read."
    ),
    "file_is_empty": translatable("The file is empty. Export it again from the accounting system."),
    "file_is_html": translatable(
        "The file is a web page (HTML), not a ledger, whatever its name says. Often it is a sign-in or error page "
        "that was saved instead of the export: download the export again."
    ),
    "file_is_pdf": translatable(
        "The file is a PDF. Figures cannot be taken from it safely: export the same report as SIE 4, CSV or Excel "
        "(xlsx)."
    ),
    "file_is_image": translatable("The file is a picture. Export the ledger as SIE 4, CSV or Excel (xlsx)."),
    "file_is_archive": translatable("The file is a packed archive. Unpack it and hand over the ledger file in it."),
    "file_is_old_office": translatable(
        "The file is an old or password-protected Office file (such as xls). Open it in Excel and save it as a "
        "workbook (xlsx) without a password, or as CSV."
    ),
    "file_is_document": translatable(
        "The file is a document or a spreadsheet of another kind (Word, OpenDocument, xlsb, RTF). Save the ledger "
        "as Excel (xlsx) or CSV."
    ),
    "file_is_invoice": translatable(
        "The file is a single electronic invoice, not a ledger. Hand over the ledger in which it is booked."
    ),
    "file_is_notice": translatable(
        "The file is a procurement notice, not a ledger. It belongs to its procurement; hand over the ledger here."
    ),
    "file_is_order": translatable(
        "The file is an electronic order or the answer to one, not a ledger. Hand over the ledger in which the "
        "invoice is booked."
    ),
    "file_is_catalogue": translatable(
        "The file is a supplier's catalogue, with prices and no purchases. Hand over the ledger."
    ),
    "file_is_code_list": translatable("The file is a list of codes, not a ledger. Hand over the ledger."),
    "file_is_xml": translatable(
        "The file is XML of a kind that is not read here. Export the ledger as SIE 4, CSV or Excel."
    ),
    "file_is_binary": translatable(
        "The file is no text and no workbook. Export the ledger as SIE 4, CSV or Excel (xlsx)."
    ),
    "file_is_plain_text": translatable(
        "The file is text, but neither SIE nor a table: no line near the top names the columns of a ledger. "
        "Export the ledger as SIE 4, CSV or Excel (xlsx) with column names in the first row."
    ),
    "columns_are_unknown": translatable(
        "Row 1 names the columns {names}, which are not those of a ledger that is read here. A supplier ledger "
        "needs leverantor, konto_nr and belopp; an account table needs konto, tjeneste or ansvar, and regnskap "
        "with a year; a list of postings needs bilagsdato, konto and beløp; purchase invoices need toimittaja, tili "
        "and summa ilman alv."
    ),
    "columns_are_missing": translatable(
        "The table has no column for {missing}; its columns are {names}. Add the column, or export the file with it."
    ),
    "table_is_too_wide": translatable(
        "The table has {columns} columns; at most {most} are read. Delete the columns that are not needed."
    ),
    "line_is_too_long": translatable(
        "The file has a line of more than {megabytes} million letters, as no ledger has. Export it again, with one "
        "line for each row."
    ),
    "format_is_unknown": translatable(
        "There is no format {format}. Choose one of {formats}, or leave the choice to us."
    ),
    "file_has_another_format": translatable(
        "The file was handed over as {format}, but its content is {found}. Leave the format out, or choose the "
        "right file."
    ),
    "workbook_is_damaged": translatable(
        "The workbook is damaged or incomplete and cannot be opened. Open it in Excel, save it anew, or download "
        "it again."
    ),
    "workbook_is_too_large": translatable(
        "The workbook takes too much memory when it is unpacked. Delete empty rows and columns outside the table, "
        "or save the sheet as CSV."
    ),
    "workbook_has_too_many_sheets": translatable(
        "The workbook has more than 500 sheets. Save the sheet with the ledger as a file of its own, or as CSV."
    ),
    "file_has_too_many_parts": translatable(
        "The file is packed of far more parts than a workbook has. Save the ledger anew as a workbook, or as CSV."
    ),
    "workbook_has_no_ledger": translatable(
        "None of the sheets ({sheets}) has a row near the top that names the columns of a ledger. Put the column "
        "names in the first row, such as leverantör, konto and belopp."
    ),
    "several_sheets": translatable(
        "Several sheets look like ledgers ({sheets}), and none can be left out without loss. Save each as a file "
        "of its own."
    ),
    "several_buyers": translatable(
        "The column {field} names {count} different buyers ({buyers}). A ledger belongs to one organisation: "
        "split the file by buyer."
    ),
    "no_lines": translatable("The file holds no ledger lines. Check the period and the selection of the export."),
}

_TABLES: Final[Mapping[str, str]] = {
    "row_has_wrong_width": translatable(
        "Row {row} has {fields} fields where the header has {expected}. Nothing of it is read, so that no amount "
        "ends up in the wrong column. Put quotation marks around texts that contain the delimiter."
    ),
    "quote_is_not_closed": translatable(
        "Row {row} has a quotation mark that is not closed or stands in the middle of a text. Write a quotation "
        "mark inside a quoted text twice."
    ),
    "too_many_bad_rows": translatable(
        "After {count} rows that cannot be cut into the columns of the header, the rest of the file is not read. "
        "Export it again, as CSV with one line for each row."
    ),
    "account_is_missing": translatable(
        "Row {row} has no account in {field}. Add the account; if the row is a total, delete it."
    ),
    "account_is_no_account": translatable(
        'Row {row}, {field}: "{value}" is no account number. Check that the row is not shifted; delete headings '
        "and totals."
    ),
    "amount_is_missing": translatable("Row {row} has no amount in {field}. Add the amount, or delete the row."),
    "amount_is_no_number": translatable(
        'Row {row}, {field}: "{value}" is not an amount. Write digits with at most one decimal mark, such as -1 234,50.'
    ),
    "amount_is_too_large": translatable(
        'Row {row}, {field}: "{value}" has more than fourteen digits before the decimal mark. Check the amount.'
    ),
    "amount_is_ambiguous": translatable(
        'Row {row}, {field}: "{value}" may be thousands or decimals, and the column does not show which. Export '
        "amounts with two decimals, or without thousands separators."
    ),
    "amount_has_other_mark": translatable(
        'Row {row}, {field}: "{value}" uses another decimal mark than most amounts in the column. Use one decimal '
        "mark, comma or point, in the whole column."
    ),
    "amounts_mix_marks": translatable(
        "The column {field} mixes decimal comma and decimal point, and {count} amounts with three digits after "
        'the mark were read by the mark "{mark}" before that showed. Use one decimal mark in the whole column and '
        "hand the file over again."
    ),
    "date_is_missing": translatable("Row {row} has no date in {field}, so it belongs to no month. Add the date."),
    "date_is_not_readable": translatable(
        'Row {row}, {field}: "{value}" is not a date that can be read without guessing. Write it as 2024-03-31 or '
        "31.03.2024."
    ),
    "date_does_not_exist": translatable(
        'Row {row}, {field}: "{value}" is no day of the calendar. Correct the day or the month.'
    ),
    "currency_is_no_currency": translatable(
        'Row {row}, {field}: "{value}" is no currency code. Write three letters, such as SEK.'
    ),
    "year_is_not_readable": translatable('Row {row}, {field}: "{value}" is no year. Write it with four digits.'),
    "period_is_unknown": translatable(
        "The file does not say which period its lines belong to. Name the year when you hand it over; file names "
        "are not trusted."
    ),
    "period_is_missing": translatable(
        "The lines carry no dates and the file does not say which year they belong to. Name the year and try again."
    ),
    "other_organisation": translatable(
        "The file says that it belongs to organisation number {stated}, not to {organisation}. Check that it is yours."
    ),
    "other_chart": translatable(
        "The file follows the chart of accounts {stated}, but {organisation} is set to {chart}, which is used. "
        "Change the setting if the file is right."
    ),
    "voucher_is_very_long": translatable(
        "Voucher {voucher} has more than {lines} lines. Whether a fixed asset was made by your own people or disposed "
        "of is told from parts of it: check its fixed assets."
    ),
    "few_lines_are_kept_out": translatable(
        "Of {year} the file has {lines} lines only, where {used} lines of fuller accounts are in use. Those of the "
        "file are kept with its import, but do not count. If they should, choose on the page of the import to use it."
    ),
    "general_ledger_counts": translatable(
        "In {year} this general ledger counts, with {lines} lines, instead of the supplier ledger with {others} lines. "
        "Check that it holds the whole year: the two are never added up."
    ),
    "supplier_ledger_counts": translatable(
        "In {year} this supplier ledger counts, with {lines} lines, instead of the general ledger, which has {others} "
        "lines there only."
    ),
    "supplier_ledger_is_not_counted": translatable(
        "In {year} the general ledger counts, with {others} lines. This supplier ledger is kept, but not counted: the "
        "two are never added up."
    ),
    "other_currency": translatable(
        "The amounts of the file are in {stated}, but {organisation} keeps its accounts in {currency}. Check that the "
        "file is yours."
    ),
    "dates_are_in_other_years": translatable(
        "You named the year {year}, but lines are dated in other years: {count} (the file has {years}). The dates "
        "stand."
    ),
    "table_is_a_budget": translatable(
        "The amounts of this table are a budget ({names}), not accounts. Hand over the table with the year's "
        "accounts (regnskap or rekneskap)."
    ),
    "amounts_look_like_a_budget": translatable(
        "The column {field} holds whole thousands only, as a budget does and accounts do not, and its name does "
        "not say that it is accounts. Hand over the accounts; if these are accounts, name the column regnskap "
        "with the year."
    ),
    "amounts_say_neither": translatable(
        "The name of the column {field} does not say whether its amounts are accounts or a budget, nor of which "
        "year. Name it regnskap with the year, or name the year when you hand over the file and with it vouch for "
        "the accounts."
    ),
    "amounts_taken_as_actual": translatable(
        "The column {field} does not say that it holds accounts. It is read as the accounts of {year}, because "
        "you named that year. Check that it is not a budget."
    ),
    "year_is_not_in_file": translatable(
        "The file has no accounts for {year}; it has {years}. Choose one of those years, or hand over another file."
    ),
    "other_years_are_not_read": translatable("The accounts of {year} are read. The file also has {years}."),
    "budgets_are_not_read": translatable("Budget columns are not read: {names}."),
    "rows_without_amount": translatable("Rows without an amount in {field} are left out: {count}."),
    "chart_is_unknown": translatable(
        "The file does not show which chart of accounts it follows, so no account can be classified by its number "
        "alone. Hand over a file that names its accounts; in SIE also the chart (#KPTYP), in Norway the function "
        "(funksjon)."
    ),
    "placeholders_read_as_missing": translatable(
        'Cells in {field} with a word for "missing", such as NULL or SAKNAS, are read as empty: {count}.'
    ),
    "masked_read_as_missing": translatable("Cells in {field} that are masked (***) are read as empty: {count}."),
    "amounts_rounded": translatable("Amounts in {field} with more than four decimals are rounded to four: {count}."),
    "encodings_are_mixed": translatable(
        "Some letters are written in another encoding than the rest of the file ({encoding}); they are read with "
        "theirs."
    ),
    "encoded_twice": translatable("The text was turned into UTF-8 twice by another program; it is turned back."),
    "more_of_the_same": translatable(
        "Only the first {shown} problems of the kind {code} are listed; there are {total}."
    ),
    "several_currencies": translatable(
        "The lines are in several currencies ({currencies}). The sums add them up as they stand; each line keeps "
        "its own."
    ),
}

_SIE: Final[Mapping[str, str]] = {
    "sie_has_balances_only": translatable(
        "The file is SIE type {type}: it carries balances only and no vouchers, so purchases cannot be followed. "
        "Export the year as SIE 4 (type 4E, with vouchers)."
    ),
    "sie_has_no_vouchers": translatable(
        "The file says that it is SIE type {type}, but it carries no vouchers (#VER). Export the year again as "
        "SIE 4 with vouchers, and check the chosen period."
    ),
    "sie_type_is_wrong": translatable(
        "The file says that it is SIE type {type}, but it carries vouchers; they are read."
    ),
    "file_is_truncated": translatable(
        "The file ends at line {row}, in the middle of voucher {voucher}. It was cut short: export or copy it again."
    ),
    "checksum_is_missing": translatable(
        "The file begins a check sum (#KSUMMA) and does not end it. It was cut short: export or copy it again."
    ),
    "checksum_differs": translatable(
        "The check sum of the file is {declared}, but its content gives {computed}. Something was changed after "
        "the export: export it again if you did not mean to."
    ),
    "voucher_is_not_closed": translatable(
        "Voucher {voucher} at line {row} does not end with a closing brace, so lines of it may be missing. Export "
        "the file again."
    ),
    "voucher_is_unbalanced": translatable(
        "Voucher {voucher} at line {row} does not balance: {difference} is left over. It is read as it stands; "
        "correct it in the accounting system."
    ),
    "posting_is_outside_voucher": translatable(
        "Line {row} is a posting outside the braces of a voucher and belongs nowhere. Export the file again."
    ),
    "line_is_not_readable": translatable(
        'Line {row} cannot be read: "{value}". Export the file again, or correct the line.'
    ),
    "account_is_unknown": translatable(
        "Account {account}, first used at line {row}, is not named in the file (#KONTO). Its lines ({count}) are "
        "read; add the account to the chart of accounts that is exported."
    ),
    "accounts_are_not_named": translatable(
        "The file uses {count} accounts and names none of them (#KONTO). Export it with the chart of accounts."
    ),
    "corrections_are_not_counted": translatable(
        "Lines with {field} (corrections) are not counted, as the SIE standard says: {count}."
    ),
    "amounts_with_comma": translatable(
        "Amounts written with a decimal comma, where SIE has a point, are read: {count}."
    ),
    "dates_are_outside_year": translatable(
        "Lines dated outside the financial year {from} to {to} (#RAR): {count}. The dates stand."
    ),
    "vouchers_differ_from_balances": translatable(
        "The vouchers do not add up to the balances that the file states (accounts: {count}; the first is "
        "{account}: {sum} in vouchers, {movement} by its balances). Vouchers may be missing: check the export."
    ),
    "chart_is_another": translatable(
        "The file declares the chart of accounts {declared}, but the names of its accounts are those of {chart}, "
        "which is used."
    ),
    "encoding_is_another": translatable("The file says PC8 (CP437), but its text is {encoding}; it is read as that."),
}

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {**_FILES, **_TABLES, **_SIE, **FORMAT_TEXTS, **XML_TEXTS, **MAPPING}
)

# Errors that spoil one row only: the others are good, and may be kept if the user says so.
ROW_CODES: Final = frozenset(
    {
        "row_has_wrong_width",
        "quote_is_not_closed",
        "account_is_missing",
        "account_is_no_account",
        "amount_is_missing",
        "amount_is_no_number",
        "amount_is_too_large",
        "amount_is_ambiguous",
        "amount_has_other_mark",
        "vat_is_missing",
        "date_is_missing",
        "date_does_not_exist",
        "date_is_not_readable",
        "currency_is_no_currency",
        "year_is_not_readable",
        "posting_is_outside_voucher",
        "record_is_not_readable",
        "class_is_another",
        "line_is_not_readable",
        "row_is_above_accounts",
        *XML_ROW_CODES,
    }
)


_AMOUNT: Final = re.compile(r"-?\d+(\.\d+)?")
_FIGURES: Final = frozenset({"count", "difference", "lines", "movement", "others", "sum", "used", "written"})


def sentence(problem: Problem, translate: Callable[[str], str] = str, language: str = "en") -> str:
    """Return the sentence of a problem; `translate` turns the English template into the reader's language."""
    template = TEXTS.get(problem.code)
    if template is None:
        return f"{problem.place}: {problem.code}"
    values = {name: _shown(name, value, language) for name, value in problem.values.items()}
    return translate(template).format_map(_Values(values))


def _shown(name: str, value: object, language: str) -> object:
    """Return a value as the language writes it: what the file says stays as it stands there, our sums do not."""
    if name in _FIGURES and _AMOUNT.fullmatch(str(value)):
        return figures.plain(Decimal(str(value)), language)
    return value


class _Values(dict[str, object]):
    """Values of a sentence; one that is missing stays visible instead of breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
