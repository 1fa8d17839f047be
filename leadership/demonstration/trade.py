"""Made-up suppliers by trade: names of no one, numbers with right check digits from series kept for the made-up."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from stdnum import luhn
from stdnum.no import orgnr

PLACES_SE = (
    "Granås",
    "Solvik",
    "Tallmon",
    "Brattberg",
    "Nyckelsjö",
    "Kvarnbäck",
    "Storälv",
    "Furumo",
    "Havsutsikt",
    "Lindsäter",
    "Myrmark",
    "Fagervall",
    "Stensund",
    "Björkliden",
    "Ulvdal",
    "Lyngnäs",
    "Asplund",
    "Skarvön",
    "Ekorrbacken",
    "Transtrand",
)
PLACES = (
    "Granås",
    "Solvik",
    "Tindefjell",
    "Brattli",
    "Nøkkevann",
    "Kvernbekk",
    "Storelv",
    "Furumo",
    "Havglimt",
    "Rognlia",
    "Myrland",
    "Fagervoll",
    "Steinsund",
    "Bjørkeli",
    "Ulvedal",
    "Lyngvær",
    "Ospelund",
    "Skarvnes",
    "Ekornrud",
    "Tranestrand",
)
TRADES: dict[str, tuple[str, str, int]] = {
    # trade: (Norwegian, Swedish, how many a large municipality has)
    "office": ("Kontor", "Kontor", 6),
    "books": ("Læremidler", "Läromedel", 7),
    "medical": ("Helseutstyr", "Sjukvård", 9),
    "pharmacy": ("Apotek", "Apotek", 3),
    "food": ("Mat", "Livs", 12),
    "dairy": ("Meieri", "Mejeri", 3),
    "catering": ("Kantine", "Måltider", 6),
    "cleaning": ("Renhold", "Lokalvård", 7),
    "clothing": ("Arbeidstøy", "Yrkeskläder", 5),
    "trade": ("Handel", "Handel", 25),
    "telecom": ("Nett", "Tele", 4),
    "post": ("Post", "Post", 2),
    "media": ("Media", "Media", 8),
    "training": ("Kurs", "Utbildning", 18),
    "fuel": ("Energi", "Drivmedel", 3),
    "garage": ("Verksted", "Verkstad", 10),
    "bus": ("Buss", "Buss", 4),
    "travel": ("Reiser", "Resor", 3),
    "airline": ("Fly", "Flyg", 2),
    "hotel": ("Hotell", "Hotell", 6),
    "insurance": ("Forsikring", "Försäkring", 2),
    "power": ("Kraft", "Kraft", 3),
    "heat": ("Fjernvarme", "Fjärrvärme", 1),
    "security": ("Vakt", "Bevakning", 4),
    "landlord": ("Eiendom", "Fastigheter", 12),
    "software": ("Data", "Data", 14),
    "furniture": ("Interiør", "Inredning", 9),
    "computer": ("IT", "IT", 5),
    "leasing": ("Billeie", "Leasing", 3),
    "machines": ("Maskin", "Maskin", 8),
    "builder": ("Bygg", "Bygg", 22),
    "roads": ("Anlegg", "Anläggning", 9),
    "technical": ("Teknikk", "Teknik", 12),
    "timber": ("Trelast", "Trä", 6),
    "gravel": ("Pukk", "Grus", 4),
    "laundry": ("Vaskeri", "Tvätt", 2),
    "consultant": ("Rådgivning", "Konsult", 30),
    "lawyer": ("Advokat", "Juridik", 5),
    "state": ("Statlig tjeneste", "Statlig tjänst", 3),
    "neighbour": ("Interkommunalt", "Kommunalförbund", 4),
    "care": ("Omsorg", "Omsorg", 16),
    "kindergarten": ("Barnehage", "Förskola", 14),
    "school": ("Friskole", "Friskola", 12),
    "waste": ("Gjenvinning", "Återvinning", 4),
    "club": ("Idrettslag", "Idrottsförening", 40),
    "pipes": ("Rør", "Rör", 5),
    "vehicles": ("Bil", "Bil", 4),
    "freight": ("Transport", "Åkeri", 6),
    "chemicals": ("Kjemi", "Kemi", 2),
}
LARGE = 50_000


@dataclass(frozen=True, slots=True)
class Supplier:
    """A made-up company."""

    name: str
    number: str


@cache
def suppliers_of(trade: str, country: str, inhabitants: int) -> tuple[Supplier, ...]:
    """Return the companies of one trade that a municipality of this size buys from; smaller ones share the first."""
    norwegian, swedish, most = TRADES[trade]
    count = max(1, round(most * min(1.0, 0.35 + 0.65 * inhabitants / LARGE)))
    order = np.random.default_rng(sum(map(ord, trade))).permutation(len(PLACES) * 2)
    word, form, places = (norwegian, "AS", PLACES) if country == "NO" else (swedish, "AB", PLACES_SE)
    start = list(TRADES).index(trade) * 50
    return tuple(
        Supplier(_name(int(order[place % len(order)]), word, form, places), _number(country, start + place))
        for place in range(count)
    )


def _name(place: int, word: str, form: str, places: tuple[str, ...]) -> str:
    first = places[place % len(places)]
    return f"{first} {word} {form}" if place < len(places) else f"{first} {word}service {form}"


def _number(country: str, serial: int) -> str:
    """Return a number with a right check digit: 31x xxx xxx in Norway, 559999-xxxx in Sweden."""
    if country == "SE":
        stem = f"559{900000 + serial:06d}"
        return f"{stem[:6]}-{stem[6:]}{luhn.calc_check_digit(stem)}"
    stems = (f"31{number:06d}" for number in range(100_000 + serial * 3, 100_003 + serial * 3))
    return next(stem + digit for stem in stems for digit in "0123456789" if orgnr.is_valid(stem + digit))
