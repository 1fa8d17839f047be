"""What a source does not say stays unsaid; everything that is wrong is told at once."""

from collections.abc import Mapping

from requirements_bank.calculations.example_reading import read_example

TEXTS = {"nb": "tekst", "nn": "tekst", "sv": "text", "en": "text"}
SAID: Mapping[str, object] = {
    "code": "EX-900",
    "who": "Ekby kommune",
    "country": "NO",
    "title": TEXTS,
    "asked": TEXTS,
    "sources": [{"title": "Side", "publisher": "Ekby kommune", "year": None, "url": ""}],
}


def test_what_is_not_said_is_absent() -> None:
    content, problems = read_example(SAID)

    assert problems == []
    assert content is not None
    assert (content.happened, content.price_effect, content.lesson, content.contact) == (None, None, None, "")
    assert (content.years, content.categories, content.requirements) == ((), (), ())
    assert (content.sources[0].year, content.is_demonstration) == (None, False)


def test_everything_wrong_is_told() -> None:
    wrong = {
        "country": "Norge",
        "years": ["i fjor"],
        "areas": ["sea"],
        "happened": {"nb": "tekst", "nn": "tekst", "sv": "text"},
        "sources": [],
        "price": TEXTS,
    }

    content, problems = read_example({**SAID, **wrong})

    assert content is None
    assert {problem.place for problem in problems} == {"EX-900"}
    assert {(problem.code, problem.field) for problem in problems} >= {
        ("not_a_country", "country"),
        ("not_a_whole_number", "years"),
        ("unknown_word", "areas"),
        ("missing_language", "happened"),
        ("missing_text", "sources"),
        ("unknown_field", "price"),
    }


def test_a_list_is_no_example() -> None:
    content, problems = read_example(["EX-900"], place="EX-900.yaml")

    assert content is None
    assert [(problem.code, problem.place) for problem in problems] == [("not_an_example", "EX-900.yaml")]
