"""What somebody says of a factor set of their own: in what the figures are, of when, for what, and how sure.

Source: docs/methods/own_factor_sets.md. Figures become kg CO2e per unit of money without VAT, exactly.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from foundation.money import PriceBasis

HUNDRED = Decimal(100)
ONE = Decimal(1)
GSD2_PLACES = Decimal("0.000001")
HIGHEST_GSD2 = Decimal(100)


class Mass(StrEnum):
    """In what the figures count emissions."""

    GRAM = "g"
    KILOGRAM = "kg"
    TONNE = "t"


KG_IN = {Mass.GRAM: Decimal("0.001"), Mass.KILOGRAM: ONE, Mass.TONNE: Decimal(1000)}


class Per(StrEnum):
    """For how much money a figure stands."""

    ONE = "1"
    THOUSAND = "1000"
    MILLION = "1000000"


class SpreadKind(StrEnum):
    """How the uncertainty of a figure is written: not at all, as GSD², as ± per cent, or as lowest and highest."""

    NONE = "none"
    GSD2 = "gsd2"
    PERCENT = "percent"
    INTERVAL = "interval"


class CodeKind(StrEnum):
    """What the codes of a set are, so that categories can be proposed for them."""

    CPV = "cpv"
    NACE = "nace"
    KOSTRA = "kostra"
    UNSPSC = "unspsc"
    NAICS = "naics"
    CATEGORY = "category"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class SetFacts:
    """The facts of one version. `vat_rate` is per cent and None where the figures are per money without VAT.

    `valid_from` and `valid_to` are years of spend; `spread` is the uncertainty of every figure without one of its own.
    """

    currency: str
    mass: Mass
    per: Per
    vat_rate: Decimal | None
    price_year: int
    ghg_year: int
    price_basis: PriceBasis
    region: str
    gwp_set: str
    code_kind: CodeKind
    spread_kind: SpreadKind
    spread: Decimal | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    publisher: str = ""
    source: str = ""
    url: str = ""
    licence: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the facts as they are stored."""
        return {name: None if value is None else _stored(value) for name, value in asdict(self).items()}


def _stored(value: object) -> object:
    return value if isinstance(value, int) else str(value)


def facts_from(stored: Mapping[str, Any]) -> SetFacts:
    """Return stored facts as a value; KeyError or ValueError where they are not those of a set."""
    return SetFacts(
        **{
            **stored,
            "mass": Mass(stored["mass"]),
            "per": Per(stored["per"]),
            "price_basis": PriceBasis(stored["price_basis"]),
            "code_kind": CodeKind(stored["code_kind"]),
            "spread_kind": SpreadKind(stored["spread_kind"]),
            "vat_rate": None if stored["vat_rate"] is None else Decimal(stored["vat_rate"]),
            "spread": None if stored["spread"] is None else Decimal(stored["spread"]),
        }
    )


def kg_per_unit(figure: Decimal, mass: Mass, per: Per, vat_rate: Decimal | None) -> Decimal:
    """Return kg CO2e per unit of money without VAT from a figure as written.

    A krone with VAT holds less of the purchase than one without, so a factor per krone without VAT is the larger one.

    >>> kg_per_unit(Decimal("48"), Mass.TONNE, Per.MILLION, Decimal(25))
    Decimal('0.0600')
    """
    over = ONE if vat_rate is None else (HUNDRED + vat_rate) / HUNDRED
    return figure * KG_IN[mass] * over / Decimal(per.value)


def gsd2_of(kind: SpreadKind, spread: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """Return GSD² of a 95 % interval: as given, of ± per cent, or of its ends; None where nothing is said.

    GSD² = √(high / low); ± p per cent is the interval from 1 − p to 1 + p. ValueError where there is no such interval.

    >>> gsd2_of(SpreadKind.PERCENT, Decimal(50), None, None)
    Decimal('1.732051')
    """
    if kind is SpreadKind.INTERVAL:
        return None if low is None or high is None else _of_interval(low, high)
    if spread is None or kind is SpreadKind.NONE:
        return None
    if kind is SpreadKind.PERCENT:
        return _of_interval(ONE - spread / HUNDRED, ONE + spread / HUNDRED)
    if not ONE <= spread <= HIGHEST_GSD2:
        raise ValueError(spread)
    return spread.quantize(GSD2_PLACES)


def _of_interval(low: Decimal, high: Decimal) -> Decimal:
    if low <= 0 or high < low or high / low > HIGHEST_GSD2**2:
        raise ValueError((low, high))
    return (high / low).sqrt().quantize(GSD2_PLACES)
