"""What holds today: roles, memberships and shares run from a day to a day."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from organisations.models import Membership, Organisation, Share, User


def valid_on(day: date) -> Q:
    """Return the filter for rows with valid_from and valid_to that hold on `day`."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return the roles that the person holds today, with their organisations."""
    return (
        Membership.objects.filter(valid_on(timezone.localdate()), user=user)
        .select_related("organisation")
        .order_by("organisation__name")
    )


def shares_with(organisation: Organisation) -> QuerySet[Share]:
    """Return what others share with the organisation today."""
    return Share.objects.filter(valid_on(timezone.localdate()), receiver=organisation).select_related("owner")
