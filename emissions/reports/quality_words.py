"""What each indicator of data quality says: its name, what was found, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from emissions.calculations.data_quality import Indicator
from emissions.calculations.quality_facts import NONE_HELD, QualityFacts, Source
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
    "duplicates": gettext_lazy("See in the fix list whether they are doubles."),
    "dates": gettext_lazy("See whether what lies outside the period belongs to another year, and correct its date."),
    "balance": gettext_lazy("See whether lines are missing in the export."),
    "doubles": gettext_lazy("Write one number and one name for each supplier in the fix list."),
    "account_names": gettext_lazy("Fill in the names in the fix list, or hand over an export with account names."),
    "currency": gettext_lazy("Hand over the amounts in the currency of the accounts."),
    "negative_suppliers": gettext_lazy("See whether the invoices of their credit notes stand in another year or file."),
    "round_sums": gettext_lazy("Most often estimates at the end of a year. See that they are taken back in the next."),
    "zero_lines": gettext_lazy("They change nothing."),
}


IF_UNKNOWN: Final[Mapping[str, object]] = {
    "balance": gettext_lazy("Hand over the general ledger with both sides of each voucher, such as SIE 4."),
    "months": gettext_lazy("Hand over postings with their days, of the whole year."),
    "dates": gettext_lazy("Once the accounts say the days, dates are checked as well."),
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
    return Words(str(TITLES[indicator.code]), sentence, " ".join(_remedies(indicator, facts)))


def _remedies(indicator: Indicator, facts: QualityFacts) -> list[str]:
    """Return what to do about each of the faults that an indicator was found to have, and about no other."""
    if indicator.is_fine or (not indicator.points and not indicator.fault.lines):
        return []
    own = str(REMEDIES[indicator.code])
    if indicator.code in _OF_SUPPLIERS:
        unnamed = [_("Points that lines without a supplier cost come with “Supplier known”.")]
        return [*([own] if indicator.fault.things else []), *(unnamed if facts.without_supplier.size else [])]
    if indicator.code == "catch_all":
        none = facts.by_source.get(Source.NONE, NONE_HELD).size
        return [*([own] if indicator.fault.size else []), *([_("Give what has no category one.")] if none else [])]
    if indicator.code == "duplicates":
        return _of_duplicates(indicator, facts, own)
    if indicator.code == "dates" and indicator.is_known:
        undated = [_("Fill in the missing dates in the accounting system, and hand over the file again.")]
        return [*([own] if facts.outside and facts.outside.lines else []), *(undated if _is_undated(facts) else [])]
    return [own if indicator.is_known else str(IF_UNKNOWN.get(indicator.code, own))]


def _of_duplicates(indicator: Indicator, facts: QualityFacts, own: str) -> list[str]:
    """Return what to do about doubles, and about what keeps others from being found."""
    found = [own] if indicator.fault.lines else []
    every = facts.counted.size
    if not indicator.is_known and facts.without_supplier.size < every <= facts.without_invoice.size:
        return [_("Choose the invoice number in the export from the accounting system.")]
    if facts.without_invoice.size and facts.without_supplier.size:
        return [*found, _("Choose invoice numbers and suppliers in the export from the accounting system.")]
    if facts.without_invoice.size:
        return [*found, _("Choose the invoice number in the export from the accounting system.")]
    if facts.without_supplier.size:
        return [*found, _("Choose the supplier in the export from the accounting system.")]
    return found


def _is_undated(facts: QualityFacts) -> bool:
    return facts.undated is not None and facts.undated.lines > 0


def points_words(points: Decimal) -> str:
    """Return points with at most one decimal, rounded down as the score is: "12", "4.5"."""
    language = get_language() or "en"
    tenth = points.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    whole = tenth == tenth.to_integral_value()
    return figures.plain(tenth, language, 0 if whole else 1)
