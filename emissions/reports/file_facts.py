"""What a ledger file says about itself, in its reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.reports.ledger_words import chart_name, encoding_name, format_name, ledger_name, period_words
from foundation import figures
from organisations.models import Organisation


def file_facts(
    summary: Mapping[str, Any], header: Mapping[str, Any], organisation: Organisation
) -> list[tuple[str, str]]:
    """Return what a file says about itself, as (term, words); empty words where it does not say."""
    language = get_language() or "en"
    currency = summary["currency"] or organisation.currency

    def amount(name: str) -> str:
        return figures.money(summary[name], currency, language, 2)

    owner = " · ".join(filter(None, (summary["organisation"]["name"], summary["organisation"]["number"])))
    return [
        (_("What it is"), format_name(summary["format"])),
        (_("Book"), ledger_name(header.get("ledger", ""))),
        (_("Whose it is"), owner or _("the file does not say")),
        (_("Chart of accounts"), chart_name(header.get("chart"))),
        (_("Period"), period_of(summary)),
        (_("Letters"), encoding_name(summary["encoding"])),
        (_("Lines"), figures.integer(summary["lines"], language)),
        (_("Vouchers"), figures.integer(summary["vouchers"], language) if summary["vouchers"] else ""),
        (_("Number of accounts"), figures.integer(summary["accounts"], language)),
        (_("Debit"), amount("debit")),
        (_("Credit"), amount("credit")),
        (_("Net"), amount("net")),
    ]


def period_of(summary: Mapping[str, Any]) -> str:
    """Return the period of a file's summary in words; empty where it has none."""
    start, end = (summary["period"][name] for name in ("from", "to"))
    return period_words(date.fromisoformat(start), date.fromisoformat(end)) if start and end else ""
