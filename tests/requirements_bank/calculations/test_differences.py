"""Differences of texts: exactly what changed is marked, and both texts can be read out of them."""

import time

from hypothesis import given
from hypothesis import strategies as st

from requirements_bank.calculations.differences import (
    FieldDifference,
    Mark,
    Piece,
    compared,
    words_beyond,
    words_changed,
)

WORDS = st.lists(
    st.sampled_from(["Minst", "50", "{share}", "av", "leveransene", ".", ",", "\n", "el-bil"]), max_size=25
)


def read(pieces: tuple[Piece, ...], *marks: Mark) -> str:
    return "".join(piece.text for piece in pieces if piece.mark in marks)


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    pieces = words_changed(before, after)

    assert read(pieces, Mark.SAME, Mark.REMOVED) == before
    assert read(pieces, Mark.SAME, Mark.ADDED) == after
    assert read(words_beyond(before, after), Mark.SAME, Mark.ADDED) == after


def test_only_the_words_that_changed_are_marked() -> None:
    pieces = words_changed(
        "Minst {share} av leveransene skjer med bil.", "Minst {share} av leveransene skjer med el-bil."
    )

    assert pieces == (
        Piece("Minst {share} av leveransene skjer med "),
        Piece("bil", Mark.REMOVED),
        Piece("el-bil", Mark.ADDED),
        Piece("."),
    )


def test_a_changed_phrase_reads_as_one() -> None:
    pieces = words_changed("innen 15 dager etter", "hver tredje uke etter")

    assert pieces == (
        Piece("innen 15 dager", Mark.REMOVED),
        Piece("hver tredje uke", Mark.ADDED),
        Piece(" etter"),
    )


def test_fields_stand_in_the_order_of_the_newer_one_and_empty_ones_are_left_out() -> None:
    before = {"title": "Krav", "law": "§ 1", "market": ""}
    after = {"title": "Krav", "effect": "40–90 %", "market": ""}

    assert [(each.key, each.has_changed) for each in compared(before, after)] == [
        ("title", False),
        ("effect", True),
        ("law", True),
    ]
    assert compared({}, {"title": "Krav"}) == (FieldDifference("title", (Piece("Krav", Mark.ADDED),)),)


def test_a_very_long_text_is_compared_by_its_lines_and_quickly() -> None:
    before = "".join(f"Linje {number} med noen ord i seg.\n" for number in range(6000))
    begun = time.monotonic()

    pieces = words_changed(before, before.replace("Linje 17 ", "Linje sytten "))

    assert [piece.text for piece in pieces if piece.mark is Mark.ADDED] == [
        "Linje sytten med noen ord i seg.",
        "\n",
    ]
    assert time.monotonic() - begun < 20
