"""Write and find search documents: stemmed words first, parts of words by shared trigrams.

The Scandinavian configurations of PostgreSQL stem but do not split compounds, and the trigram extension may be
missing; so each document carries its trigrams as an array under a GIN index, and a query matches on either.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from django.contrib.postgres.search import SearchVector
from django.db.models import QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.utils.functional import Promise

from foundation.named_sql import rows
from foundation.search.models import SearchDocument

CONFIGURATIONS = {"nb": "norwegian", "nn": "norwegian", "sv": "swedish", "en": "english", "da": "danish"}
_WORD = re.compile(r"\w+", re.UNICODE)
_SHORTEST_PART = 3
_MISSPELT_FROM = 5
_MISSPELT_SHARE = 0.75


Finder = Callable[[int, str, frozenset[str]], Iterable["Found"]]
"""Takes the organisation, the words and what the reader may do; returns hits in the reader's language."""

_FINDERS: list[Finder] = []
_KIND_NAMES: dict[str, str | Promise] = {}


def register_kind(kind: str, name: str | Promise) -> None:
    """Say what things of `kind` are called among the hits; apps call this when they are ready."""
    _KIND_NAMES[kind] = name


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: what it is, where it is shown, how well it fits."""

    kind: str
    title: str
    address: str
    rank: float

    @property
    def kind_name(self) -> str:
        """What such things are called."""
        return str(_KIND_NAMES.get(self.kind, ""))


def trigrams_of(text: str) -> list[str]:
    """Return the distinct three-letter parts of the words of `text`, in order of the alphabet.

    >>> trigrams_of("Asfalt")
    ['alt', 'asf', 'fal', 'sfa']
    """
    words = [word.lower() for word in _WORD.findall(text)]
    return sorted({word[place : place + 3] for word in words for place in range(len(word) - 2)})


def write_document(
    *,
    organisation_id: int,
    kind: str,
    object_id: object,
    texts: Mapping[str, tuple[str, str]],
    address: str,
    permission: str,
) -> None:
    """Replace what can be found of one thing; `texts` maps a language to its title and body."""
    things: QuerySet[SearchDocument] = SearchDocument.objects.filter(
        organisation_id=organisation_id, kind=kind, object_id=str(object_id)
    )
    things.exclude(language__in=texts).delete()
    SearchDocument.objects.bulk_create(
        [
            SearchDocument(
                organisation_id=organisation_id,
                kind=kind,
                object_id=str(object_id),
                language=language,
                title=title[:300],
                body=body,
                address=address,
                permission=permission,
                words=_words_of(title, body, CONFIGURATIONS[language]),
                trigrams=trigrams_of(f"{title} {body}"),
            )
            for language, (title, body) in texts.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "kind", "object_id", "language"],
        update_fields=["title", "body", "address", "permission", "words", "trigrams"],
    )


def _words_of(title: str, body: str, configuration: str) -> CombinedExpression:
    """Return the stemmed words of a document, those of its title before those of its body."""
    return SearchVector(Value(title), config=configuration, weight="A") + SearchVector(
        Value(body), config=configuration, weight="B"
    )


def register_finder(finder: Finder) -> None:
    """Let the search also ask `finder`, for what is found where it lies instead of in documents."""
    _FINDERS.append(finder)


def find_everything(
    *, organisation_id: int, query: str, language: str, permissions: frozenset[str], limit: int = 20
) -> list[Found]:
    """Return the best hits among documents and what the finders know, best first; an empty query finds nothing."""
    if not _WORD.search(query):
        return []
    found = find_documents(
        organisation_id=organisation_id, query=query, language=language, permissions=permissions, limit=limit
    )
    for finder in _FINDERS:
        found.extend(finder(organisation_id, query.strip(), permissions))
    return sorted(found, key=lambda hit: (-hit.rank, hit.title))[:limit]


def find_documents(
    *, organisation_id: int, query: str, language: str, permissions: frozenset[str], limit: int = 20
) -> list[Found]:
    """Return the best hits for `query` that the reader may open, best first; an empty query finds nothing."""
    parts, trigrams = _parts_of(query), trigrams_of(query)
    if not _WORD.search(query):
        return []
    hits = rows(
        "foundation.find_documents",
        {
            "organisation_id": organisation_id,
            "configuration": CONFIGURATIONS.get(language, "simple"),
            "language": language,
            "query": query,
            "trigrams": trigrams,
            "parts": parts,
            "enough": _enough(len(trigrams)),
            "permissions": list(permissions),
            "limit": limit,
        },
    )
    return [Found(hit["kind"], hit["title"], hit["address"], float(hit["rank"])) for hit in hits]


def _parts_of(query: str) -> list[str]:
    return [word for word in map(str.lower, _WORD.findall(query)) if len(word) >= _SHORTEST_PART]


def _enough(trigrams: int) -> int:
    """Return how many shared three-letter parts make a misspelling; a short search must be spelt right."""
    return ceil(trigrams * _MISSPELT_SHARE) if trigrams >= _MISSPELT_FROM else trigrams + 1
