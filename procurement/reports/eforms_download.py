"""Business terms of a notice as a download: by lot, each with its term, list, code and name; weights as texts."""

from procurement.calculations.published_terms import PublishedTerms, lot_key
from procurement.reports.eforms_codes import CRITERION_TYPES, name_of_code
from procurement.reports.eforms_terms import WEIGHT_IN_PER_CENT, BusinessTerms, CriterionTerms, written_weight


def as_json(business: BusinessTerms, terms: PublishedTerms) -> dict[str, object]:
    """Return the terms as a JSON object."""
    return {
        "procurement": str(terms.key),
        "title": terms.title,
        "announced_on": business.day.isoformat() if business.day else None,
        "language": business.language,
        "lots": [_lot_as_json(business, lot) for lot in terms.lot_numbers],
        "problems": [problem.as_json() for problem in business.problems],
    }


def _lot_as_json(business: BusinessTerms, lot: int) -> dict[str, object]:
    return {
        "lot": lot_key(lot),
        "codes": [
            {
                "term": each.term,
                "list": each.code_list,
                "code": each.code,
                "name": each.name,
                "because": list(each.because),
            }
            for each in business.codes_in(lot)
        ],
        "award_criteria": [_criterion_as_json(each, business.language) for each in business.criteria_in(lot)],
    }


def _criterion_as_json(criterion: CriterionTerms, language: str) -> dict[str, object]:
    weighted = criterion.weight is not None
    return {
        "BT-539": {"code": criterion.type_code, "name": name_of_code(CRITERION_TYPES, criterion.type_code, language)},
        "BT-734": criterion.name,
        "BT-540": criterion.description,
        "BT-5421": WEIGHT_IN_PER_CENT if weighted else None,
        "BT-541": written_weight(criterion.weight) if criterion.weight is not None else None,
        "because": criterion.because,
    }
