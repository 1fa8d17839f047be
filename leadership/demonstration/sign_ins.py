"""Offer the demonstration's people on the sign-in page, each with the roles it has."""

from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext_lazy as _

from leadership.demonstration.cast import MUNICIPALITIES, NETWORK, PASSWORD, PEOPLE, Person
from organisations.demo_accounts import register_demo_accounts
from organisations.models import Role

NAMES = {NETWORK[0]: NETWORK[1], **{municipality.slug: municipality.name for municipality in MUNICIPALITIES}}


def register() -> None:
    """Offer one sign-in per role."""
    register_demo_accounts([(_title(person), person.email) for person in PEOPLE], PASSWORD)


def _title(person: Person) -> Promise | str:
    if person.is_operator:
        return _("Operator of the installation")
    slug, role = person.places[0]
    return lazystr(_Title(role, NAMES[slug]))


class _Title:
    """Role and place, worded when shown."""

    def __init__(self, role: Role, place: str) -> None:
        self.role, self.place = role, place

    def __str__(self) -> str:
        return f"{self.role.label} · {self.place}"
