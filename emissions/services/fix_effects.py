"""What applying a fix list moved: money that counts, how much of it has a category, the score – before and after."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from emissions.calculations.quality_facts import Source
from emissions.queries.spend import years_with_spend
from emissions.services.fix_changes import FixLook, Undo
from emissions.services.year_quality import qualities_of_years
from foundation.personal_numbers import without_personal_numbers
from organisations.models import Organisation

YEARS: Final = 6
CHANGES_KEPT: Final = 500
Standing = dict[str, dict[str, Any]]


def standing_of_years(organisation: Organisation) -> Standing:
    """Return by year the counted money in the organisation's currency, that with a category, and the score.

    Amounts are decimal texts; the newest years only.
    """
    years = years_with_spend(organisation.pk)[:YEARS]
    found = {}
    for year, (facts, judged) in qualities_of_years(organisation, years).items():
        without = facts.by_source.get(Source.NONE)
        known = facts.counted.size - (without.size if without else 0)
        found[str(year)] = {
            "currency": facts.currency,
            "counted": str(facts.counted.size),
            "known": str(known),
            "score": judged.score,
        }
    return found


def kept_of(look: FixLook, undo: Undo, before: Standing, after: Standing) -> Mapping[str, Any]:
    """Return what the work keeps of an applied list as JSON: changes, figures, and the way back."""
    changes = [
        {
            "sheet": each.place.sheet,
            "row": each.place.row,
            "kind": each.kind,
            "about": without_personal_numbers(each.about) or "",
            "before": without_personal_numbers(each.before) or "",
            "after": without_personal_numbers(each.after) or "",
        }
        for each in look.changes[:CHANGES_KEPT]
    ]
    return {"list": changes, "before": before, "after": after, "undo": asdict(undo)}
