"""Changes that only some of an organisation's people may know of, such as those of bids before the award.

The app that writes them registers who reads them. What nobody opens stays closed: without a reader it is left out.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from foundation.changes.models import Change

OpenTo = Callable[[int, int | None], Q]
"""From an organisation's key and a person's, None for a program: which changes of the kind are open to them."""
_sealed: dict[str, OpenTo] = {}


def register_sealed(kind: str, open_to: OpenTo) -> None:
    """Let changes of this kind be read by those alone to whom `open_to` opens them."""
    _sealed[kind] = open_to


def readable(changes: QuerySet[Change], organisation_id: int, user_id: int | None) -> QuerySet[Change]:
    """Return those of the organisation's changes that the person, or a program where it is None, may know of."""
    for kind, open_to in _sealed.items():
        changes = changes.filter(~Q(kind=kind) | open_to(organisation_id, user_id))
    return changes
