"""Keep a view of the register under a name, and take it away."""

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import SavedView
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor
from foundation.written_names import tidy_title
from organisations.models import Organisation, User

MOST_VIEWS = 50
LONGEST_NAME, LONGEST_ADDRESS = 100, 2000


@transaction.atomic
def save_view(*, organisation: Organisation, person: User | None, name: str, address: str) -> SavedView:
    """Return the view; one of the same name and person is written anew. Without a person it is everybody's.

    Raises FollowUpNotPossibleError without a name, and where there are as many as there may be.
    """
    called = tidy_title(name, most=LONGEST_NAME)
    if not called:
        raise FollowUpNotPossibleError(_("Give the view a name."), field="name")
    if len(address) > LONGEST_ADDRESS:
        raise FollowUpNotPossibleError(_("So many choices cannot be kept. Take some filters away."), field="name")
    those = SavedView.objects.filter(organisation=organisation, person=person)
    if not those.filter(name=called).exists() and those.count() >= MOST_VIEWS:
        sentence = _("There are %(most)s views already. Take one away first.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_VIEWS}, field="name")
    view, _made = SavedView.objects.update_or_create(
        organisation=organisation,
        person=person,
        name=called,
        defaults={"address": address, "made_by": current_actor().name},
    )
    return view


def remove_view(view: SavedView) -> None:
    """Take a view away."""
    view.delete()
