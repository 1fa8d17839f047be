"""Take the accounts of a chart apart: account class, the code that rules match, and which part of the ledger it is.

Source: docs/methods/classification.md.
1. KOSTRA: one digit account class, three digits art, then local digits. An account of three digits is an art alone.
2. Kommun-Bas, BAS and the Finnish municipal chart: the whole account is matched by prefix; its first digit is the
   account class.
3. A class is never read without knowing the chart: an unknown chart gives nulls.
4. KOSTRA classes 0 and 4 are investment, 3 is so in some municipalities, 2 and 5 are balance; the rest is running.
5. In Kommun-Bas and BAS, groups 11 and 12 (land, buildings, works; machinery and equipment) are tangible fixed assets.
"""

import re
from dataclasses import dataclass

import polars as pl

CHARTS = ("kostra", "kommun_bas", "bas", "fi_kunta")
_BY_PREFIX = ("kommun_bas", "bas", "fi_kunta")
KOSTRA_INVESTMENT_CLASSES = ("0", "3", "4")
TANGIBLE_GROUPS = ("11", "12")

_SEPARATORS = r"[\s.\u00a0]+"
_ART_ALONE = 3


@dataclass(frozen=True, slots=True)
class AccountParts:
    """An account taken apart. `code` is what rules match by prefix; `group` its art (KOSTRA) or first two digits."""

    chart: str
    account: str
    account_class: str | None
    code: str
    group: str
    local: str


def account_parts(chart: str | None, account: str | None) -> AccountParts | None:
    """Return the parts of an account, or None when chart or account is unknown or the account is no number.

    >>> account_parts("kostra", "12304").group, account_parts("kostra", "12304").account_class
    ('230', '1')
    >>> account_parts("kommun_bas", "45300").group
    '45'
    """
    plain = re.sub(_SEPARATORS, "", account or "")
    if chart not in CHARTS or not plain.isdecimal():
        return None
    if chart != "kostra":
        return AccountParts(chart, plain, plain[0], plain, plain[:2], plain[2:])
    if len(plain) < _ART_ALONE:
        return None
    account_class, code = (None, plain) if len(plain) == _ART_ALONE else (plain[0], plain[1:])
    return AccountParts(chart, plain, account_class, code, code[:_ART_ALONE], code[_ART_ALONE:])


def with_account_parts(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the keys (chart, account) with account_class and account_code as `account_parts` reads them, else null."""
    plain = pl.col("account").str.replace_all(_SEPARATORS, "")
    is_number = plain.str.contains(r"^\d+$")
    is_kostra, is_plain = pl.col("chart") == "kostra", pl.col("chart").is_in(_BY_PREFIX)
    length = plain.str.len_chars()
    has_class = (is_kostra & (length > _ART_ALONE)) | is_plain
    return keys.with_columns(
        account_class=pl.when(is_number & has_class).then(plain.str.slice(0, 1)),
        account_code=pl.when(is_number & is_plain)
        .then(plain)
        .when(is_number & is_kostra & (length > _ART_ALONE))
        .then(plain.str.slice(1))
        .when(is_number & is_kostra & (length == _ART_ALONE))
        .then(plain),
    )


def investment_expression(chart: str | None) -> pl.Expr:
    """Return an expression over `account`: whether the line stands in a municipality's investment accounts.

    Only KOSTRA keeps investments in accounts of their own; other charts hold them among the balance accounts.
    """
    if chart != "kostra":
        return pl.lit(value=False)
    plain = pl.col("account").str.replace_all(_SEPARATORS, "")
    is_investment = plain.str.slice(0, 1).is_in(KOSTRA_INVESTMENT_CLASSES) & (plain.str.len_chars() > _ART_ALONE)
    return is_investment.fill_null(value=False)
