"""What the search of everything finds in follow-up: what signed contracts oblige to, and deviations."""

from django.db.models import Q
from django.urls import reverse

from follow_up.models import Deviation
from follow_up.queries.deviations import deviations_of
from follow_up.queries.seen import followed_obligations
from foundation.search.documents import Found
from organisations.models import Organisation
from procurement.models import Obligation

OBLIGATION, DEVIATION = "follow_up.obligation", "follow_up.deviation"
MOST = 20
NUMBER, CASE_NUMBER, TITLE, STEP = 1.97, 3.0, 1.4, 0.001
"""The number of a deviation is short and may be meant otherwise; a case number is not."""
LARGEST_NUMBER = 2**31 - 1


def hits_in_follow_up(organisation_id: int, words: str, permissions: frozenset[str]) -> list[Found]:
    """Return the obligations by their title, and the deviations by title, case number or number, “12” or “#12”."""
    if "follow_up.view_follow_up" not in permissions:
        return []
    organisation = Organisation.objects.get(pk=organisation_id)
    return [*_obligations(organisation, words), *_deviations(organisation, words)]


def _obligations(organisation: Organisation, words: str) -> list[Found]:
    found = followed_obligations(organisation).filter(_in_title(words)).select_related("contract")
    return [
        _hit(organisation, OBLIGATION, each, f"{each.title} · {each.contract.title}", TITLE - STEP * place)
        for place, each in enumerate(found.order_by("title", "pk")[:MOST])
    ]


def _deviations(organisation: Organisation, words: str) -> list[Found]:
    asked = Q(_in_title(words)) | Q(case_number__iexact=words)
    if (number := _number(words)) is not None:
        asked |= Q(number=number)
    return [
        _hit(organisation, DEVIATION, each, f"{each.number} · {each.title}", _rank(each, words) - STEP * place)
        for place, each in enumerate(deviations_of(organisation).filter(asked)[:MOST])
    ]


def _hit(organisation: Organisation, kind: str, thing: Obligation | Deviation, shown: str, rank: float) -> Found:
    page = "followed_obligation" if kind == OBLIGATION else "deviation"
    return Found(kind, shown, reverse(page, args=[organisation.slug, thing.uuid]), rank)


def _rank(deviation: Deviation, words: str) -> float:
    if deviation.case_number and deviation.case_number.lower() == words.lower():
        return CASE_NUMBER
    return NUMBER if deviation.number == _number(words) else TITLE


def _in_title(words: str) -> Q:
    asked = Q()
    for word in words.split():
        asked &= Q(title__icontains=word)
    return asked


def _number(words: str) -> int | None:
    digits = words.removeprefix("#")
    known = int(digits) if digits.isdecimal() and len(digits) <= len(str(LARGEST_NUMBER)) else None
    return known if known is not None and known <= LARGEST_NUMBER else None
