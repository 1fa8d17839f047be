"""Write what can be found of examples: their words in each language, stemmed, and their three-letter parts."""

from collections.abc import Iterable, Iterator, Mapping

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from foundation.search.documents import CONFIGURATIONS, trigrams_of
from organisations.reference.categories import category_of
from requirements_bank.models import Example, ExampleText

TITLE_LENGTH = 300
TOLD = ("asked", "happened", "price_effect", "lesson")


def write_example_texts(examples: Iterable[Example]) -> None:
    """Replace the searchable texts of these examples."""
    batch = list(examples)
    ExampleText.objects.filter(example__in=batch).delete()
    ExampleText.objects.bulk_create([text for example in batch for text in _texts(example)], batch_size=500)


def _texts(example: Example) -> Iterator[ExampleText]:
    said = example.content
    for language in sorted(set(said["title"]) & set(CONFIGURATIONS)):
        title, body = said["title"][language][:TITLE_LENGTH], "\n".join(_told(example, language))
        configuration = CONFIGURATIONS[language]
        yield ExampleText(
            organisation_id=example.organisation_id,
            example=example,
            language=language,
            title=title,
            body=body,
            words=SearchVector(Value(title), config=configuration, weight="A")
            + SearchVector(Value(body), config=configuration, weight="B"),
            trigrams=trigrams_of(f"{title} {body}"),
            seen_by=example.seen_by,
        )


def _told(example: Example, language: str) -> Iterator[str]:
    said = example.content
    yield from (example.code, said["who"], *example.requirements, *map(str, said.get("years") or ()))
    for name in TOLD:
        texts = said.get(name)
        if isinstance(texts, Mapping) and texts.get(language):
            yield str(texts[language])
    for code in example.categories:
        for known in filter(None, (category_of(code), category_of(code.partition(".")[0]))):
            yield known.names.get(language) or known.names["en"]
