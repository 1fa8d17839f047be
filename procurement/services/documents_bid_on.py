"""What is asked and how it weighs stays as it is from the first bid on."""

from django.utils.translation import gettext as _

from procurement.models import Award, Contract, ContractState, Procurement
from procurement.queries.bids import has_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError


def check_nobody_bid_on_it(procurement: Procurement) -> None:
    """Refuse to change what suppliers have bid on, or what was decided; `procurement` is locked.

    Raises ProcurementNotPossibleError where there are bids or a decision that stands.
    """
    if because := why_asked_stays(procurement):
        raise ProcurementNotPossibleError(because)


def why_asked_stays(procurement: Procurement) -> str:
    """Return why what is asked and its weights stay as they are; empty while they may change."""
    if has_bids(procurement):
        return _("There are bids: what is asked and how it weighs stays as it is.")
    if Award.objects.filter(procurement=procurement, taken_back_at=None).exists():
        return _("It is decided: what is asked and how it weighs stays as it is.")
    return ""


def why_steps_stay(procurement: Procurement) -> str:
    """Return why the steps of what is asked stay as they are and what to do instead; empty while they may change."""
    if Contract.objects.filter(procurement=procurement, state=ContractState.SIGNED).exists():
        return _(
            "A contract is signed: the steps that were asked for stay as they are."
            " Change the steps of the contract instead, with the ground and the reason."
        )
    standing = Award.objects.filter(procurement=procurement, taken_back_at=None)
    if standing.filter(outcome=Award.Outcome.AWARDED).exists():
        return _(
            "It is decided: the steps that were asked for stay as they are."
            " Once the contract is signed, its steps can be changed, with the ground and the reason."
        )
    if standing.exists() and not has_bids(procurement):
        return _("It is decided that nobody wins: the steps stay as they are. Take the decision back first.")
    if has_bids(procurement):
        return _(
            "There are bids: the steps that suppliers have bid on stay as they are."
            " Once a contract is signed, its steps can be changed, with the ground and the reason."
        )
    return ""
