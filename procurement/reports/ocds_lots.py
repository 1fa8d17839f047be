"""Lots and items of a tender in OCDS; a procurement without lots has one, as in a notice."""

from typing import Any

from procurement.calculations.published_terms import PublishedLot, PublishedTerms, lot_key
from procurement.queries.commodities import name_of_cpv
from procurement.reports.ocds_criteria import award_criteria, sustainability
from procurement.reports.ocds_values import money, said


def lots(terms: PublishedTerms) -> list[dict[str, Any]]:
    """Return the lots with their award criteria and goals."""
    return [_lot(terms, each) for each in terms.lot_numbers]


def items(terms: PublishedTerms) -> list[dict[str, Any]]:
    """Return one item for each CPV code of each lot; a lot without codes has those of the whole."""
    of_lots = {lot.number: lot.cpv for lot in terms.lots if lot.cpv}
    return [
        {
            "id": f"{lot_key(lot)}-{code}",
            "description": name_of_cpv(code, terms.language) or code,
            "classification": {"scheme": "CPV", "id": code, "description": name_of_cpv(code, terms.language) or code},
            "relatedLot": lot_key(lot),
        }
        for lot in terms.lot_numbers
        for code in of_lots.get(lot, terms.cpv)
    ]


def _lot(terms: PublishedTerms, number_of_lot: int) -> dict[str, Any]:
    whole = PublishedLot(number_of_lot, terms.title, terms.description, value=terms.value)
    lot = next((each for each in terms.lots if each.number == number_of_lot), whole)
    asked = terms.asked_in(number_of_lot)
    goals, listed = sustainability(asked), award_criteria(terms, number_of_lot)
    return said(
        id=lot_key(number_of_lot),
        title=lot.title,
        description=lot.description,
        value=money(lot.value, terms.currency),
        awardCriteria={"criteria": listed} if listed else None,
        hasSustainability=bool(goals) if asked else None,
        sustainability=goals,
    )
