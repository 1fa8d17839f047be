"""The business terms of eForms that follow from what a procurement asks for, to copy into a tool for notices.

Strategic procurement (BT-06), environmental impact (BT-774), GPP criteria (BT-805); award criteria with their type
(BT-539), name (BT-734), description (BT-540) and weight (BT-5421, BT-541). Rules: docs/formats.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from foundation.problems import Problem
from procurement.calculations.law_judgement import Judgement
from procurement.calculations.published_terms import (
    LOT_OF_ALL,
    PublishedRequirement,
    PublishedTerms,
    to_check,
)
from procurement.calculations.strategic_aims import (
    codes_with_reasons,
    green_criteria_of,
    impacts_of,
    is_environmental,
    is_social,
)
from procurement.calculations.weight_sums import WHOLE
from procurement.reports.eforms_codes import CRITERION_TYPES, name_of_code, standing_code
from procurement.reports.eforms_judgement import code_of_criteria, judgement_in_lot, lines_with_codes, open_on_weight
from requirements_bank.calculations.requirement import Kind

WEIGHT_IN_PER_CENT: Final = "per-exa"
QUALITY: Final = "quality"
_NONE: Final = "none"
_INNOVATION: Final = "innovation"


@dataclass(frozen=True, slots=True)
class CodeTerm:
    """A code for one lot, with the codes of the requirements that it follows from."""

    term: str
    lot: int
    code_list: str
    code: str
    name: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionTerms:
    """An award criterion of one lot; `because` is the requirement or the rule of law that it follows from."""

    lot: int
    type_code: str
    name: str
    description: str
    weight: Decimal | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class BusinessTerms:
    """The terms of a notice of that day, None where it is not planned yet; `problems` are for the buyer to look at."""

    day: date | None
    language: str
    codes: tuple[CodeTerm, ...]
    criteria: tuple[CriterionTerms, ...]
    problems: tuple[Problem, ...] = ()

    def codes_in(self, lot: int) -> tuple[CodeTerm, ...]:
        """Return the codes of one lot."""
        return tuple(each for each in self.codes if each.lot == lot)

    def criteria_in(self, lot: int) -> tuple[CriterionTerms, ...]:
        """Return the award criteria of one lot."""
        return tuple(each for each in self.criteria if each.lot == lot)


def business_terms(terms: PublishedTerms, judgements: Mapping[int, Judgement] | None = None) -> BusinessTerms:
    """Return the business terms of every lot.

    `judgements` are the law guard's by the number of the lot (0 where there is none); a lot without one is judged by
    its award criteria alone, which knows neither requirements that stand instead nor exemptions.
    """
    told = list(terms.problems)
    codes = [code for lot in terms.lot_numbers for code in _codes(terms, lot, told)]
    criteria = [
        criterion
        for lot in terms.lot_numbers
        for criterion in _criteria(terms, lot, judgement_in_lot(terms, lot, judgements), told)
    ]
    return BusinessTerms(terms.announced_on, terms.language, tuple(codes), tuple(criteria), _once(told))


def _codes(terms: PublishedTerms, lot: int, told: list[Problem]) -> Iterator[CodeTerm]:
    asked = terms.asked_in(lot)
    green = [each for each in asked if is_environmental(each)]
    aims = codes_with_reasons(_aims(terms, asked)) or {_NONE: ()}
    impacts = codes_with_reasons((code, each.code) for each in green for code in impacts_of(each))
    criteria = codes_with_reasons((green_criteria_of(each), each.code) for each in green) or {_NONE: ()}
    _ask_for_more(aims, lot, told)
    for term, code_list, codes in (
        ("BT-06", "strategic-procurement", aims),
        ("BT-774", "environmental-impact", impacts),
        ("BT-805", "gpp-criteria", criteria),
    ):
        for code, because in codes.items():
            if stands := standing_code(code_list, code, terms.announced_on, told):
                yield CodeTerm(term, lot, code_list, stands, name_of_code(code_list, stands, terms.language), because)


def _aims(terms: PublishedTerms, asked: Iterable[PublishedRequirement]) -> Iterator[tuple[str, str]]:
    for each in asked:
        if is_environmental(each):
            yield "env-imp", each.code
        if is_social(each):
            yield "soc-obj", each.code
    if terms.procedure == _INNOVATION:
        yield "inn-pur", terms.procedure


def _ask_for_more(aims: Mapping[str, object], lot: int, told: list[Problem]) -> None:
    """Tell which further codes a notice with these aims has, that do not follow from what is asked for."""
    if "soc-obj" in aims:
        told.append(to_check("social_objective_to_choose", "BT-775", _place(lot)))
    if "inn-pur" in aims:
        told.append(to_check("innovation_to_choose", "BT-776", _place(lot)))


def _criteria(terms: PublishedTerms, lot: int, judgement: Judgement, told: list[Problem]) -> Iterator[CriterionTerms]:
    found = [*_asked(terms, lot, told), *_others(terms, lot)]
    _check_weights(found, lot, told)
    yield from found
    types = {each.type_code for each in found}
    for line in lines_with_codes(judgement, terms.language):
        for code in line.eforms:
            stands = standing_code(CRITERION_TYPES, code, terms.announced_on, told)
            if stands and stands not in types:
                types.add(stands)
                name = name_of_code(CRITERION_TYPES, stands, terms.language)
                yield CriterionTerms(lot, stands, name, line.text, because=line.rule)
    if still_open := open_on_weight(judgement):
        told.append(to_check("law_is_open", "BT-539", _place(lot), rule=still_open))


def _asked(terms: PublishedTerms, lot: int, told: list[Problem]) -> Iterator[CriterionTerms]:
    of_law = code_of_criteria(terms.country, terms.announced_on)
    green = (standing_code(CRITERION_TYPES, of_law, terms.announced_on, told) if of_law else None) or QUALITY
    for each in terms.asked_in(lot):
        if each.kind is Kind.AWARD_CRITERION:
            type_code = green if is_environmental(each) else QUALITY
            yield CriterionTerms(lot, type_code, each.title, each.wording, each.weight, each.code)


def _others(terms: PublishedTerms, lot: int) -> Iterator[CriterionTerms]:
    for each in terms.others_in(lot):
        yield CriterionTerms(lot, each.type_code, each.name, each.name, each.weight)


def _check_weights(criteria: list[CriterionTerms], lot: int, told: list[Problem]) -> None:
    weights = [each.weight for each in criteria if each.weight is not None]
    if not criteria:
        told.append(to_check("criteria_missing", "BT-539", _place(lot)))
    elif len(weights) < len(criteria):
        without = ", ".join(each.name for each in criteria if each.weight is None)
        told.append(to_check("weight_missing", "BT-541", _place(lot), criteria=without))
    elif sum(weights) != WHOLE:
        told.append(
            to_check("weights_not_hundred", "BT-541", _place(lot), total=written_weight(sum(weights, Decimal(0))))
        )


def written_weight(weight: Decimal) -> str:
    """Return a weight in per cent as digits.

    >>> written_weight(Decimal("30.00")), written_weight(Decimal("12.50"))
    ('30', '12.5')
    """
    return format(weight.normalize(), "f")


def _once(told: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once; what holds for all lots was found in each of them."""
    found: list[Problem] = []
    for problem in told:
        if problem not in found:
            found.append(problem)
    return tuple(found)


def _place(lot: int) -> str:
    return "procurement" if lot == LOT_OF_ALL else f"lot {lot}"
