"""Old wordings and what they are compared with."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from requirements_bank.calculations.likeness import Candidate, Prepared, prepared
from requirements_bank.models import OldWording, RequirementVersion, State, WordingSet
from requirements_bank.queries.requirements import published_versions

_AT_ONCE = 2_000
_BANKS_KEPT = 8


def wording_sets() -> QuerySet[WordingSet]:
    """Return the organisation's sets, newest first, with how many wordings they hold and how many are decided."""
    kept = Q(wordings__is_left_out=False)
    return WordingSet.objects.annotate(
        total=Count("wordings", filter=kept), decided=Count("wordings", filter=kept & ~Q(wordings__outcome=""))
    ).order_by("-created_at", "-pk")


def set_called(uuid: UUID | str) -> WordingSet | None:
    """Return the set, if it is the organisation's."""
    return wording_sets().filter(uuid=uuid).select_related("file").first()


def wording_called(found: WordingSet, uuid: UUID) -> OldWording | None:
    """Return a wording of the set."""
    return OldWording.objects.filter(wording_set=found, uuid=uuid).select_related("wording_set").first()


def candidates(versions: QuerySet[RequirementVersion] | None = None) -> Iterator[Candidate]:
    """Yield title and wording of every published version in sight, in each language; variants of ours among them."""
    wanted = versions if versions is not None else RequirementVersion.objects.filter(state=State.PUBLISHED)
    found = wanted.values_list("pk", "content__title", "content__wording")
    for key, titles, wordings in found.order_by("pk").iterator(chunk_size=_AT_ONCE):
        if isinstance(wordings, Mapping):
            for language, wording in wordings.items():
                title = titles.get(language, "") if isinstance(titles, Mapping) else ""
                yield Candidate(key, language, f"{title} {wording}")


def bank_in_sight() -> Prepared:
    """Return all published versions in sight as texts to compare with; the process keeps them until sight changes.

    What is published never changes, so that the keys of the versions in sight are all that the texts depend on.
    """
    published = RequirementVersion.objects.filter(state=State.PUBLISHED).order_by("pk")
    return _prepared(tuple(published.values_list("pk", flat=True)))


@lru_cache(maxsize=_BANKS_KEPT)
def _prepared(keys: tuple[int, ...]) -> Prepared:
    return prepared(candidates(RequirementVersion.objects.filter(pk__in=keys)))


def near_versions(wordings: Iterable[OldWording]) -> dict[int, RequirementVersion]:
    """Return the versions that the wordings are alike, those in sight and still published, by id."""
    wanted = {near["version"] for wording in wordings for near in wording.near}
    return {version.pk: version for version in published_versions().filter(pk__in=wanted)}
