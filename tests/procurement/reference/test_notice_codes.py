"""The official code lists of notices: what they hold, where it is from, what replaces what."""

import tomllib
from datetime import date

import pytest

from procurement.calculations.notice_codes import CodeList, CodeStanding, NoticeCode, Status, list_name
from procurement.reference.notice_codes import FILE, code_lists

COUNTS = {
    "strategic-procurement": 4,
    "environmental-impact": 12,
    "gpp-criteria": 4,
    "social-objective": 7,
    "innovative-acquisition": 8,
    "accessibility": 3,
    "award-criterion-type": 9,
    "number-weight": 7,
    "procurement-procedure-type": 9,
    "contract-nature": 4,
    "notice-subtype": 54,
}


def test_every_list_is_whole() -> None:
    assert {name: len(list(codes)) for name, codes in code_lists().items()} == COUNTS


def test_lists_in_force_are_named_in_three_languages() -> None:
    unnamed = {
        code.code
        for name, codes in code_lists().items()
        for code in codes
        if code.status is Status.ACTIVE and name != "notice-subtype" and set(code.names) != {"en", "nb", "sv"}
    }
    assert unnamed == {"quality-nor-env-criteria", "quality-nor-env-spec"}
    assert code_lists()["contract-nature"]["works"].names == {
        "en": "Works",
        "nb": "Bygge- og anleggsarbeid",
        "sv": "Byggentreprenader",
    }


def test_norways_environment_codes_say_from_when_and_instead_of_what() -> None:
    codes = code_lists()["award-criterion-type"]
    new = codes["quality-nor-env-exempt-insignificant"]

    assert (new.status, new.valid_from, new.replaces) == (
        Status.PROVISIONAL,
        date(2026, 7, 1),
        ("quality-nor-env-none",),
    )
    assert codes["quality-nor-env-none"].status is Status.DEPRECATED
    assert codes.replacement("quality-nor-env-none") == new


def test_a_replacement_stands_in_the_same_list() -> None:
    for codes in code_lists().values():
        assert all(old in codes for each in codes for old in each.replaces)


def test_the_source_names_publisher_version_and_licence() -> None:
    source = tomllib.loads((FILE.parent / "source.toml").read_text(encoding="utf-8"))["notice_codes"]

    assert source["file"] == FILE.name
    assert all(source[key] for key in ("title", "publisher", "version", "licence", "retrieved", "taken_from"))


@pytest.mark.parametrize(
    ("day", "standing"),
    [(1, CodeStanding.NOT_YET), (2, CodeStanding.STANDS), (4, CodeStanding.STANDS), (5, CodeStanding.REPLACED)],
)
def test_a_code_stands_from_its_day_until_another_replaces_it(day: int, standing: CodeStanding) -> None:
    old = NoticeCode("old", {}, valid_from=date(2026, 1, 2))
    new = NoticeCode("new", {}, valid_from=date(2026, 1, 5), replaces=("old",))

    assert CodeList([old, new]).standing("old", date(2026, 1, day)) is standing


def test_a_code_is_over_after_its_last_day() -> None:
    codes = CodeList([NoticeCode("old", {"nb": "Gammel"}, valid_to=date(2026, 1, 5))])

    assert [codes.standing("old", date(2026, 1, day)) for day in (5, 6)] == [CodeStanding.STANDS, CodeStanding.OVER]
    assert (codes["old"].name("sv"), NoticeCode("bare", {}).name("sv")) == ("Gammel", "bare")


def test_a_list_is_known_by_its_former_name() -> None:
    assert list_name("social-procurement") == "social-objective"
