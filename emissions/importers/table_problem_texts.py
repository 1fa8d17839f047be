"""The sentences about rows and cells of tables, and which amounts of a table are accounts and which a budget."""

from collections.abc import Mapping
from typing import Final

from foundation.problems import translatable

ROW_TEXTS: Final[Mapping[str, str]] = {
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
    "side_is_missing": translatable(
        "Row {row} does not say in {field} whether its amount is debit or credit. Write D or K."
    ),
    "side_is_not_readable": translatable('Row {row}, {field}: "{value}" is neither debit nor credit. Write D or K.'),
    "credit_has_a_minus_already": translatable(
        "All {count} amounts that {field} calls credit have a minus already, so the sign would be turned twice. Say on "
        "the page of the file that {field} is not read, or export the amounts without a sign."
    ),
    "sides_are_in_the_signs": translatable(
        "The column {field} says debit or credit, but the amounts have their sign already: the sign is read, and "
        "{field} is not."
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
    "rows_without_amount": translatable("Rows without an amount in {field} are left out: {count}."),
    "placeholders_read_as_missing": translatable(
        'Cells in {field} with a word for "missing", such as NULL or SAKNAS, are read as empty: {count}.'
    ),
    "masked_read_as_missing": translatable("Cells in {field} that are masked (***) are read as empty: {count}."),
    "amounts_rounded": translatable("Amounts in {field} with more than four decimals are rounded to four: {count}."),
}

BUDGET_TEXTS: Final[Mapping[str, str]] = {
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
}
