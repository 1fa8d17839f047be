"""Views of the register that somebody kept."""

from django.db.models import Q, QuerySet

from follow_up.models import SavedView
from organisations.models import Organisation, User


def views_seen(organisation: Organisation, person: User) -> QuerySet[SavedView]:
    """Return the person's own views and everybody's."""
    return SavedView.objects.filter(Q(person=person) | Q(person=None), organisation=organisation)
