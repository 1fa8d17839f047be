"""Make a sheet of exactly one page out of a requirement or an example."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from foundation.pdf import one_page_pdf
from requirements_bank.reports.tip_sheet import TipSheet

TEMPLATE = "reports/tip_sheet.html"


def tip_sheet_pdf(sheets: Iterable[TipSheet], *, owner: str, address: str = "") -> bytes:
    """Return the PDF of the fullest sheet that fits on a page. `owner` hands it on, `address` is where to read more."""
    return one_page_pdf(
        render_to_string(TEMPLATE, {"sheet": sheet, "owner": owner, "address": address}) for sheet in sheets
    )
