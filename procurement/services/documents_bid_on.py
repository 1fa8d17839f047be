"""What is asked and how it weighs stays as it is from the first bid on."""

from django.utils.translation import gettext as _

from procurement.models import Award, Procurement
from procurement.queries.bids import has_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError


def check_nobody_bid_on_it(procurement: Procurement) -> None:
    """Refuse to change what suppliers have bid on, or what was decided; `procurement` is locked.

    Raises ProcurementNotPossibleError where there are bids or a decision that stands.
    """
    if has_bids(procurement):
        raise ProcurementNotPossibleError(_("There are bids: what is asked and how it weighs stays as it is."))
    if Award.objects.filter(procurement=procurement, taken_back_at=None).exists():
        raise ProcurementNotPossibleError(_("It is decided: what is asked and how it weighs stays as it is."))
