"""What is typed is taken apart, and what the texts know of it becomes what is looked for."""

import pytest

from requirements_bank.calculations.search_words import Known, Sought, Typed, sought, take_apart, was_guessed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Typed()),
        ("  . - ", Typed()),
        ("utslippsfri Varetransport", Typed(words=("utslippsfri", "varetransport"))),
        ("TRA-012", Typed(codes=("tra-012",))),
        ("KR-TRA-012 tra012", Typed(codes=("tra-012",))),
        ("TRA-012-EKB-1 co2", Typed(codes=("tra-012-ekb-1",), words=("co2",))),
        ("cpv 60100000-9", Typed(cpv=("601",))),
        ("6010", Typed(cpv=("601",))),
        ("60100000 60100000-9", Typed(cpv=("601",))),
        ("IT-utstyr, «asfalt»!", Typed(words=("it", "utstyr", "asfalt"))),
        ("e'; DROP TABLE --", Typed(words=("e", "drop", "table"))),
    ],
)
def test_what_is_typed_is_taken_apart(typed: str, expected: Typed) -> None:
    assert take_apart(typed) == expected


def test_the_exact_word_is_worth_most_and_a_stop_word_asks_for_nothing() -> None:
    typed = Typed(words=("transport", "av"))
    known = [Known(1, "part", "varetransport"), Known(1, "exact", "transport"), Known(2, "stop", "")]

    assert sought(typed, known) == ([Sought(1, 0.6, "varetransport"), Sought(1, 1.0, "transport")], 1)


def test_a_compound_that_falls_apart_asks_for_both_its_parts() -> None:
    known = [Known(1, "split", "varu", "transport")]

    assert sought(Typed(words=("varutransporter",)), known) == (
        [Sought(1, 0.5, "varu"), Sought(2, 0.5, "transport")],
        2,
    )


def test_only_what_is_nearest_stands_for_a_misspelling() -> None:
    known = [Known(1, "near", "varetransport"), Known(1, "near", "persontransport")]

    found, asked = sought(Typed(words=("varetransprt",)), known)

    assert ([thing.word for thing in found], asked, was_guessed(known)) == (["varetransport"], 1, {1})


def test_a_word_that_nobody_knows_is_asked_for_all_the_same() -> None:
    assert sought(Typed(words=("zxqwv",)), []) == ([], 1)


def test_a_cpv_code_finds_what_is_below_it_and_what_holds_it() -> None:
    found, asked = sought(Typed(cpv=("60161",)), [])

    assert ([thing.word for thing in found], asked) == (["#60161", "=60160000", "=60100000", "=60000000"], 1)
