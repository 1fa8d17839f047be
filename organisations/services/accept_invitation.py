"""Accept an invitation: the link becomes a password, once."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access import open_access
from foundation.changes.record import Actor, acting, record_change
from foundation.errors import NotFoundError
from foundation.links.use import revoke_access_link, use_access_link
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import User
from organisations.queries.people import INVITATION


def invited_person(secret: str) -> tuple[AccessLink, User] | None:
    """Return the link and the person it was sent to; nothing if it is wrong, used, too old, or no longer needed.

    A person who can sign in already chose a password elsewhere: an invitation never resets one.
    """
    link = use_access_link(secret, INVITATION)
    person = User.objects.filter(uuid=link.object_id, is_active=True).first() if link else None
    return (link, person) if link and person and not person.has_come_in else None


@transaction.atomic
def accept_invitation(*, secret: str, password: str) -> User:
    """Set the invited person's password and use the link up; raises NotFoundError if the link works no more."""
    found = invited_person(secret)
    if found is None:
        raise NotFoundError(_("The invitation has been used or is too old. Ask whoever invited you to send a new one."))
    link, person = found
    person.set_password(password)
    person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    with open_access(access_for_work(link.organisation_id)), acting(Actor(person.name, person.pk)):
        revoke_access_link(link)
        record_change(
            organisation_id=link.organisation_id,
            kind="organisations.membership",
            object_id=person.uuid,
            action="accepted",
            summary={"name": person.name},
        )
    return person
