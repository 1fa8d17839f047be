"""The sentences about what a ledger is to its organisation: period, owner, chart, currency, what counts beside it."""

from collections.abc import Mapping
from typing import Final

from foundation.problems import translatable

LEDGER_TEXTS: Final[Mapping[str, str]] = {
    "period_is_unknown": translatable(
        "The file does not say which period its lines belong to. Name the year when you hand it over; file names "
        "are not trusted."
    ),
    "period_is_missing": translatable(
        "The lines carry no dates and the file does not say which year they belong to. Name the year and try again."
    ),
    "dates_are_in_other_years": translatable(
        "You named the year {year}, but lines are dated in other years: {count} (the file has {years}). The dates "
        "stand."
    ),
    "other_organisation": translatable(
        "The file says that it belongs to organisation number {stated}, not to {organisation}. Check that it is yours."
    ),
    "other_chart": translatable(
        "The file follows the chart of accounts {stated}, but {organisation} is set to {chart}, which is used. "
        "Change the setting if the file is right."
    ),
    "chart_is_unknown": translatable(
        "The file does not show which chart of accounts it follows, so no account can be classified by its number "
        "alone. Hand over a file that names its accounts; in SIE also the chart (#KPTYP), in Norway the function "
        "(funksjon)."
    ),
    "other_currency": translatable(
        "The amounts of the file are in {stated}, but {organisation} keeps its accounts in {currency}. Check that the "
        "file is yours."
    ),
    "several_currencies": translatable(
        "The lines are in several currencies ({currencies}). The sums add them up as they stand; each line keeps "
        "its own."
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
}
