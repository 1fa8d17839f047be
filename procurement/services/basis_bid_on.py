"""What suppliers bid on is not rewritten silently: free until there are bids, then with a reason, not once decided."""

from collections.abc import Collection
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.typed_reasons import reason_of
from procurement.models import Award, Procurement
from procurement.queries.bids import has_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError

FIXED = {"country": gettext_lazy("country and currency"), "agreement": gettext_lazy("what it ends in")}
"""What stays from the first bid on: prices are said in the one, and bids are for the other."""
REASONED = {
    "value": gettext_lazy("the value"),
    "cpv": gettext_lazy("the CPV codes"),
    "procedure": gettext_lazy("the procedure"),
    "announced_on": gettext_lazy("the day of the notice"),
    "bids_due_on": gettext_lazy("the day on which bids are due"),
    "first_day": gettext_lazy("the day on which the contract begins"),
    "months": gettext_lazy("how long it runs"),
    "options": gettext_lazy("the extensions"),
}
"""What changes with a reason alone while there are bids, and not at all while a decision stands."""
OF_A_LOT = ("value", "cpv")


class Basis(Enum):
    """Whether what bids are given on is still free to change."""

    FREE = "free"
    BID_ON = "bid_on"
    DECIDED = "decided"


def basis_of(procurement: Procurement) -> Basis:
    """Return how far what bids are given on is settled: by a decision that stands on any lot, or by bids."""
    if Award.objects.filter(procurement=procurement, taken_back_at=None).exists():
        return Basis.DECIDED
    return Basis.BID_ON if has_bids(procurement) else Basis.FREE


def check_basis(procurement: Procurement, changed: Collection[str], because: str) -> list[str]:
    """Return what is changed of the settled basis, in words, for the change record; `procurement` is locked.

    Raises ProcurementNotPossibleError at the field that stays as it is, or at `because` where a reason is missing.
    """
    basis = basis_of(procurement)
    if basis is Basis.FREE:
        return []
    if fixed := next((name for name in FIXED if name in changed), None):
        raise ProcurementNotPossibleError(_why_fixed(basis) % {"what": FIXED[fixed]}, field=fixed)
    settled = [name for name in REASONED if name in changed]
    if settled and basis is Basis.DECIDED:
        raise ProcurementNotPossibleError(_why_decided() % {"what": REASONED[settled[0]]}, field=settled[0])
    if settled and not reason_of(because):
        sentence = _("There are bids. Say why you change %(what)s: the reason is kept with the change.")
        raise ProcurementNotPossibleError(sentence % {"what": REASONED[settled[0]]}, field="because")
    return [str(REASONED[name]) for name in settled]


def check_lot(procurement: Procurement, changed: Collection[str]) -> None:
    """Refuse another value and other codes of a lot once there are bids or a decision; `procurement` is locked."""
    name = next((each for each in OF_A_LOT if each in changed), None)
    if name and basis_of(procurement) is not Basis.FREE:
        sentence = _("There are bids or a decision: of the lot, %(what)s cannot change. Describe it in words instead.")
        raise ProcurementNotPossibleError(sentence % {"what": REASONED[name]}, field=name)


def _why_fixed(basis: Basis) -> str:
    if basis is Basis.DECIDED:
        return _("It is decided: %(what)s cannot change. Buy on other terms in a new procurement.")
    return _("There are bids: %(what)s cannot change. Stop this procurement, and make a new one.")


def _why_decided() -> str:
    return _(
        "It is decided: %(what)s cannot change. Take the decision back first, or change the contract once it is signed."
    )
