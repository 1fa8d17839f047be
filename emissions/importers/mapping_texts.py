"""The sentences about mappings of columns: what is wrong with one, what it lacks, and why a meaning is proposed."""

from collections.abc import Mapping
from typing import Final

from foundation.problems import translatable

MAPPING: Final[Mapping[str, str]] = {
    "mapping_is_no_object": translatable(
        "The mapping is no JSON object. Let the proposal write one (--propose-mapping), and change what is wrong in it."
    ),
    "mapping_has_another_key": translatable('The mapping has the key "{key}", which means nothing. Use only {keys}.'),
    "mapping_has_no_columns": translatable(
        'The mapping does not say what the columns are. Under "columns" it needs an object with a meaning for each '
        "name of a column, at most {most} of them."
    ),
    "meaning_is_unknown": translatable(
        'The column "{column}" is said to be "{meaning}", which no line has. Choose one of {meanings}.'
    ),
    "meaning_stands_twice": translatable(
        'The columns "{first}" and "{second}" are both said to be the {meaning}. Choose one of them.'
    ),
    "choice_is_unknown": translatable('The value of "{key}" is "{value}". Choose one of: {choices}.'),
    "account_is_not_chosen": translatable(
        "No column is chosen as the account. Say which column holds the account number."
    ),
    "amount_is_not_chosen": translatable(
        "No column is chosen as the amount. Say which column holds it, or which two hold debit and credit."
    ),
    "other_side_is_not_chosen": translatable(
        "Only one of debit and credit is chosen. Choose the other one too, or call the column the amount."
    ),
    "amount_is_chosen_twice": translatable(
        "An amount is chosen and also debit or credit. Keep either the amount, or the two sides."
    ),
    "side_is_told_twice": translatable(
        "Debit and credit stand in columns of their own, and a letter is chosen as well. Leave the letter out."
    ),
    "amounts_are_a_budget": translatable(
        "The amounts are said to be a budget. Only accounts are read: hand over the accounts, or correct the choice."
    ),
    "mapped_column_is_not_there": translatable(
        "The table has no column {missing}, which the mapping names; its columns are {names}. Say anew what the "
        "columns are."
    ),
    "mapped_table_is_not_there": translatable(
        "The file has no table with the columns that the mapping names. Say anew what the columns are."
    ),
    "file_is_no_table": translatable("A mapping of columns is for tables: text with columns, or Excel."),
    "totals_are_left_out": translatable("Rows that are totals or balances of the list are left out: {count}."),
    "accounts_are_carried_down": translatable(
        "Accounts that stand in rows of their own are carried down to the postings below them: {count}."
    ),
    "accounts_get_zeros": translatable("Lines whose account got back the zeros in front, such as 010 for 10: {count}."),
    "accounts_lost_zeros": translatable(
        "Accounts of one or two digits ({accounts}) look like KOSTRA arts that a spreadsheet took the zeros in front "
        "from. They are read as they stand. Change the columns and say there that they are {arts}."
    ),
    "row_is_above_accounts": translatable(
        "Row {row} is a posting above the first account of the list, so it belongs to none. Delete it, or add its "
        "account above it."
    ),
    "closing_periods_are_december": translatable(
        "Periods in {field} that no month has, such as 13 for the closing of the books, are read as December, and 0 as "
        "January: {count}."
    ),
}

REASONS: Final[Mapping[str, str]] = {
    "named": translatable("its name says so"),
    "named_nearly": translatable("its name comes close"),
    "named_by_custom": translatable("so called in many set-ups, but each has its own"),
    "looks_like_dates": translatable("looks like dates"),
    "looks_like_months": translatable("looks like months"),
    "looks_like_years": translatable("looks like years"),
    "looks_like_amounts": translatable("looks like amounts"),
    "one_side": translatable("filled where its neighbour is empty, as debit and credit are"),
    "looks_like_sides": translatable("says debit or credit beside amounts without a sign"),
    "looks_like_accounts": translatable("looks like account numbers: few different ones, all of one length"),
    "above_its_lines": translatable("an account in a row of its own, its postings below"),
    "looks_like_organisation_numbers": translatable("looks like organisation numbers"),
    "looks_like_own_numbers": translatable("no organisation numbers: the check digits do not fit"),
    "looks_like_companies": translatable("looks like names of companies"),
    "looks_like_currencies": translatable("looks like currencies"),
    "looks_like_commodities": translatable("looks like CPV codes"),
    "looks_like_names_of_accounts": translatable("one text for each account"),
    "looks_like_references": translatable("looks like numbers of vouchers or invoices"),
    "looks_like_texts": translatable("looks like free text"),
    "not_understood": translatable("not needed, or not understood"),
    "empty": translatable("empty in the first rows"),
}
