"""Who may take part in a procurement: organisations near its lead, and people of those who buy."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from organisations.models import VISITORS, Membership, NetworkMembership, Organisation, User
from organisations.queries.in_force import valid_on
from procurement.models import Buyer, Part, Participant, Procurement

Grouped = list[tuple[Organisation, list[User]]]


def near_organisations(lead: Organisation) -> list[Organisation]:
    """Return by name whom the lead may buy with: its networks and their members, or its members where it is one."""
    today = timezone.localdate()
    links = NetworkMembership.objects.filter(valid_on(today))
    networks = list(links.filter(member=lead).values_list("network_id", flat=True))
    fellows = links.filter(Q(network__in=networks) | Q(network=lead)).values_list("member_id", flat=True)
    near = Organisation.objects.filter(Q(pk__in=networks) | Q(pk__in=fellows))
    return list(near.exclude(pk=lead.pk).order_by("name"))


def buying_organisations(procurement: Procurement) -> list[Organisation]:
    """Return the lead, and after it by name those who buy along."""
    along = Buyer.objects.filter(procurement=procurement).select_related("buyer")
    return [procurement.organisation, *(each.buyer for each in along)]


def people_of_buyers(procurement: Procurement) -> QuerySet[Membership]:
    """Return today's roles, visitors' left out, in the organisations that buy."""
    return Membership.objects.filter(
        valid_on(timezone.localdate()),
        organisation__in=buying_organisations(procurement),
        user__is_active=True,
    ).exclude(role__in=VISITORS)


def people_to_name(procurement: Procurement) -> Grouped:
    """Return for each buying organisation by name its people who have no part in the procurement yet."""
    known = set(Participant.objects.filter(procurement=procurement).values_list("user_id", flat=True))
    found: dict[int, dict[int, User]] = {}
    for held in people_of_buyers(procurement).select_related("user").order_by("user__name", "pk"):
        if held.user_id not in known:
            found.setdefault(held.organisation_id, {})[held.user_id] = held.user
    return [(place, list(found[place.pk].values())) for place in buying_organisations(procurement) if place.pk in found]


def participants_of(procurement: Procurement) -> list[tuple[Participant, str]]:
    """Return who takes part, whoever is responsible first, with the buying organisations where each has a role."""
    places: dict[int, dict[str, None]] = {}
    for held in people_of_buyers(procurement).select_related("organisation").order_by("organisation__name"):
        places.setdefault(held.user_id, {})[held.organisation.name] = None
    those = Participant.objects.filter(procurement=procurement).select_related("user")
    ordered = sorted(those, key=lambda each: (Part.values.index(each.part), each.user.name))
    return [(each, ", ".join(places.get(each.user_id, {}))) for each in ordered]


def people_of(organisation: Organisation) -> dict[str, User]:
    """Return by id, in order of their names, who has a role in the organisation today; visitors are left out."""
    held = Membership.objects.filter(
        valid_on(timezone.localdate()), organisation=organisation, user__is_active=True
    ).exclude(role__in=VISITORS)
    found = {each.user.pk: each.user for each in held.select_related("user")}
    return _by_name(found.values())


def _by_name(people: Iterable[User]) -> dict[str, User]:
    return {str(user.uuid): user for user in sorted(people, key=lambda user: user.name)}


def all_people_of_buyers(procurement: Procurement) -> dict[str, User]:
    """Return by id, in order of their names, who has a role with any of those who buy in the procurement."""
    found = {held.user_id: held.user for held in people_of_buyers(procurement).select_related("user")}
    return _by_name(found.values())


def named_people(procurement: Procurement, reader: Organisation) -> list[tuple[str, str | None]]:
    """Return the parts of those who take part with the names of the reader's own people; None for anybody else's."""
    own = set(people_of_buyers(procurement).filter(organisation=reader).values_list("user_id", flat=True))
    return [
        (each.part, each.user.name if each.user_id in own else None) for each, _where in participants_of(procurement)
    ]
