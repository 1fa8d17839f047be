"""Which movements on tangible fixed-asset accounts are no acquisitions, told from the vouchers they stand in.

Source: docs/methods/exclusions.md. For general ledgers on Kommun-Bas and BAS, voucher by voucher (a supplier ledger
holds one side only, so it cannot tell):
1. A debit whose voucher credits capitalised own work (group 38) is "own_work": its purchases were counted on the cost
   accounts, its pay is excluded, so counting the asset would count the purchases twice.
2. A credit in a voucher without debits on asset accounts is a "disposal", unless the voucher debits trade payables (a
   credit note) or cost accounts (the purchase is moved back).
3. Everything else has no movement and counts as it stands: acquisitions, credit notes, and moves between asset accounts
   or from a cost account to an asset account, which sum to what was bought once.
"""

from collections.abc import Mapping

import polars as pl

from emissions.calculations.accounts import TANGIBLE_GROUPS

OWN_WORK_GROUP = "38"
COST_CLASSES = ("4", "5", "6", "7")
PAYABLES: Mapping[str, tuple[str, ...]] = {"kommun_bas": ("25",), "bas": ("244",)}
# Losses and depreciation are booked in the cost classes, but say that an asset left, not that a cost was moved back.
LEAVING: Mapping[str, tuple[str, ...]] = {"kommun_bas": ("78", "79"), "bas": ("77", "78", "79")}


def asset_movements(lines: pl.DataFrame, chart: str | None) -> pl.Series:
    """Return for every line "own_work", "disposal" or null (Str); all null for a chart without asset accounts.

    Takes voucher and account (Str) and amount (Decimal, debit positive) of whole vouchers, as a general ledger is read
    (`whole_vouchers`); a line without voucher stands alone.
    """
    if chart is None or chart not in PAYABLES:
        return pl.Series([None] * lines.height, dtype=pl.String)
    account, amount = pl.col("account"), pl.col("amount")
    tangible = account.str.slice(0, 2).is_in(TANGIBLE_GROUPS) & (account.str.slice(3, 1) != "9")
    leaving = _starts(account, LEAVING[chart])
    cost = account.str.slice(0, 1).is_in(COST_CLASSES) & ~leaving
    sides = lines.with_row_index("_row").select(
        _voucher=pl.coalesce("voucher", pl.format("row {}", "_row")),
        _debit=(tangible & (amount > 0)).fill_null(value=False),
        _credit=(tangible & (amount < 0)).fill_null(value=False),
        _own_work=((account.str.slice(0, 2) == OWN_WORK_GROUP) & (amount < 0)).fill_null(value=False),
        _back=((_starts(account, PAYABLES[chart]) | cost) & (amount > 0)).fill_null(value=False),
    )
    in_voucher = {name: pl.col(name).any().over("_voucher") for name in ("_debit", "_own_work", "_back")}
    return sides.select(
        pl.when(pl.col("_debit") & in_voucher["_own_work"])
        .then(pl.lit("own_work"))
        .when(pl.col("_credit") & ~in_voucher["_debit"] & ~in_voucher["_back"])
        .then(pl.lit("disposal"))
    ).to_series()


def _starts(account: pl.Expr, prefixes: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(account.str.starts_with(prefix) for prefix in prefixes)
