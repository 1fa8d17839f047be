"""Change and end people's roles; an organisation always keeps an administrator."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import DomainError, NotFoundError
from organisations.models import Membership, Organisation, Role, User
from organisations.queries.in_force import valid_on
from organisations.services.invite_person import revoke_invitations
from organisations.services.validity import end_now


@transaction.atomic
def change_roles(*, organisation: Organisation, person: User, roles: Iterable[str]) -> None:
    """Let the person hold exactly these roles from now on; raises DomainError where nobody would administer."""
    wanted = {Role(role) for role in roles}
    if not wanted:
        raise DomainError(_("Choose at least one role, or end the membership."))
    held = _held_by(organisation, person)
    before = sorted(membership.role for membership in held)
    until = min((membership.valid_to for membership in held if membership.valid_to), default=None)
    for membership in held:
        if membership.role not in wanted:
            end_now(membership)
    for role in wanted - {Role(membership.role) for membership in held}:
        Membership.objects.update_or_create(
            user=person,
            organisation=organisation,
            role=role,
            defaults={"valid_from": timezone.localdate(), "valid_to": until},
        )
    _keep_an_administrator(organisation)
    record_change(
        organisation_id=organisation.pk,
        kind="organisations.membership",
        object_id=person.uuid,
        action="roles_changed",
        summary={"name": person.name, "before": before, "roles": sorted(wanted)},
    )


@transaction.atomic
def end_membership(*, organisation: Organisation, person: User) -> None:
    """End every role of the person here at once; their account and their other organisations stay."""
    for membership in _held_by(organisation, person):
        end_now(membership)
    revoke_invitations(organisation, person)
    _keep_an_administrator(organisation)
    record_change(
        organisation_id=organisation.pk,
        kind="organisations.membership",
        object_id=person.uuid,
        action="ended",
        summary={"name": person.name},
    )


def _held_by(organisation: Organisation, person: User) -> list[Membership]:
    """Return the roles held today, with the organisation locked so that two administrators cannot end each other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    held = list(Membership.objects.filter(valid_on(timezone.localdate()), organisation=organisation, user=person))
    if not held:
        raise NotFoundError(_("%(name)s has no role here.") % {"name": person.name})
    return held


def _keep_an_administrator(organisation: Organisation) -> None:
    administrators = Membership.objects.filter(
        valid_on(timezone.localdate()), organisation=organisation, role=Role.ADMINISTRATOR, user__is_active=True
    )
    if not administrators.exists():
        raise DomainError(_("This would leave the organisation without an administrator. Choose another one first."))
