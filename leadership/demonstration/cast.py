"""Who is in the demonstration: the network, its municipalities, the people and what they share."""

from dataclasses import dataclass
from typing import Literal

from organisations.models import Organisation, Role
from organisations.models.shares import Depth

YEARS = (2022, 2023, 2024)
PASSWORD = "trapp-for-trapp-2030"  # noqa: S105 - printed by the demonstration, which listens on this machine only

Form = Literal["postings", "account_table", "account_table_nynorsk", "supplier_ledger", "sie"]


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality: its size decides how much it buys, its form in which files its accounts come.

    `shares` is how deep the network may look into its footprint, None where it does not share.
    """

    slug: str
    name: str
    country: str
    number: str
    inhabitants: int
    form: Form
    colour: str
    shares: Depth | None = Depth.TOTALS


NETWORK = ("fjordskog", "Fjordskog innkjøpssamarbeid", "NO", "313579107")

# The numbers follow the check digits; the Norwegian ones lie in the series that is kept for made-up organisations.
MUNICIPALITIES = (
    Municipality("ekby", "Ekby kommune", "NO", "312345609", 48_200, "postings", "#1f4f7a", shares=Depth.ROWS),
    Municipality("lauvdal", "Lauvdal kommune", "NO", "314159209", 12_300, "account_table", "#6b3e26"),
    Municipality(
        "nordbygda", "Nordbygda kommune", "NO", "315926505", 6_900, "account_table_nynorsk", "#0b5c5c", shares=None
    ),
    Municipality("granvik", "Granviks kommun", "SE", "2120009010", 112_400, "supplier_ledger", "#7a1f3d"),
    Municipality("soderasa", "Söderåsa kommun", "SE", "2120009028", 23_100, "sie", "#3d3d7a", shares=Depth.ROWS),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One sign-in of the demonstration."""

    email: str
    name: str
    places: tuple[tuple[str, Role], ...]
    is_operator: bool = False


PEOPLE = (
    Person("leder@ekby.example", "Liv Ledersen", (("ekby", Role.LEADER), ("fjordskog", Role.LEADER))),
    Person("okonomi@ekby.example", "Ola Økonom", (("ekby", Role.FINANCE),)),
    Person("innkjop@ekby.example", "Kari Innkjøper", (("ekby", Role.OFFICER),)),
    Person("kontroll@ekby.example", "Nils Kontrollør", (("ekby", Role.CONTROLLER),)),
    Person("kontroll2@ekby.example", "Siri Sjekk", (("ekby", Role.CONTROLLER),)),
    Person("leser@ekby.example", "Lena Leser", (("ekby", Role.READER),)),
    Person("admin@ekby.example", "Anne Admin", (("ekby", Role.ADMINISTRATOR), ("fjordskog", Role.ADMINISTRATOR))),
    Person("partner@ekby.example", "Per Partner", (("ekby", Role.PARTNER),)),
    Person("gjest@ekby.example", "Gry Gjest", (("ekby", Role.GUEST),)),
    Person("innkjop@lauvdal.example", "Lise Lauv", (("lauvdal", Role.OFFICER),)),
    Person("inkop@granvik.example", "Inga Inköpare", (("granvik", Role.OFFICER),)),
    Person("ekonomi@granvik.example", "Eva Ekonom", (("granvik", Role.FINANCE),)),
    Person("kontroll@granvik.example", "Kerstin Kontrollant", (("granvik", Role.CONTROLLER),)),
    Person("ledning@granvik.example", "Lars Ledare", (("granvik", Role.LEADER),)),
    Person("ekonomi@soderasa.example", "Sara Siffror", (("soderasa", Role.FINANCE),)),
    Person("drift@klimatrappa.example", "Dag Drift", (), is_operator=True),
)

CHARTS = {"NO": Organisation.Chart.KOSTRA, "SE": Organisation.Chart.KOMMUN_BAS}
