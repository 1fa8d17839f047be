"""What the page of publishing shows: codes and award criteria of each lot, in words and with their codes behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.calculations.published_terms import PublishedTerms
from procurement.models import Procedure
from procurement.reports.eforms_codes import CRITERION_TYPES, name_of_code
from procurement.reports.eforms_terms import BusinessTerms, CodeTerm, CriterionTerms

PROCEDURES = {each.value: each.label for each in Procedure}
TERMS = {
    "BT-06": gettext_lazy("Strategic procurement"),
    "BT-774": gettext_lazy("Environmental impact"),
    "BT-805": gettext_lazy("Criteria for green procurement"),
}


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code with the name of its field and of itself."""

    term: str
    said: CodeTerm

    @property
    def name(self) -> str:
        """What the field is called."""
        return str(TERMS[self.term])

    @property
    def because(self) -> str:
        """What it follows from: codes of requirements, or the procedure by its name."""
        return ", ".join(str(PROCEDURES.get(each, each)) for each in self.said.because)


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """An award criterion with its kind in words."""

    said: CriterionTerms
    kind: str


@dataclass(frozen=True, slots=True)
class ShownLotTerms:
    """The business terms of one lot; `title` is empty where there are no lots."""

    title: str
    codes: Sequence[ShownCode]
    criteria: Sequence[ShownCriterion]


def shown_terms(terms: PublishedTerms, business: BusinessTerms) -> list[ShownLotTerms]:
    """Return what goes out of each lot in their order; of the whole where there are none."""
    titles = {
        lot.number: _("Lot %(number)s: %(title)s") % {"number": lot.number, "title": lot.title} for lot in terms.lots
    }
    return [
        ShownLotTerms(
            titles.get(lot, ""),
            [ShownCode(each.term, each) for each in business.codes_in(lot)],
            [
                ShownCriterion(each, name_of_code(CRITERION_TYPES, each.type_code, business.language))
                for each in business.criteria_in(lot)
            ],
        )
        for lot in terms.lot_numbers
    ]
