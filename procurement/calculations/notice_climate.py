"""How a notice says that climate and environment are taken care of in the award, by the codes of its country's law."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foundation.problems import Problem
from procurement.calculations.law_rules import WeightTerms
from procurement.calculations.notice_lots import NoticeLot
from procurement.calculations.notice_problems import WHOLE, noticed, warned

WEIGHT, REQUIREMENTS, EXEMPTION = "weight", "requirements", "exemption"


@dataclass(frozen=True, slots=True)
class ClimateSaid:
    """What the law guard may be told: the way, empty where nothing is said, and the ground of an exemption."""

    way: str = ""
    ground: str = ""
    problems: tuple[Problem, ...] = ()


def climate_said(lots: Iterable[NoticeLot], terms: Iterable[WeightTerms]) -> ClimateSaid:
    """Return what the codes of the lots say; nothing, but told, where lots say different things.

    A code that no rule knows says nothing.
    """
    meanings = dict(pair for each in terms for pair in _meanings(each))
    codes = tuple(dict.fromkeys(code for lot in lots for code in lot.environment_codes if code in meanings))
    said = {meanings[code] for code in codes}
    if not said:
        return ClimateSaid()
    if len(said) > 1:
        return ClimateSaid(problems=(warned("climate_differs", WHOLE, "BT-539", codes=", ".join(codes)),))
    ((way, ground),) = said
    return ClimateSaid(way, ground, (noticed("climate_is_answered", WHOLE, "BT-539", codes=", ".join(codes)),))


def _meanings(terms: WeightTerms) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each code of a rule with the way and the ground that it means."""
    for code, way in ((terms.eforms_criteria, WEIGHT), (terms.eforms_requirements, REQUIREMENTS)):
        if code:
            yield code, (way, "")
    for ground in terms.grounds:
        if ground.eforms:
            yield ground.eforms, (EXEMPTION, ground.code)
