"""Obligations in own wording, and which requirements of the bank they are alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery

from organisations.models import Organisation
from procurement.models import ContractState, Obligation
from requirements_bank.calculations.likeness import RELATED, Near, nearest
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.requirements import published_versions
from requirements_bank.queries.wordings import bank_in_sight

SHOWN = 3
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Alike:
    """A requirement that an obligation is alike, from 0 to 1, in the language in which it is."""

    version: RequirementVersion
    likeness: float
    language: str


def own_wordings(organisation: Organisation, *, decided: bool | None = None) -> QuerySet[Obligation]:
    """Return what signed contracts oblige to in own wording; those of which somebody said what they match, or not."""
    found = Obligation.objects.filter(organisation=organisation, contract__state=ContractState.SIGNED, version=None)
    if decided is not None:
        found = found.filter(bank_match__isnull=not decided)
    return found.select_related("contract", "bank_match__version__requirement").order_by("title", "pk")


def number_left(organisation: Organisation) -> int:
    """Return how many obligations in own wording nobody has matched; MOST_COUNTED + 1 stands for more than so many."""
    return own_wordings(organisation, decided=False).order_by()[: MOST_COUNTED + 1].count()


def one_of_each(found: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Return one obligation for all in the same words, each with how many there are, as `times`."""
    first = found.order_by().values("title", "wording").annotate(first=Min("pk"), times=Count("pk"))
    times = Subquery(
        found.order_by()
        .filter(title=OuterRef("title"), wording=OuterRef("wording"))
        .values("title", "wording")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return found.filter(pk__in=first.values("first")).annotate(times=times)


def in_the_same_words(obligation: Obligation) -> list[Obligation]:
    """Return the obligation and all others of the organisation in the same own words."""
    own = Obligation.objects.filter(
        organisation=obligation.organisation_id,
        contract__state=ContractState.SIGNED,
        version=None,
        title=obligation.title,
        wording=obligation.wording,
    )
    return list(own)


def alike(obligations: Sequence[Obligation]) -> dict[int, list[Alike]]:
    """Return by primary key what each is at least related to, the most alike first."""
    nears = nearest([f"{each.title} {each.wording}" for each in obligations], bank_in_sight(), count=SHOWN)
    versions = published_versions().in_bulk({near.key for found in nears for near in found})
    return {
        each.pk: [Alike(versions[near.key], near.likeness, near.language) for near in found if _counts(near, versions)]
        for each, found in zip(obligations, nears, strict=True)
    }


def _counts(near: Near, versions: dict[int, RequirementVersion]) -> bool:
    return near.likeness >= RELATED and near.key in versions
