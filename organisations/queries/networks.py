"""Who belongs to which network, and with whom an organisation may want to share."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import NetworkMembership, Organisation, Share
from organisations.models.shares import Depth
from organisations.queries.in_force import valid_on


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a network, and how deep the network may look: "", "totals" or "rows"."""

    membership: NetworkMembership
    shares: str

    @property
    def organisation(self) -> Organisation:
        """The member."""
        return self.membership.member


def members_of(network: Organisation) -> list[Member]:
    """Return today's members of the network by name, each with the deepest share it gives the network."""
    today = timezone.localdate()
    given: dict[int, str] = {}
    for owner, depth in Share.objects.filter(valid_on(today), receiver=network).values_list("owner_id", "depth"):
        given[owner] = Depth.ROWS if Depth.ROWS in (depth, given.get(owner)) else Depth.TOTALS
    links = NetworkMembership.objects.filter(valid_on(today), network=network).select_related("member", "network")
    return [Member(link, given.get(link.member_id, "")) for link in links.order_by("member__name")]


def networks_of(organisation: Organisation) -> QuerySet[NetworkMembership]:
    """Return today's memberships of the organisation in networks."""
    return (
        NetworkMembership.objects.filter(valid_on(timezone.localdate()), member=organisation)
        .select_related("network", "member")
        .order_by("network__name")
    )


def receivers_for(owner: Organisation) -> list[tuple[str, list[Organisation]]]:
    """Return whom the owner may share with, in groups: its networks, its fellow members, all others."""
    today = timezone.localdate()
    mine = list(networks_of(owner).values_list("network_id", flat=True))
    fellows = NetworkMembership.objects.filter(valid_on(today), network__in=mine).values_list("member_id", flat=True)
    if owner.is_network:
        fellows = NetworkMembership.objects.filter(valid_on(today), network=owner).values_list("member_id", flat=True)
    groups: dict[str, list[Organisation]] = {_("Your networks"): [], _("In the same network"): [], _("Others"): []}
    names = list(groups)
    near = set(fellows)
    for organisation in Organisation.objects.filter(~Q(pk=owner.pk)).order_by("name"):
        place = 0 if organisation.pk in mine else 1 if organisation.pk in near else 2
        groups[names[place]].append(organisation)
    return [(name, members) for name, members in groups.items() if members]
