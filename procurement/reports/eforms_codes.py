"""Codes of notices as they stand on the day of a notice: kept, replaced by the one that took its place, or left out."""

from collections.abc import Iterator
from datetime import date

from foundation.problems import Problem
from procurement.calculations.notice_codes import CodeStanding
from procurement.calculations.published_terms import to_check
from procurement.reference.notice_codes import code_lists

CRITERION_TYPES = "award-criterion-type"


def standing_code(code_list: str, code: str, day: date | None, told: list[Problem]) -> str | None:
    """Return the code that may be used on the day in the place of this one, None where there is none; why is told."""
    codes = code_lists()[code_list]
    if code not in codes:
        told.append(to_check("code_not_known", code_list, list=code_list, code=code))
        return None
    if day is None:
        return _undated(code_list, code, told)
    standing, replacement = codes.standing(code, day), codes.replacement(code)
    if standing is CodeStanding.STANDS:
        return code
    if (
        standing is CodeStanding.REPLACED
        and replacement
        and codes.standing(replacement.code, day) is CodeStanding.STANDS
    ):
        told.append(to_check("code_replaced", code_list, list=code_list, code=code, new=replacement.code, day=day))
        return replacement.code
    told.append(to_check("code_not_in_use", code_list, list=code_list, code=code, day=day))
    return None


def name_of_code(code_list: str, code: str, language: str) -> str:
    """Return the published name of a code in a language, bokmål for nynorsk, else in another one."""
    return code_lists()[code_list][code].name("nb" if language == "nn" else language)


def _undated(code_list: str, code: str, told: list[Problem]) -> str | None:
    """Return a code that always stood and still does; of others nobody can tell without a day."""
    if any(_dates(code_list, code)):
        told.append(to_check("announcement_day_missing", "announced_on", list=code_list, code=code))
        return None
    return code


def _dates(code_list: str, code: str) -> Iterator[object]:
    codes = code_lists()[code_list]
    yield from (codes[code].valid_from, codes[code].valid_to, codes.replacement(code))
