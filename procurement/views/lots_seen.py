"""What the pages of lots share: finding one, and saying in a form what keeps a service from its work."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404

from foundation.errors import DomainError
from procurement.forms.lots import LotForm, LotWeightsForm
from procurement.models import Lot, Procurement


def done(form: LotForm | LotWeightsForm, act: Callable[[], object]) -> bool:
    """Do it; where that is not possible, say so in the form."""
    try:
        act()
    except DomainError as problem:
        field = getattr(problem, "field", "")
        form.add_error(field if field in form.fields else None, str(problem))
        return False
    return True


def lot_or_404(procurement: Procurement, uuid: UUID) -> Lot:
    """Return the lot of the procurement with this id."""
    found = Lot.objects.filter(procurement=procurement, uuid=uuid).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found
