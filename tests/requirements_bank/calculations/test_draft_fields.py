"""What a requirement says goes into a form and comes back; what is typed is never lost."""

from typing import Any

import pytest
import yaml

from foundation.problems import Problem
from requirements_bank.calculations.draft_fields import field_of, languages_in, said_by, typed_of
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.calculations.stored_content import plain
from requirements_bank.services.load_shipped import CONTENT
from tests.factories.bank import said

SHIPPED = sorted(CONTENT.glob("*/*.yaml"))[::11]


def through_the_form(content: dict[str, Any]) -> dict[str, Any]:
    return said_by(typed_of(content, languages_in(content, [])), content)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_requirement_comes_back_as_it_went_in(path: Any) -> None:
    content = plain(yaml.safe_load(path.read_text(encoding="utf-8")))
    first, second = (read_requirement(each, languages=LANGUAGES) for each in (content, through_the_form(content)))

    assert second == first
    assert second[1] == []


def test_what_the_form_does_not_show_stays() -> None:
    content = said("EGN-1", version=3, custom={"x": 1})
    del content["law"], content["sources"]
    assert through_the_form(content) == content


def test_numbers_are_read_as_people_write_them_and_other_text_is_kept() -> None:
    typed = {
        "variables.2.name": "share",
        "variables.2.default": "40 %",
        "variables.2.min": "2,5",
        "variables.2.max": "mye",
        "variables.7.name": "share",
        "variables.7.min": "1",
        "variables.9.name": " ",
        "staircase.1.month": "12",
    }
    content = said_by(typed, {"code": "EGN-1"})
    assert content == {
        "code": "EGN-1",
        "variables": {"share": {"default": 40, "min": 2.5, "max": "mye"}, "share_2": {"min": 1}},
        "staircase": [{"month": 12}],
    }


def test_a_choice_is_written_line_by_line_in_each_language() -> None:
    options = {"el": {"nb": "Elbil", "sv": "Elbil"}, "gass": {"nb": "Gass"}}
    content = {"variables": {"fuel": {"type": "choice", "options": options}}, "wording": {"nb": "x", "sv": "x"}}
    typed = typed_of(content, ["nb", "sv"])

    assert typed["variables.1.options.nb"] == "el: Elbil\ngass: Gass"
    assert said_by(typed, {})["variables"] == content["variables"]


def test_a_variable_that_only_the_wording_names_gets_a_row() -> None:
    typed = typed_of({"wording": {"nb": "Minst {share} fra {start}."}, "variables": {"start": {}, "old": {}}}, ["nb"])
    assert [typed[f"variables.{number}.name"] for number in (1, 2, 3)] == ["share", "start", "old"]


@pytest.mark.parametrize(
    ("path", "values", "field"),
    [
        ("title", {"language": "sv"}, "title.sv"),
        ("wording", {}, "wording.nb"),
        ("variables.share.min", {}, "variables.1.min"),
        ("variables.share.options.el", {"language": "nb"}, "variables.1.options.nb"),
        ("variables.gone", {}, "variables.1.name"),
        ("checklist", {}, "checklist.1.nb"),
        ("effect", {}, "effect.low"),
        ("level", {}, "level"),
        ("custom", {}, ""),
    ],
)
def test_a_problem_leads_to_its_field(path: str, values: dict[str, object], field: str) -> None:
    content = said()
    fields = [*typed_of(content, ["nb", "sv"]), "effect.low"]
    assert field_of(Problem("x", "EGN-1", path, values=values), content, fields) == field
