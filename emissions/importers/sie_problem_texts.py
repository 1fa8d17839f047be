"""The sentences of the problems that SIE 4 files may have."""

from collections.abc import Mapping
from typing import Final

from foundation.problems import translatable

SIE_TEXTS: Final[Mapping[str, str]] = {
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
