"""What each indicator of data quality says: its name, what was found, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from django.utils.translation import get_language, gettext_lazy

from emissions.calculations.data_quality import Indicator
from emissions.calculations.quality_facts import QualityFacts
from emissions.reports.quality_sentences import SENTENCES
from foundation import figures

TITLES: Final[Mapping[str, object]] = {
    "category": gettext_lazy("How the category was found"),
    "catch_all": gettext_lazy("Catch-all accounts"),
    "supplier": gettext_lazy("Supplier known"),
    "supplier_number": gettext_lazy("Valid organisation numbers"),
    "when": gettext_lazy("How finely the accounts say when"),
    "detail": gettext_lazy("What the lines tell"),
    "months": gettext_lazy("Months with little"),
    "duplicates": gettext_lazy("Invoices booked twice"),
    "dates": gettext_lazy("Dates"),
    "balance": gettext_lazy("Vouchers that balance"),
    "doubles": gettext_lazy("Double numbers and names"),
    "account_names": gettext_lazy("Accounts with a name"),
    "currency": gettext_lazy("One currency"),
    "negative_suppliers": gettext_lazy("Suppliers with a negative sum"),
    "round_sums": gettext_lazy("Round sums on balanced vouchers"),
    "zero_lines": gettext_lazy("Lines of zero"),
}
REMEDIES: Final[Mapping[str, object]] = {
    "category": gettext_lazy("Give what has no category one, and confirm the largest accounts with rules of your own."),
    "catch_all": gettext_lazy("Make rules for the largest suppliers on them. The fix list has a row for each."),
    "supplier": gettext_lazy("Hand over an export that names the supplier of each line, or the supplier ledger."),
    "supplier_number": gettext_lazy("Fill in the right numbers in the fix list."),
    "when": gettext_lazy("Ask for an export of postings with their days."),
    "detail": gettext_lazy("Choose more columns in the export from the accounting system."),
    "months": gettext_lazy("See whether a file is missing, or whether the export was made too early."),
    "duplicates": gettext_lazy(
        "See in the fix list whether they are doubles, and hand over invoice numbers with the lines."
    ),
    "dates": gettext_lazy("Correct the dates in the accounting system, and hand over the file again."),
    "balance": gettext_lazy("See whether lines are missing in the export."),
    "doubles": gettext_lazy("Write one number and one name for each supplier in the fix list."),
    "account_names": gettext_lazy("Fill in the names in the fix list, or hand over an export with account names."),
    "currency": gettext_lazy("Hand over the amounts in the currency of the accounts."),
    "negative_suppliers": gettext_lazy("See whether the invoices of their credit notes stand in another year or file."),
    "round_sums": gettext_lazy("Most often estimates at the end of a year. See that they are taken back in the next."),
    "zero_lines": gettext_lazy("They change nothing."),
}


IF_UNKNOWN: Final[Mapping[str, object]] = {
    "duplicates": gettext_lazy("Choose invoice numbers and suppliers in the export from the accounting system."),
    "balance": gettext_lazy("Hand over the general ledger with both sides of each voucher, such as SIE 4."),
    "months": gettext_lazy("Hand over postings with their days, of the whole year."),
    "dates": gettext_lazy("Ask for an export of postings with their days."),
}
_OF_SUPPLIERS: Final = frozenset({"doubles", "negative_suppliers", "supplier_number"})


@dataclass(frozen=True, slots=True)
class Words:
    """An indicator in words: its name, what was found in a sentence, and what to do; the latter empty where nothing."""

    title: str
    sentence: str
    remedy: str


def words_of(indicator: Indicator, facts: QualityFacts) -> Words:
    """Return an indicator in the reader's words."""
    sentence = SENTENCES[indicator.code](facts, indicator)
    return Words(str(TITLES[indicator.code]), sentence, _remedy(indicator))


def _remedy(indicator: Indicator) -> str:
    """Return what to do; where suppliers are wanted and none is at fault, lines without a supplier are to be mended."""
    nothing_found = indicator.share is None or not indicator.fault.things
    if indicator.is_fine or (not indicator.points and not indicator.fault.lines):
        return ""
    if not indicator.is_known and indicator.code in IF_UNKNOWN:
        return str(IF_UNKNOWN[indicator.code])
    return str(REMEDIES["supplier" if indicator.code in _OF_SUPPLIERS and nothing_found else indicator.code])


def points_words(points: Decimal) -> str:
    """Return points with at most one decimal, rounded down as the score is: "12", "4.5"."""
    language = get_language() or "en"
    tenth = points.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    whole = tenth == tenth.to_integral_value()
    return figures.plain(tenth, language, 0 if whole else 1)
