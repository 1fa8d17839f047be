"""Write what can be found of versions: their words in each language, stemmed, and their three-letter parts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from foundation.search.documents import CONFIGURATIONS, trigrams_of
from organisations.reference.categories import category_of
from organisations.reference.code_lists import CPV_LANGUAGES, cpv_codes
from requirements_bank.models import RequirementText, RequirementVersion

TITLE_LENGTH = 300


def write_texts(versions: Iterable[RequirementVersion]) -> None:
    """Replace the searchable texts of these versions; each must have its requirement at hand."""
    batch = list(versions)
    RequirementText.objects.filter(version__in=batch).delete()
    RequirementText.objects.bulk_create([text for version in batch for text in _texts(version)], batch_size=500)


def _texts(version: RequirementVersion) -> Iterator[RequirementText]:
    said = version.content
    for language in sorted(language for language in CONFIGURATIONS if _has(said, language)):
        title = _in(said.get("title"), language)[:TITLE_LENGTH]
        body = "\n".join(
            part
            for part in (
                version.requirement.code,
                _in(said.get("wording"), language),
                _in(said.get("motive"), language),
                *_names(version, language),
            )
            if part
        )
        configuration = CONFIGURATIONS[language]
        yield RequirementText(
            organisation_id=version.organisation_id,
            version=version,
            language=language,
            title=title,
            body=body,
            words=SearchVector(Value(title), config=configuration, weight="A")
            + SearchVector(Value(body), config=configuration, weight="B"),
            trigrams=trigrams_of(f"{title} {body}"),
            seen_by=version.seen_by,
        )


def _has(said: Mapping[str, Any], language: str) -> bool:
    """Whether title or wording stands in the language; a draft may hold anything in their place."""
    return any(_in(said.get(name), language) for name in ("title", "wording"))


def _in(texts: object, language: str) -> str:
    return str(texts.get(language) or "") if isinstance(texts, Mapping) else ""


def _names(version: RequirementVersion, language: str) -> Iterator[str]:
    """Yield the names of the version's categories with their areas, and its CPV codes with theirs."""
    for code in version.categories:
        for known in filter(None, (category_of(code), category_of(code.partition(".")[0]))):
            yield known.names.get(language) or known.names["en"]
    names = _cpv_names("nb" if language == "nn" else language)
    for code in version.cpv:
        yield f"{code} {names.get(code, '')}".rstrip()


@cache
def _cpv_names(language: str) -> Mapping[str, str]:
    frame = cpv_codes()
    column = f"name_{language if language in CPV_LANGUAGES else 'en'}"
    return dict(zip(frame["code"].to_list(), frame[column].fill_null("").to_list(), strict=True))
