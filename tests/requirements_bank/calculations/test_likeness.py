"""What is nearest, and which wordings are nearly the same; the same from a small bank and a large one."""

import pytest

from requirements_bank.calculations.likeness import Candidate, groups_of, meaning_of, nearest, prepared

BANK = [
    Candidate(1, "nb", "Minst {share} av leveransene skal skje med utslippsfrie kjøretøy."),
    Candidate(1, "sv", "Minst {share} av leveranserna ska ske med utsläppsfria fordon."),
    Candidate(2, "nb", "Matsvinnet skal være høyst {limit} per servert gjest."),
]
KNOWN = prepared(BANK)


def test_the_nearest_is_found_in_the_language_that_it_is_written_in() -> None:
    ((best, other),) = nearest(["Minst 30 % av leveranserna ska ske med utsläppsfria fordon."], KNOWN)

    assert (best.key, best.language, best.likeness) == (1, "sv", 1.0)
    assert (other.key, meaning_of(other.likeness).value) == (2, "new")


def test_numbers_make_no_difference() -> None:
    one, two = nearest(["Minst 30 % av leveransene.", "Minst 95 % av leveransene."], KNOWN)

    assert one == two


@pytest.mark.parametrize("wordings", [[], [""], ["12 %"], ["…"]])
def test_a_wording_without_words_is_alike_nothing(wordings: list[str]) -> None:
    assert [[near for near in found if near.likeness] for found in nearest(wordings, KNOWN)] == [[] for _ in wordings]
    assert nearest(["Bilene"], prepared([])) == [[]]
    assert [near.likeness for near in nearest(["Bilene"], prepared([Candidate(1, "nb", "{share}")]))[0]] in ([], [0.0])


@pytest.mark.parametrize("each", [300, 1])
def test_a_large_bank_gives_the_same_first_match(each: int) -> None:
    wordings = ["Svinnet av mat skal være høyst 40 g per gjest.", "Leveransene skal skje utslippsfritt."]
    small = nearest(wordings, KNOWN, count=1)
    large = nearest(wordings, prepared(BANK, large=1), count=1, each=each)

    assert [found[0].key for found in large] == [found[0].key for found in small] == [2, 1]


def test_wordings_that_are_nearly_the_same_stand_in_a_group() -> None:
    wordings = [
        "Minst 30 % av leveransene med lastesykkel.",
        "Garanti i fem år.",
        "25 % av leveransene med lastesykkel.",
    ]

    assert groups_of(wordings) == [[0, 2]]
    assert groups_of([]) == groups_of(["ett"]) == groups_of(["1", "2 %"]) == []
