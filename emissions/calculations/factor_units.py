"""Units of spend factors as people write them: kg CO2e/NOK, tCO2e/MSEK, g CO2-eq per 1000 kr.

Source: docs/methods/own_factor_sets.md.
"""

import re
from dataclasses import dataclass

from emissions.calculations.own_set_facts import Mass, Per

CURRENCIES = ("NOK", "SEK", "DKK", "EUR", "USD", "GBP", "ISK")
_MASSES = {
    "g": Mass.GRAM, "gram": Mass.GRAM, "gr": Mass.GRAM,
    "kg": Mass.KILOGRAM, "kilo": Mass.KILOGRAM, "kilogram": Mass.KILOGRAM,
    "t": Mass.TONNE, "ton": Mass.TONNE, "tonn": Mass.TONNE, "tonne": Mass.TONNE, "tonnes": Mass.TONNE,
    "tons": Mass.TONNE,
}  # fmt: skip
_SCALES = {
    "": Per.ONE, "1": Per.ONE,
    "1000": Per.THOUSAND, "k": Per.THOUSAND, "t": Per.THOUSAND, "tusen": Per.THOUSAND, "thousand": Per.THOUSAND,
    "1000000": Per.MILLION, "m": Per.MILLION, "mill": Per.MILLION, "mio": Per.MILLION, "million": Per.MILLION,
    "milj": Per.MILLION, "miljon": Per.MILLION, "mn": Per.MILLION,
}  # fmt: skip
_SIGNS = {"€": "EUR", "EURO": "EUR", "$": "USD", "£": "GBP", "KR": "", "KRONER": "", "KRONOR": "", "KRONE": ""}
_GAS = re.compile(r"co\s*[2₂]\s*[-_ ]?\s*(ekvivalent(er)?|equivalents?|equiv|eqv|ekv|eq|e)?(?![a-z])\.?", re.IGNORECASE)
_PARTED = re.compile(r"/|\bper\b|\bpr\b\.?", re.IGNORECASE)
_ASIDE = re.compile(
    r"20[0-9]{2}(?=\s*[a-z])|(?<=[a-z])\s*20[0-9]{2}|purchaser'?s? price"
    r"|\b(ex|excl|exkl|eks|ekskl|inkl|incl|uten|utan|without|with|med)\b\.?\s*(vat|mva|moms)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"^(?P<scale>1000000|1000|1|million|miljon|milj|mill|mio|tusen|thousand|[kmt](?=(?:[a-z]{3}|kr|[€$£])$)|mn)?\.?(?:er)?"
)


@dataclass(frozen=True, slots=True)
class FactorUnit:
    """One unit; `currency` is empty where it says kroner only."""

    mass: Mass
    per: Per
    currency: str


def unit_written(text: str) -> FactorUnit | None:
    """Return the unit of a spend factor as written; None where it is not mass per money.

    >>> unit_written("tCO2e/MSEK")
    FactorUnit(mass=<Mass.TONNE: 't'>, per=<Per.MILLION: '1000000'>, currency='SEK')
    >>> unit_written("kg CO2-ekv per 1 000 kr")
    FactorUnit(mass=<Mass.KILOGRAM: 'kg'>, per=<Per.THOUSAND: '1000'>, currency='')
    >>> unit_written("kg/tonn") is None
    True
    """
    parts = _PARTED.split(text.replace("\u00a0", " ").replace("\u202f", " "))
    if len(parts) != 2:  # noqa: PLR2004 - something per something
        return None
    mass = _MASSES.get(_GAS.sub("", parts[0]).strip().strip(".").casefold())
    money = _money(parts[1])
    return FactorUnit(mass, *money) if mass and money else None


def _money(text: str) -> tuple[Per, str] | None:
    plain = re.sub(r"[\s,()]", "", _ASIDE.sub("", text.casefold()))
    found = _MONEY.match(plain)
    scale = (found and found["scale"]) or ""
    named = plain[found.end() if found else 0 :].strip(".").upper()
    currency = _SIGNS.get(named, named)
    if not named or (currency and currency not in CURRENCIES):
        return None
    return _SCALES[scale], currency
