"""Search in three languages: stems, parts of compounds, and never more than the reader may open."""

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from foundation.search.documents import find_documents, trigrams_of, write_document
from organisations.models import Organisation
from tests.factories.cast import Cast

MAY = frozenset({"tests.read"})
REQUIREMENTS = {
    "vehicles": {
        "nb": ("Utslippsfrie kjøretøy", "Minst halvparten av leveransene skal skje med elektriske lastebiler."),
        "sv": ("Utsläppsfria fordon", "Minst hälften av leveranserna ska ske med eldrivna lastbilar."),
        "en": ("Zero-emission vehicles", "At least half of the deliveries are made by electric lorries."),
    },
    "asphalt": {
        "nb": ("Lavtemperaturasfalt", "Asfaltarbeider på kommunale veier med lavere temperatur."),
        "sv": ("Lågtemperaturasfalt", "Asfaltarbeten på kommunala vägar med lägre temperatur."),
        "en": ("Low-temperature asphalt", "Surfacing of municipal roads at a lower temperature."),
    },
    "food": {
        "nb": ("Sesongens grønnsaker", "Økologisk mat i barnehager og skoler."),
        "sv": ("Säsongens grönsaker", "Ekologisk mat i förskolor och skolor."),
        "en": ("Vegetables in season", "Organic food in nurseries and schools."),
    },
}


@pytest.fixture
def library(at_work_in_ekby: Organisation) -> Organisation:
    for name, texts in REQUIREMENTS.items():
        write_document(
            organisation_id=at_work_in_ekby.pk,
            kind="tests.requirement",
            object_id=name,
            texts=texts,
            address=f"/{name}",
            permission="tests.read",
        )
    return at_work_in_ekby


def found(place: Organisation, query: str, language: str, permissions: frozenset[str] = MAY) -> list[str]:
    hits = find_documents(organisation_id=place.pk, query=query, language=language, permissions=permissions)
    return [hit.address for hit in hits]


@pytest.mark.parametrize(
    ("language", "query", "address"),
    [
        ("nb", "lastebil", "/vehicles"),
        ("nb", "lastebilene", "/vehicles"),
        ("nb", "leveranse", "/vehicles"),
        ("nb", "barnehage", "/food"),
        ("sv", "lastbil", "/vehicles"),
        ("sv", "lastbilarna", "/vehicles"),
        ("sv", "förskola", "/food"),
        ("sv", "vägarna", "/asphalt"),
        ("en", "delivery", "/vehicles"),
        ("en", "lorry", "/vehicles"),
        ("en", "nursery", "/food"),
        ("en", "roads", "/asphalt"),
    ],
)
def test_another_form_of_a_word_is_found(library: Organisation, language: str, query: str, address: str) -> None:
    assert found(library, query, language)[0] == address


@pytest.mark.parametrize(
    ("language", "query", "address"),
    [
        ("nb", "asfalt", "/asphalt"),
        ("nb", "temperaturasfalt", "/asphalt"),
        ("nb", "grønnsak", "/food"),
        ("nb", "utslipp", "/vehicles"),
        ("sv", "asfalt", "/asphalt"),
        ("sv", "asfaltarbete", "/asphalt"),
        ("sv", "utsläpp", "/vehicles"),
        ("en", "veget", "/food"),
    ],
)
def test_a_part_of_a_compound_is_found(library: Organisation, language: str, query: str, address: str) -> None:
    assert found(library, query, language)[0] == address


@pytest.mark.parametrize(("language", "query"), [("nb", "lavtempratur"), ("sv", "lågtemperatrasfalt")])
def test_a_misspelt_word_is_found(library: Organisation, language: str, query: str) -> None:
    assert found(library, query, language) == ["/asphalt"]


def test_all_words_must_be_there(library: Organisation) -> None:
    assert (found(library, "asfalt veier", "nb"), found(library, "asfalt barnehager", "nb")) == (["/asphalt"], [])


def test_a_hit_in_the_title_comes_before_one_in_the_text(library: Organisation) -> None:
    write_document(
        organisation_id=library.pk,
        kind="tests.requirement",
        object_id="other",
        texts={"nb": ("Drift av veier", "Blant annet asfalt.")},
        address="/other",
        permission="",
    )

    assert found(library, "lavtemperaturasfalt", "nb") == ["/asphalt"]
    assert found(library, "veier", "nb")[0] == "/other"


@pytest.mark.parametrize("query", ["", "   ", "qzx", "!!!", "(", "'", '"', "a:*", "\\", "x" * 500])
def test_odd_words_find_nothing_and_break_nothing(library: Organisation, query: str) -> None:
    assert found(library, query, "nb") == []


def test_a_word_of_two_letters_is_found_as_a_word(library: Organisation) -> None:
    assert found(library, "in", "en") == []  # English leaves it out
    write_document(
        organisation_id=library.pk,
        kind="tests.requirement",
        object_id="it",
        texts={"en": ("PC and server", "Requirements for EU tenders.")},
        address="/it",
        permission="",
    )

    assert found(library, "pc", "en") == ["/it"]


def test_a_reader_finds_only_what_they_may_open(library: Organisation) -> None:
    assert found(library, "asfalt", "nb", frozenset()) == []


def test_another_organisation_finds_nothing(library: Organisation, cast: Cast) -> None:
    assert found(library, "asfalt", "nb") == ["/asphalt"]
    with open_access(access_for_work(cast.granby.pk)):
        assert found(library, "asfalt", "nb") == []
        assert found(cast.granby, "asfalt", "nb") == []


def test_a_language_without_its_own_text_finds_nothing_of_another(library: Organisation) -> None:
    assert found(library, "vegetables", "nb") == []


def test_writing_again_replaces_what_was_there(library: Organisation) -> None:
    write_document(
        organisation_id=library.pk,
        kind="tests.requirement",
        object_id="food",
        texts={"nb": ("Fisk", "Fra bærekraftig fiske.")},
        address="/food",
        permission="tests.read",
    )

    assert (found(library, "barnehage", "nb"), found(library, "fisk", "nb"), found(library, "nurseries", "en")) == (
        [],
        ["/food"],
        [],
    )


def test_trigrams_keep_scandinavian_letters() -> None:
    assert trigrams_of("Kjøretøy på ÅS") == ["etø", "jør", "kjø", "ret", "tøy", "øre"]
