"""Invite a person: an account if they have none, a role, and a mail with the way in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.links.use import make_access_link
from foundation.models import AccessLink
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from organisations.models import Membership, Organisation, Role, User
from organisations.queries.in_force import valid_on
from organisations.queries.people import INVITATION
from organisations.services.validity import refuse_past

LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to invite as what, until when if not for good, and in which language if not the inviter's."""

    email: str
    name: str
    roles: tuple[str, ...]
    valid_to: date | None = None
    language: str = ""


@transaction.atomic
def invite_person(*, organisation: Organisation, invitation: Invitation, by_mail: bool = True) -> User:
    """Give the person the roles from today and write them a mail; a new person gets a link to choose a password.

    Without mail, whoever invites hands over what `invitation_address` returns.

    Raises ConflictError if the person has a role here already. A known person keeps the name they have.
    """
    if not invitation.roles:
        raise DomainError(_("Choose at least one role."))
    refuse_past(invitation.valid_to)
    email = invitation.email.strip().lower()
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, invitation.name, None, language=invitation.language or get_language() or ""
    )
    today = timezone.localdate()
    if Membership.objects.filter(valid_on(today), user=user, organisation=organisation).exists():
        raise ConflictError(_("%(name)s has a role here already. Change it on their page.") % {"name": user.name})
    for role in invitation.roles:
        Membership.objects.update_or_create(
            user=user,
            organisation=organisation,
            role=Role(role),
            defaults={"valid_from": today, "valid_to": invitation.valid_to},
        )
    if by_mail:
        _write_to(user, organisation)
    record_change(
        organisation_id=organisation.pk,
        kind="organisations.membership",
        object_id=user.uuid,
        action="invited",
        summary={"name": user.name, "roles": sorted(invitation.roles)},
    )
    return user


@transaction.atomic
def invite_again(*, organisation: Organisation, person: User) -> None:
    """Send a new link to a person who has not come in yet; links sent before stop working."""
    if person.has_come_in:
        raise DomainError(_("%(name)s has signed in already and needs no invitation.") % {"name": person.name})
    revoke_invitations(organisation, person)
    _write_to(person, organisation)
    record_change(
        organisation_id=organisation.pk,
        kind="organisations.membership",
        object_id=person.uuid,
        action="invited_again",
        summary={"name": person.name},
    )


def revoke_invitations(organisation: Organisation, person: User) -> None:
    """Make the links useless that this organisation sent to the person."""
    AccessLink.objects.filter(
        organisation=organisation, purpose=INVITATION, object_id=str(person.uuid), revoked_at__isnull=True
    ).update(revoked_at=timezone.now())


def invitation_address(user: User, organisation: Organisation) -> str:
    """Return the address of a new link by which the person chooses a password; it holds a secret."""
    _link, secret = make_access_link(
        organisation_id=organisation.pk,
        purpose=INVITATION,
        object_id=user.uuid,
        receiver=user.email,
        lasts=LASTS,
    )
    return absolute_address(reverse("invitation", args=[secret]))


def _write_to(user: User, organisation: Organisation) -> None:
    with translation.override(user.language or get_language()):
        subject = _("%(organisation)s invites you to Klimatrappa") % {"organisation": organisation.name}
        body = _text_for_known(user, organisation) if user.has_come_in else _text_for_new(user, organisation)
    queue_message(organisation_id=organisation.pk, receiver=user.email, subject=subject, body=body, holds_secret=True)


def _text_for_known(user: User, organisation: Organisation) -> str:
    return _(
        "Hello %(name)s,\n\n%(inviter)s has given you a role in %(organisation)s. Sign in as you are used to:\n\n"
        "%(address)s\n"
    ) % {
        "name": user.name,
        "inviter": current_actor().name,
        "organisation": organisation.name,
        "address": absolute_address(reverse("organisation_home", args=[organisation.slug])),
    }


def _text_for_new(user: User, organisation: Organisation) -> str:
    return _(
        "Hello %(name)s,\n\n%(inviter)s has invited you to %(organisation)s in Klimatrappa. Choose a password here:\n\n"
        "%(address)s\n\nThe link works once and for %(days)s days. If you did not expect it, do nothing.\n"
    ) % {
        "name": user.name,
        "inviter": current_actor().name,
        "organisation": organisation.name,
        "address": invitation_address(user, organisation),
        "days": LASTS.days,
    }
