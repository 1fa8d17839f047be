"""The members of a purchasing network: the network keeps its list, and a member may leave."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError, DomainError
from organisations.models import NetworkMembership, Organisation
from organisations.queries.in_force import valid_on
from organisations.services.validity import end_now


@transaction.atomic
def add_member(*, network: Organisation, member: Organisation) -> NetworkMembership:
    """Take an organisation into the network from today. That alone shows the network nothing of the member."""
    if not network.is_network:
        raise DomainError(_("Only a purchasing network has members."))
    if member.is_network:
        raise DomainError(_("A network cannot be a member of a network."))
    today = timezone.localdate()
    if NetworkMembership.objects.filter(valid_on(today), network=network, member=member).exists():
        raise ConflictError(_("%(name)s is a member already.") % {"name": member.name})
    membership = NetworkMembership.objects.create(network=network, member=member)
    record_change(
        organisation_id=network.pk,
        kind="organisations.network_membership",
        object_id=member.uuid,
        action="joined",
        summary={"member": member.name, "network": network.name},
    )
    return membership


@transaction.atomic
def end_network_membership(*, membership: NetworkMembership, by: Organisation) -> None:
    """End a membership at once, by the network or by the member. What the member shares is ended by itself apart."""
    end_now(membership)
    record_change(
        organisation_id=by.pk,
        kind="organisations.network_membership",
        object_id=membership.member.uuid,
        action="left",
        summary={"member": membership.member.name, "network": membership.network.name},
    )
