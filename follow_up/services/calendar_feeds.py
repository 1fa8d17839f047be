"""Secret addresses by which a person's calendar program reads the plan: made, renewed, revoked, and opened."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import PlannedTask
from follow_up.queries.tasks import tasks_of
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.access import Access
from foundation.changes.record import record_change
from foundation.links.use import known_access_link, make_access_link, revoke_access_link, use_access_link
from foundation.models import AccessLink
from foundation.postgres.locks import hold
from organisations.models import Organisation, User
from organisations.scope import access_of_user

FEED = "follow_up.calendar"
SEE = "follow_up.view_follow_up"
MINE, ALL = "mine", "all"
LASTS = timedelta(days=2 * 365)
BACK = timedelta(days=366)
MOST_FEEDS = 5


@dataclass(frozen=True, slots=True)
class Feed:
    """What a secret address opens: the plan of an organisation as one person may see it, or their own part of it."""

    organisation: Organisation
    user: User
    scope: str
    access: Access


def feeds_of(organisation: Organisation, user: User) -> QuerySet[AccessLink]:
    """Return the addresses of a person that work, the newest first."""
    those = AccessLink.objects.filter(organisation=organisation, purpose=FEED, object_id__startswith=f"{user.uuid}:")
    return those.filter(revoked_at=None, expires_at__gt=timezone.now()).order_by("-created_at")


def scope_of(link: AccessLink) -> str:
    """Return whether an address shows the person's own tasks or all of the organisation's."""
    return link.object_id.partition(":")[2]


@transaction.atomic
def make_feed(*, organisation: Organisation, user: User, scope: str) -> str:
    """Return the secret of a new address, which is shown once and lasts two years.

    Raises FollowUpNotPossibleError for another scope than mine or all, and beyond five addresses of one person.
    """
    hold("calendar feeds", user.pk)
    if scope not in (MINE, ALL):
        raise FollowUpNotPossibleError(_("Choose whose tasks the calendar shows."), field="scope")
    if feeds_of(organisation, user).count() >= MOST_FEEDS:
        sentence = _("You have %(most)s addresses already. Revoke one first.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_FEEDS})
    link, secret = make_access_link(
        organisation_id=organisation.pk,
        purpose=FEED,
        object_id=f"{user.uuid}:{scope}",
        receiver=user.email,
        lasts=LASTS,
    )
    _record(link, "made")
    return secret


@transaction.atomic
def revoke_feed(link: AccessLink) -> None:
    """Let an address open nothing from now on."""
    revoke_access_link(link)
    _record(link, "revoked")


@transaction.atomic
def renew_feed(link: AccessLink, *, user: User) -> str:
    """Return the secret of a new address that shows the same; the old one opens nothing from now on."""
    revoke_feed(link)
    return make_feed(organisation=link.organisation, user=user, scope=scope_of(link))


def opened_feed(secret: str) -> Feed | None:
    """Return what an address opens: nothing if wrong, expired, revoked, or of somebody who may see it no longer."""
    link = use_access_link(secret, FEED)
    if link is None:
        return None
    owner, _colon, scope = link.object_id.partition(":")
    user = User.objects.filter(uuid=owner, is_active=True).first()
    place = access_of_user(user, link.organisation.slug) if user else None
    if user is None or place is None or not place.may(SEE):
        return None
    return Feed(place.organisation, user, scope, place.access.without_shares())


def has_been(secret: str) -> bool:
    """Return whether an address once opened something."""
    return known_access_link(secret, FEED) is not None


def tasks_in_feed(feed: Feed, today: date) -> list[PlannedTask]:
    """Return what a feed shows: from a year back on, cancelled ones too. Needs the feed's access."""
    found = tasks_of(feed.organisation).filter(due_on__gte=today - BACK)
    return list(found.filter(owner=feed.user) if feed.scope == MINE else found)


def _record(link: AccessLink, action: str) -> None:
    record_change(
        organisation_id=link.organisation_id,
        kind="follow_up.calendar_feed",
        object_id=link.uuid,
        action=action,
        summary={"scope": scope_of(link)},
    )
