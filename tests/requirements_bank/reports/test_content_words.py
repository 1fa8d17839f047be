"""Measures, steps and units of every shipped requirement read as sentences."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from requirements_bank.calculations.filling import fill
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.reports.content_words import measure_sentence, step_in_words, unit_of
from requirements_bank.services.load_shipped import shipped_requirements
from tests.factories.bank import said, texts


def content(**changes: object) -> RequirementContent:
    found, problems = read_requirement(said("EGN-1", **changes), languages=["nb"])
    assert found, problems
    return found


def test_a_measure_follows_what_is_filled_in() -> None:
    requirement = content()

    assert [
        measure_sentence(requirement, fill(requirement.variables, typed), "nb").replace("\u00a0", " ")
        for typed in ({}, {"share": "60"}, {"share": "5"})
    ] == [
        "Minst 40 % per kvartal, målt som andel leveranser",
        "Minst 60 % per kvartal, målt som andel leveranser",
        "Minst … per kvartal, målt som andel leveranser",
    ]


def test_a_measure_is_told_in_the_language_of_the_requirement() -> None:
    requirement = content()

    with override("en"):
        told = measure_sentence(requirement, fill(requirement.variables, {}), "sv")
    assert told.replace("\u00a0", " ") == "Minst 40 % per kvartal, mätt som andel leveranser"


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (None, ""),
        (
            {"type": "yes_no", "period": "year", "what": texts("CO₂-regnskap finnes")},
            "Ja eller nei, per år: CO₂-regnskap finnes",
        ),
        (
            {
                "type": "number",
                "unit": "kg",
                "direction": "at_most",
                "threshold": 2.5,
                "period": "month",
                "what": texts("Avfall"),
            },
            "Høyst 2,5 kg per måned, målt som avfall",
        ),
    ],
)
def test_measures_of_other_kinds(measure: dict[str, object] | None, sentence: str) -> None:
    requirement = content(measure=measure)

    assert measure_sentence(requirement, fill(requirement.variables, {}), "nb").replace("\u00a0", " ") == sentence


def test_steps_have_the_unit_of_what_is_measured() -> None:
    requirement = content(staircase=[{"month": 0, "threshold": 30}])

    assert (step_in_words(requirement, Decimal(30), "nb"), unit_of(requirement, "nb")) == ("30\u00a0%", "%")


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_every_shipped_measure_reads_as_one_sentence(language: str) -> None:
    for requirement, _stored in shipped_requirements()[0]:
        told = measure_sentence(requirement, fill(requirement.variables, {}), language)
        assert bool(told) == requirement.is_measurable, requirement.code
        assert "…" not in told, requirement.code
