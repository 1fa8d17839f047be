"""The finder of near-duplicates, measured on wordings that people have labelled: it keeps what its document states."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from requirements_bank.calculations.likeness import NEARLY_THE_SAME, RELATED, Candidate, Near, nearest, prepared
from requirements_bank.services.load_shipped import shipped_requirements

LABELLED = Path(__file__).with_name("labelled_wordings.yaml")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "methods" / "near_duplicates.md"
NEAR_PRECISION, RELATED_PRECISION, STEP = 0.99, 0.85, 0.02


@cache
def labelled() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(LABELLED.read_text(encoding="utf-8"))
    return found


@cache
def shipped() -> tuple[tuple[str, ...], tuple[Candidate, ...]]:
    read = [content for content, _said in shipped_requirements()[0]]
    candidates = tuple(
        Candidate(place, language, f"{content.title[language]} {wording}")
        for place, content in enumerate(read)
        for language, wording in content.wording.items()
    )
    return tuple(content.code for content in read), candidates


@cache
def matches() -> list[list[Near]]:
    return nearest([each["text"] for each in labelled()], prepared(shipped()[1]))


def measured(threshold: float, part: int) -> tuple[float, float]:
    """Precision and recall of the best match above a threshold, on every second wording."""
    codes = shipped()[0]
    right = said = there = 0
    for place, (each, found) in enumerate(zip(labelled(), matches(), strict=True)):
        if place % 2 != part:
            continue
        there += bool(each["codes"])
        if found and found[0].likeness >= threshold:
            said += 1
            right += codes[found[0].key] in each["codes"]
    return right / said, right / there


def stated(name: str) -> float:
    """A figure that the document states, in percent, in the row of that name."""
    row = re.search(rf"^\| {re.escape(name)} \| ([\d.]+) %", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert row, f"{DOCUMENT.name} states nothing of {name!r}"
    return float(row[1]) / 100


def test_the_labelled_set_is_large_and_mixed() -> None:
    wordings = labelled()

    assert len(wordings) >= 120
    assert {each["language"] for each in wordings} == {"nb", "sv", "nn", "en"}
    assert {"copy", "paraphrase", "short", "numbers", "order", "merged", "negative", "unrelated"} == {
        each["how"] for each in wordings
    }
    assert sum(not each["codes"] for each in wordings) >= 40
    assert {code for each in wordings for code in each["codes"]} <= set(shipped()[0])
    assert len({each["text"] for each in wordings}) == len(wordings)


def test_the_thresholds_are_the_lowest_that_are_right_often_enough_on_the_first_half() -> None:
    steps = [step * STEP for step in range(1, 50)]
    near = next(threshold for threshold in steps if measured(threshold, 0)[0] >= NEAR_PRECISION)
    related = next(threshold for threshold in steps if measured(threshold, 0)[0] >= RELATED_PRECISION)

    assert (round(near, 2), round(related, 2)) == (NEARLY_THE_SAME, RELATED)


@pytest.mark.parametrize(("name", "threshold"), [("nearly the same", NEARLY_THE_SAME), ("related", RELATED)])
def test_precision_and_recall_on_the_second_half_are_what_the_document_states(name: str, threshold: float) -> None:
    precision, recall = measured(threshold, 1)

    assert precision >= stated(f"{name}: precision") - 0.0005
    assert recall >= stated(f"{name}: recall") - 0.0005


def test_the_right_requirement_is_among_the_five_that_are_shown() -> None:
    codes = shipped()[0]
    asked = [(each, found) for each, found in zip(labelled(), matches(), strict=True) if each["codes"]]
    shown = sum(any(codes[near.key] in each["codes"] for near in found) for each, found in asked)

    assert shown / len(asked) >= stated("among the five shown") - 0.0005


def test_the_document_s_example_is_what_the_method_gives() -> None:
    example = re.search(
        r"^> (.+?)$\n+.*?`(TRA-002)`.*?\*\*(0\.\d+)\*\*", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert example
    ((best, *_others),) = nearest([example[1]], prepared(shipped()[1]))

    assert (shipped()[0][best.key], f"{best.likeness:.3f}") == (example[2], example[3])
