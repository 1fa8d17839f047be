"""The sentences of the problems that SAF-T and SIE 5 files may have, and which of them spoil one posting only."""

from collections.abc import Mapping
from typing import Final

from foundation.problems import translatable

XML_TEXTS: Final[Mapping[str, str]] = {
    "xml_is_damaged": translatable(
        "The XML is damaged at line {row} ({reason}). Export the file again, and do not edit it by hand."
    ),
    "xml_is_cut_short": translatable(
        "The file ends at line {row} before its XML is complete. It was cut short: export or copy it again."
    ),
    "xml_has_document_type": translatable(
        "Line {row} declares a document type (DOCTYPE). A ledger has none, and one can hide harmful content, so the "
        "file is not read. Export it again from the accounting system."
    ),
    "xml_is_too_deep": translatable(
        "At line {row} the XML is nested more than 256 levels deep, as no ledger is. Export the file again."
    ),
    "xml_has_too_many_names": translatable(
        "By line {row} the XML uses more than 5,000 different names of elements, as no ledger does. Export the file "
        "again."
    ),
    "xml_tag_is_too_long": translatable(
        "At line {row} a single tag is longer than a million characters. Export the file again."
    ),
    "xml_part_is_too_long": translatable(
        "Up to line {row} more than 30 million characters belong to one line of a voucher. Export the file again."
    ),
    "dates_follow_their_period": translatable(
        "Lines dated outside their accounting period (Period, PeriodYear) count in that period, on its nearest day: "
        "{count}."
    ),
    "saft_has_no_transactions": translatable(
        "The SAF-T file carries accounts and balances only and no transactions (GeneralLedgerEntries), so purchases "
        "cannot be followed. Export it again with transactions. If the export came in several files, put all of "
        "them into one zip archive and hand that over."
    ),
    "archive_is_damaged": translatable(
        "The archive is damaged or has a password. Unpack it and hand over the ledger file in it, or pack the parts of "
        "the SAF-T export anew as a plain zip archive without a password."
    ),
    "archive_has_too_many_parts": translatable(
        "The archive holds more than 200 SAF-T files, far more than the parts of one export. Export the year in fewer "
        "parts, and put only those into the archive."
    ),
    "archive_is_too_large": translatable(
        "The archive holds more than two gigabytes. Export the year in one file, or month by month."
    ),
    "part_stands_twice": translatable(
        "The archive holds the same file twice, as {first} and as {second}. Take one of them out and pack it again."
    ),
    "parts_do_not_belong_together": translatable(
        "The files {first} and {second} of the archive are of different organisations, periods or currencies. Put only "
        "the parts of one export into an archive."
    ),
    "file_is_another_part": translatable(
        "This file and {name}, which is in use, are parts of one SAF-T export: the same organisation, period and day "
        "of export, and other transactions. One would take the place of the other. Put all parts into one zip archive "
        "and hand that over."
    ),
    "sie5_has_balances_only": translatable(
        "The SIE 5 file carries balances only and no vouchers (JournalEntry), so purchases cannot be followed. Export "
        "the year again with vouchers."
    ),
    "sie5_has_no_vouchers": translatable(
        "The SIE 5 file carries no vouchers (JournalEntry), so there are no purchases in it. Export it again with "
        "vouchers, and check the chosen period."
    ),
    "posting_has_no_account": translatable(
        "Voucher {voucher}, line {record}: there is no account. Correct the voucher in the accounting system and "
        "export again."
    ),
    "posting_account_is_no_account": translatable(
        'Voucher {voucher}, line {record}: "{value}" is no account number. Correct it in the accounting system and '
        "export again."
    ),
    "posting_has_no_amount": translatable(
        "Voucher {voucher}, line {record}: there is neither a debit nor a credit amount. Correct the voucher in the "
        "accounting system and export again."
    ),
    "posting_amount_is_no_amount": translatable(
        'Voucher {voucher}, line {record}: "{value}" is not an amount such as 1234.50. Correct it in the accounting '
        "system and export again."
    ),
    "posting_amount_is_too_large": translatable(
        'Voucher {voucher}, line {record}: "{value}" has more than fourteen digits before the decimal mark. Check the '
        "amount."
    ),
    "posting_has_no_date": translatable(
        "Voucher {voucher}, line {record}: there is no date, so it belongs to no month. Correct the voucher in the "
        "accounting system and export again."
    ),
    "posting_date_is_no_date": translatable(
        'Voucher {voucher}, line {record}: "{value}" is no date such as 2024-03-31. Correct it in the accounting '
        "system and export again."
    ),
    "voucher_does_not_balance": translatable(
        "Voucher {voucher} does not balance: {difference} is left over. It is read as it stands; correct it in the "
        "accounting system."
    ),
    "account_is_not_named": translatable(
        "Account {account}, first used in voucher {voucher}, is not among the accounts that the file names. Its lines "
        "({count}) are read; add the account to the chart of accounts that is exported."
    ),
    "no_account_is_named": translatable(
        "The file uses {count} accounts and names none of them. Export it with the chart of accounts."
    ),
    "dates_are_outside_period": translatable(
        "Lines dated outside the period {from} to {to} that the file says it covers: {count}. The dates stand."
    ),
    "declared_total_differs": translatable(
        "The file says that its {field} is {written}, but what it holds comes to {sum}. Vouchers may be missing or "
        "changed: check the export."
    ),
    "decimal_commas_are_read": translatable(
        "Amounts written with a decimal comma, where the format has a point, are read: {count}."
    ),
    "accounts_carry_their_arts": translatable(
        "The file maps its accounts to KOSTRA. Accounts whose number does not show their art are shown with class and "
        "art in front, such as {account} for {local}: {count}."
    ),
    "accounts_have_no_art": translatable(
        "The file maps its accounts to KOSTRA, but not all of them (accounts: {count}; the first is {account}). Map "
        "them in the accounting system, or classify them by rules."
    ),
}

XML_ROW_CODES: Final = frozenset(
    {
        "posting_has_no_account",
        "posting_account_is_no_account",
        "posting_has_no_amount",
        "posting_amount_is_no_amount",
        "posting_amount_is_too_large",
        "posting_has_no_date",
        "posting_date_is_no_date",
    }
)
