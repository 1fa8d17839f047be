"""Write what can be found of versions: their words in each language, and the row that lists narrow down by.

Method: docs/methods/requirement_search.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.contrib.postgres.search import SearchVector, SearchVectorCombinable, SearchVectorField
from django.db.models import Func, Q, Value

from foundation.named_sql import execute
from foundation.search.documents import CONFIGURATIONS
from organisations.reference.categories import category_of
from requirements_bank.calculations.cpv import marks_of
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.calculations.texts import language_of
from requirements_bank.calculations.wording import PLACE
from requirements_bank.models import ListedRequirement, RequirementText, RequirementVersion, State
from requirements_bank.queries.known_codes import cpv_names

TITLE_LENGTH = 300
READERS = LANGUAGES


class Marks(SearchVectorCombinable, Func):
    """Marks that are taken as they stand, without stemming."""

    template = "(%(expressions)s)::tsvector"
    output_field = SearchVectorField()
    config = None


def write_texts(versions: Iterable[RequirementVersion]) -> None:
    """Replace the searchable texts of these versions; each must have its requirement at hand."""
    batch = list(versions)
    RequirementText.objects.filter(version__in=batch).delete()
    RequirementText.objects.bulk_create([text for version in batch for text in _texts(version)], batch_size=500)


def list_versions(versions: Iterable[RequirementVersion]) -> None:
    """Let lists show and searches find these versions where they are published, and no longer where they are not."""
    for owner, those in groupby(sorted(versions, key=_owner), key=_owner):
        _list(owner or None, list(those))


def _list(organisation_id: int | None, versions: Sequence[RequirementVersion]) -> None:
    requirements = {version.requirement_id for version in versions}
    before = ListedRequirement.objects.filter(requirement__in=requirements)
    shown = [version.pk for version in versions if version.state == State.PUBLISHED]
    gone = list(
        before.filter(Q(version__in=versions) | Q(requirement__versions__in=shown)).values_list("version", flat=True)
    )
    if gone:
        _run("forget_words", organisation_id, gone)
        before.filter(version__in=gone).delete()
    if shown:
        for statement in ("list_versions", "index_words", "remember_words"):
            _run(statement, organisation_id, shown)


def _run(statement: str, organisation_id: int | None, versions: Sequence[int]) -> None:
    execute(f"requirements_bank.{statement}", {"organisation_id": organisation_id, "versions": list(versions)})


def _owner(version: RequirementVersion) -> int:
    return version.organisation_id or 0


def _texts(version: RequirementVersion) -> Iterator[RequirementText]:
    said = version.content
    titles, wordings = _by_language(said.get("title")), _by_language(said.get("wording"))
    for language in sorted({*titles, *wordings} & set(CONFIGURATIONS)):
        title = titles.get(language, "")[:TITLE_LENGTH]
        yield RequirementText(
            organisation_id=version.organisation_id,
            version=version,
            language=language,
            read_in=[reader for reader in READERS if language_of(wordings or titles, reader) == language],
            title=title,
            words=_vector(version, title, wordings.get(language, ""), language),
            seen_by=version.seen_by,
        )


def _vector(version: RequirementVersion, title: str, wording: str, language: str) -> Any:  # noqa: ANN401 - an expression
    """Return the words by weight and the marks of the codes.

    A is the title, B the names of categories and CPV codes, C the wording, D the motive and what a category holds.
    """
    motive = _by_language(version.content.get("motive")).get(language, "")
    parts = {
        "A": title,
        "B": "\n".join(_names(version, language)),
        "C": PLACE.sub(" ", wording),
        "D": "\n".join([motive, *_descriptions(version, language)]),
    }
    configuration = CONFIGURATIONS[language]
    words: Any = Marks(Value(_marks(version)))
    for weight, text in parts.items():
        words = words + SearchVector(Value(text), config=configuration, weight=weight)
    return words


def _marks(version: RequirementVersion) -> str:
    """Return the marks of the CPV codes as a vector is written."""
    marks = [mark for code in version.cpv for mark in marks_of(code)]
    return " ".join("'{}'".format(mark.replace("\\", "\\\\").replace("'", "''")) for mark in marks)


def _by_language(texts: object) -> dict[str, str]:
    return {str(key): str(text) for key, text in texts.items() if text} if isinstance(texts, Mapping) else {}


def _names(version: RequirementVersion, language: str) -> Iterator[str]:
    """Yield the names of the version's categories with their areas, and of its CPV codes."""
    for code in version.categories:
        for known in filter(None, (category_of(code), category_of(code.partition(".")[0]))):
            yield known.names.get(language) or known.names["en"]
    names = cpv_names(language)
    yield from filter(None, (names.get(code) for code in version.cpv))


def _descriptions(version: RequirementVersion, language: str) -> Iterator[str]:
    """Yield what each of the version's categories holds: words that buyers use and requirements do not."""
    for known in filter(None, map(category_of, version.categories)):
        yield known.descriptions.get("nb" if language == "nn" else language) or ""
