"""What an award says: who wins, on which terms, and what keeps it from standing like that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.personal_numbers import without_personal_numbers
from foundation.typed_reasons import reason_of
from foundation.written_names import name_key, tidy_name
from organisations.models import User
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.obligation_steps import ContractDays
from procurement.calculations.weight_sums import WHOLE
from procurement.models import Lot, Procurement
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.bids import due_later_than, has_received_bids
from procurement.queries.planned_obligations import NO_OFFER, Offer
from procurement.services.locked_contract import check_has_come
from procurement.services.locked_procurement import ProcurementNotPossibleError

MOST_WINNERS = 30
CENT = Decimal("0.01")
WITHOUT_BIDS = gettext_lazy(
    "No bid is registered here. Write why it is awarded all the same: as a direct award, or elsewhere."
)


@dataclass(frozen=True, slots=True)
class Winner:
    """A supplier that wins; `rank` or `share` in per cent where several do. The value is without VAT."""

    name: str
    number: str = ""
    email: str = ""
    value: Decimal | None = None
    rank: int | None = None
    share: Decimal | None = None
    offer: Offer = NO_OFFER


@dataclass(frozen=True, slots=True)
class AwardTerms:
    """What is decided beside who wins.

    `together` makes one contract with all who win instead of one with each. `obligations` are the ids of what is asked
    that goes into the contract, None for the usual ones. `planned_first_day` is the day that the tender named.
    `value` is without VAT, of all contracts together.
    """

    decided_on: date
    first_day: date
    months: int
    options: tuple[int, ...] = ()
    notice_months: int = 3
    told_on: date | None = None
    value: Decimal | None = None
    planned_first_day: date | None = None
    language: str = "nb"
    because: str = ""
    together: bool = False
    obligations: frozenset[UUID] | None = None
    manager: User | None = None

    @property
    def days(self) -> ContractDays:
        """How long the contract runs, before any extension is used."""
        return ContractDays(ContractPeriod(self.first_day, self.months, self.options), 0, self.planned_first_day)


def check_award(winners: Sequence[Winner], terms: AwardTerms, today: date | None = None) -> None:
    """Raise ProcurementNotPossibleError with the field that is wrong, and what would mend it.

    What is kept has happened: neither the decision nor the notice lies ahead of `today`, the real day where None.
    """
    _check_winners(winners)
    _check_lengths(terms)
    check_has_come(terms.decided_on, today, _("The decision"), field="decided_on")
    if terms.told_on:
        check_has_come(terms.told_on, today, _("The notice to the suppliers"), field="told_on")
    _check_days(terms)


def check_competition(procurement: Procurement, lot: Lot | None, terms: AwardTerms) -> None:
    """Refuse an award before bids are due, and one without a bid that was received unless its reason is written.

    Raises ProcurementNotPossibleError with the field that stands in the way.
    """
    if due := due_later_than(procurement, terms.decided_on):
        sentence = _("Bids are due on %(day)s. Nothing is awarded before that.")
        raise ProcurementNotPossibleError(sentence % {"day": date_format(due)}, field="decided_on")
    if not reason_of(terms.because) and not has_received_bids(procurement, lot):
        raise ProcurementNotPossibleError(str(WITHOUT_BIDS), field="because")


def names_of(winners: Sequence[Winner]) -> str:
    """Return who wins, for a change record."""
    return ", ".join(tidy_name(winner.name) for winner in winners)[:500]


def value_of_contract(group: Sequence[Winner], terms: AwardTerms, *, is_one_of_several: bool) -> Decimal | None:
    """Return what the contract with these is worth: the winner's own value before that of the terms.

    Where several contracts are made, the value of the terms is that of all, and each gets its share of it: None, never
    the whole, where no share is said.
    """
    only = group[0] if len(group) == 1 else None
    if only and only.value is not None:
        return only.value
    if not is_one_of_several or terms.value is None:
        return terms.value
    share = only.share if only else None
    return None if share is None else (terms.value * share / WHOLE).quantize(CENT, ROUND_HALF_UP)


def _check_winners(winners: Sequence[Winner]) -> None:
    names = [name_key(without_personal_numbers(winner.name) or "") for winner in winners]
    if not winners or not all(names):
        raise ProcurementNotPossibleError(_("Say which supplier wins."), field="winners")
    if len(winners) > MOST_WINNERS:
        sentence = _("At most %(most)s suppliers can win at once.")
        raise ProcurementNotPossibleError(sentence % {"most": MOST_WINNERS}, field="winners")
    if len(set(names)) < len(names):
        raise ProcurementNotPossibleError(_("The same supplier stands there twice."), field="winners")
    ranks = [winner.rank for winner in winners if winner.rank is not None]
    if len(set(ranks)) < len(ranks):
        raise ProcurementNotPossibleError(_("Two suppliers have the same rank. Give each its own."), field="winners")
    shares = [winner.share for winner in winners if winner.share is not None]
    if not all(0 <= share <= WHOLE for share in shares):
        raise ProcurementNotPossibleError(_("A share lies between 0 and 100 per cent."), field="winners")
    if sum(shares) > WHOLE:
        raise ProcurementNotPossibleError(_("The shares make up more than 100 per cent."), field="winners")


def _check_lengths(terms: AwardTerms) -> None:
    if not 1 <= terms.months <= LONGEST_MONTHS:
        sentence = _("A contract runs for 1 to %(most)s months.")
        raise ProcurementNotPossibleError(sentence % {"most": LONGEST_MONTHS}, field="months")
    if not all(1 <= months <= LONGEST_MONTHS for months in terms.options):
        sentence = _("An extension is 1 to %(most)s months long.")
        raise ProcurementNotPossibleError(sentence % {"most": LONGEST_MONTHS}, field="options")


def _check_days(terms: AwardTerms) -> None:
    if terms.first_day < terms.decided_on:
        sentence = _("The contract cannot begin before the award is decided, on %(day)s.")
        words = {"day": date_format(terms.decided_on)}
        raise ProcurementNotPossibleError(sentence % words, field="first_day")
    if terms.told_on and terms.told_on < terms.decided_on:
        sentence = _("Suppliers cannot be told before the award is decided, on %(day)s.")
        words = {"day": date_format(terms.decided_on)}
        raise ProcurementNotPossibleError(sentence % words, field="told_on")
