"""What the search finds among examples in sight: by their words in any language, shown in the reader's."""

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from foundation.search.documents import Found
from organisations.models import Organisation
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import Example
from requirements_bank.queries.example_search import examples_in_sight, found_by_words

KIND = "requirements_bank.example"
MOST = 20
IN_TITLE, IN_TEXT = 1.1, 0.3


def hits_in_examples(organisation_id: int, words: str, permissions: frozenset[str]) -> list[Found]:
    """Return the examples that hold the words, if the reader may see the bank."""
    if "requirements_bank.view_bank" not in permissions:
        return []
    organisation = Organisation.objects.get(pk=organisation_id)
    ranks = dict(found_by_words(words).values("example").annotate(best=Max("rank")).values_list("example", "best"))
    found: QuerySet[Example] = examples_in_sight(organisation).filter(pk__in=ranks)
    hits = [_hit(organisation, example, words, ranks[example.pk]) for example in found]
    return sorted(hits, key=lambda hit: -hit.rank)[:MOST]


def _hit(organisation: Organisation, example: Example, words: str, rank: float) -> Found:
    title = text_in(example.content["title"], (get_language() or "en")[:2])
    better = IN_TITLE if words.lower() in title.lower() else IN_TEXT
    return Found(KIND, title, reverse("example", args=[organisation.slug, example.uuid]), better + rank)
