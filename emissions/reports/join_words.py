"""A join of two ledgers in words: what it found, how, what differs, and the same as sheets to take away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.ledger_join import Way
from emissions.models import LedgerImport, LedgerJoin
from emissions.reports.footprint_figures import share_text
from emissions.reports.ledger_words import years_words
from emissions.reports.line_words import Reader, ShownLine, free_text, shown_line
from foundation import figures
from foundation.spreadsheets import Column, Sheet

WAYS = {
    Way.VOUCHER: gettext_lazy("Same voucher, account and amount"),
    Way.INVOICE: gettext_lazy("Same invoice, account and amount"),
    Way.DAY: gettext_lazy("Same account, amount and day"),
    Way.SPLIT: gettext_lazy("Same voucher and account, the same sum, one supplier"),
    Way.MONTH: gettext_lazy("The only one of its account and amount in the month, in both"),
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in both ledgers; `difference` is the general ledger less the supplier ledger."""

    account: str
    name: str
    currency: str
    general: Decimal
    supplier: Decimal
    found: Decimal
    difference: Decimal


def join_title(join: LedgerJoin) -> str:
    """Return the heading of a join's page."""
    return _("Two ledgers of %(period)s together") % {
        "period": years_words(join.general.period_from, join.general.period_to)
    }


def join_answer(join: LedgerJoin) -> str:
    """Return in two sentences how much was found again, and how many postings learned whom they paid."""
    language = get_language() or "en"
    told = join.report["outcomes"]["told"]
    learned = ngettext(
        "One posting of the general ledger learned whom it paid.",
        "%(number)s postings of the general ledger learned whom they paid.",
        told,
    ) % {"number": figures.integer(told, language)}
    share = found_share(join)
    if share is None:
        return learned
    found = _("%(share)s of the supplier ledger's money is found again in the general ledger.")
    return f"{found % {'share': share_text(share)}} {learned}"


def found_share(join: LedgerJoin) -> Decimal | None:
    """Return the share of the supplier ledgers' turnover that was found, in its largest currency; None without any."""
    largest = next(iter(join.report["currencies"]), None)
    if largest is None or not Decimal(largest["turnover"]):
        return None
    return Decimal(largest["found_turnover"]) / Decimal(largest["turnover"])


def way_rows(join: LedgerJoin) -> list[tuple[str, int]]:
    """Return how postings were found, in words, with their number, the surest way first."""
    return [(str(WAYS[Way(row["way"])]), row["lines"]) for row in join.report["ways"]]


def account_rows(join: LedgerJoin, names: Mapping[str, str], reader: Reader) -> list[AccountRow]:
    """Return the accounts of the supplier ledger in both ledgers, the largest difference first."""
    return [
        AccountRow(
            account=row["account"] or "",
            name=free_text(names.get(row["account"] or ""), reader),
            currency=row["currency"],
            **{name: Decimal(row[name]) for name in ("general", "supplier", "found", "difference")},
        )
        for row in join.report["accounts"]
    ]


def unfound_words(sums: Sequence[Mapping[str, Any]]) -> str:
    """Return how many postings are in the supplier ledger alone, and their money."""
    language = get_language() or "en"
    lines = sum(row["lines"] for row in sums)
    money = ", ".join(figures.money_in_words(row["amount"], row["currency"], language) for row in sums)
    return ngettext(
        "One posting for %(money)s stands in the supplier ledger alone.",
        "%(number)s postings for %(money)s stand in the supplier ledger alone.",
        lines,
    ) % {"number": figures.integer(lines, language), "money": money}


def account_sheet(accounts: Iterable[AccountRow]) -> Sheet:
    """Return the accounts as a table to take away."""
    columns = [
        Column(_("Account")),
        Column(_("Name")),
        Column(_("General ledger"), "money"),
        Column(_("Supplier ledger"), "money"),
        Column(_("Found in both"), "money"),
        Column(_("Difference"), "money"),
        Column(_("Currency")),
    ]
    cells = (
        [row.account, row.name, row.general, row.supplier, row.found, row.difference, row.currency] for row in accounts
    )
    return Sheet(_("Differences"), columns, cells)


def unfound_sheet(lines: Iterable[dict[str, Any]], imports: Mapping[Any, LedgerImport], reader: Reader) -> Sheet:
    """Return what is in the supplier ledger alone as a table to take away, personal numbers as the page shows them."""
    columns = [
        Column(_("File")),
        Column(_("Row"), "integer"),
        Column(_("Date"), "date"),
        Column(_("Voucher")),
        Column(_("Invoice")),
        Column(_("Account")),
        Column(_("Name")),
        Column(_("Supplier number")),
        Column(_("Supplier")),
        Column(_("Amount"), "money"),
        Column(_("Currency")),
    ]
    return Sheet(_("Missing"), columns, _unfound_cells((shown_line(line, reader) for line in lines), imports))


def _unfound_cells(lines: Iterable[ShownLine], imports: Mapping[Any, LedgerImport]) -> Iterator[list[Any]]:
    for line in lines:
        yield [
            imports[line.import_uuid].file.name,
            line.row,
            line.day,
            line.voucher,
            line.invoice,
            line.account,
            line.account_name,
            line.supplier_number,
            line.supplier,
            line.amount,
            line.currency,
        ]
