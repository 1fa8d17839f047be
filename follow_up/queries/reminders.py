"""Which reminders are due or coming, and to whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from follow_up.calculations.reminder_days import GRACE, stage_due, stages_within
from follow_up.models import Receiver, ReminderRule, ReminderSent
from follow_up.queries.days_to_remind import DatedThing, days_to_remind
from organisations.models import Membership, Organisation, Role, User
from organisations.permissions import permissions_of
from organisations.queries.in_force import valid_on
from procurement.models import ContractParty

SEE = "follow_up.view_follow_up"
LONGEST_BEFORE = 730


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to, and in which language, empty for their own. A supplier is no user."""

    email: str
    name: str
    language: str = ""
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who may be written to: people who see follow-up, by key, and the suppliers of contracts, by contract."""

    people: Mapping[int, User]
    parties: Mapping[int, Sequence[ContractParty]]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that one receiver is reminded of, and on which day; without a receiver nobody can be written to."""

    rule: ReminderRule
    thing: DatedThing
    days_before: int
    on: date
    to: Addressee | None

    @property
    def key(self) -> tuple[int, str, str, date, int, str]:
        """What it is known by once it is sent."""
        email = self.to.email if self.to else ""
        return self.rule.pk, self.thing.kind.value, self.thing.id, self.thing.day, self.days_before, email


def due_reminders(organisation: Organisation, rules: Iterable[ReminderRule], today: date) -> list[Reminder]:
    """Return what is to be sent by `today` and was not: by the rules, each to everybody whom it names."""
    things = [(rule, thing) for rule in rules for thing in _things(organisation, rule, today - GRACE, today)]
    staged = [(rule, thing, stage_due(thing.day, rule.days_before, today)) for rule, thing in things]
    receivers = _receivers(organisation, things)
    found = [
        Reminder(rule, thing, stage, today, to)
        for rule, thing, stage in staged
        if stage is not None
        for to in addressees(rule, thing, receivers)
    ]
    return without_sent(organisation, found)


def coming_reminders(
    organisation: Organisation, rules: Iterable[ReminderRule], first: date, last: date
) -> list[Reminder]:
    """Return what would be sent from one day to another, both within, by day; nobody's are among them."""
    things = [(rule, thing) for rule in rules for thing in _things(organisation, rule, first, last)]
    receivers, nobody = _receivers(organisation, things), list[Addressee | None]([None])
    found = [
        Reminder(rule, thing, stage, on, to)
        for rule, thing in things
        for on, stage in stages_within(thing.day, rule.days_before, first, last)
        for to in addressees(rule, thing, receivers) or nobody
    ]
    return sorted(found, key=lambda each: (each.on, each.thing.day, each.thing.title))


def people_who_see(organisation: Organisation) -> dict[int, User]:
    """Return by key everybody who holds a role today with which they see follow-up."""
    links = Membership.objects.filter(
        valid_on(timezone.localdate()), organisation=organisation, user__is_active=True
    ).select_related("user")
    held = groupby(links.order_by("user_id", "pk"), key=lambda link: link.user)
    return {
        user.pk: user for user, roles in held if SEE in permissions_of(frozenset(Role(each.role) for each in roles))
    }


def addressees(rule: ReminderRule, thing: DatedThing, receivers: Receivers) -> list[Addressee]:
    """Return whom a rule names for a thing: nobody who has no role any more, and no supplier without an address."""
    if rule.receiver == Receiver.SUPPLIER:
        return [Addressee(email, name, rule.language) for email, name in _suppliers(thing, receivers)]
    manager = thing.contract.manager_id if thing.contract else None
    owner = thing.owner.pk if thing.owner else None
    named = {
        Receiver.OWNER: (owner, manager),
        Receiver.MANAGER: (manager, None if thing.contract else owner),
        Receiver.PERSON: (rule.person_id,),
    }[Receiver(rule.receiver)]
    people = receivers.people
    user = next((people[key] for key in named if key is not None and key in people), None)
    return [Addressee(user.email, user.name, rule.language, user)] if user else []


def _receivers(organisation: Organisation, things: Iterable[tuple[ReminderRule, DatedThing]]) -> Receivers:
    """Return who may be written to about these things; suppliers only where a rule names them."""
    about = {thing.contract.pk for rule, thing in things if thing.contract and rule.receiver == Receiver.SUPPLIER}
    parties = defaultdict[int, list[ContractParty]](list)
    for party in ContractParty.objects.filter(contract__in=about) if about else ():
        parties[party.contract_id].append(party)
    return Receivers(people_who_see(organisation), parties)


def _suppliers(thing: DatedThing, receivers: Receivers) -> Iterator[tuple[str, str]]:
    """Yield the suppliers whom it is about, each address once."""
    if thing.contract is None:
        return
    parties = receivers.parties.get(thing.contract.pk, [])
    those = [party for party in parties if thing.party in (None, party.pk)]
    if thing.supplier_email:
        yield thing.supplier_email, those[0].name if those else ""
        return
    yield from {party.email: party.name for party in those if party.email}.items()


def _things(organisation: Organisation, rule: ReminderRule, first: date, last: date) -> Iterator[DatedThing]:
    """Yield what a rule may remind of in these days: what lies as far ahead as its earliest stage."""
    ahead = timedelta(days=max(rule.days_before, default=0))
    yield from days_to_remind(organisation, rule.trigger, first, last + ahead)


def without_sent(organisation: Organisation, found: Sequence[Reminder]) -> list[Reminder]:
    """Return those that were not sent yet."""
    things = {each.thing.id for each in found}
    names = ("rule", "thing_kind", "thing_id", "day", "days_before", "receiver")
    sent = set(ReminderSent.objects.filter(organisation=organisation, thing_id__in=things).values_list(*names))
    return [each for each in found if each.key not in sent]
