"""A bank in a file is looked at, loaded whole or in its good parts, and loading it again changes nothing."""

from typing import Any

import pytest
import yaml

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.calculations.bank_check import Standing
from requirements_bank.calculations.same_content import comparable
from requirements_bank.models import Bank, Decision, Relation, RequirementVersion, SeenBy, State
from requirements_bank.queries.banks import contents_of_bank
from requirements_bank.reports.bank_files import about_bank, yaml_of
from requirements_bank.reports.bank_workbook import workbook_of
from requirements_bank.services.load_bank_file import (
    BankChoices,
    BankNotAcceptedError,
    LoadedFile,
    check_bank_file,
    load_bank_file,
)
from requirements_bank.services.versions import send_to_review
from tests.factories.bank import make_draft, make_published, said, texts
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FROM_NEIGHBOUR = BankChoices(name="Nabobanken", source="Nabolag", source_address="https://nabo.example", licence="CC0")


def file_of(*contents: dict[str, Any]) -> bytes:
    return yaml.safe_dump_all(contents, allow_unicode=True).encode()


def load(organisation: Organisation, data: bytes, **changes: Any) -> LoadedFile:
    choices = BankChoices(**{**FROM_NEIGHBOUR.as_json(), **changes})
    with open_access(access_for_work(organisation.pk)):
        return load_bank_file(organisation=organisation, data=data, choices=choices)


def states(organisation: Organisation) -> dict[str, str]:
    with open_access(access_for_work(organisation.pk)):
        found = RequirementVersion.objects.filter(organisation=organisation).order_by("pk")
        return {f"{version.requirement.code} v{version.number}": version.state for version in found}


def test_what_cannot_be_published_stays_a_draft_and_the_others_are_published(cast: Cast) -> None:
    unknown = said("NAB-2", cpv=["99999999"])
    named = said("NAB-3", motive=texts("Norske varer er best.", sv="Norska varor är bäst."),
                 title=texts("Norskproduserte varer", sv="Norskproducerade varor"))  # fmt: skip
    loaded = load(cast.ekby, file_of(said("NAB-1"), unknown, named), publish=True)

    assert (loaded.published, loaded.left) == (1, 2)
    assert states(cast.ekby) == {"NAB-1 v1": "published", "NAB-2 v1": "draft", "NAB-3 v1": "draft"}
    with open_access(access_for_work(cast.ekby.pk)):
        (decision,) = Decision.objects.filter(bank=loaded.bank)
        assert (decision.verdict, decision.requirement.code) == ("published", "NAB-1")  # type: ignore[union-attr]


def test_a_number_that_leaves_no_room_for_the_next_is_not_taken_over(cast: Cast) -> None:
    load(cast.ekby, file_of(said("NAB-1", version=2**31 - 1), said("NAB-2", version=7)))

    assert states(cast.ekby) == {"NAB-1 v1": "draft", "NAB-2 v7": "draft"}


def test_a_bank_of_another_source_stands_beside_ours_and_only_we_see_it(cast: Cast) -> None:
    loaded = load(cast.ekby, file_of(said("NAB-1"), said("NAB-2")))

    bank = loaded.bank
    assert (bank.organisation, bank.source, bank.licence, bank.seen_by) == (cast.ekby, "Nabolag", "CC0", SeenBy.OWN)
    assert bank.languages == ["nb", "sv"]
    assert states(cast.ekby) == {"NAB-1 v1": State.DRAFT, "NAB-2 v1": State.DRAFT}
    with open_access(access_for_work(cast.granby.pk)):
        assert not Bank.objects.filter(pk=bank.pk).exists()


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    data = file_of(said("NAB-1", version=3), said("NAB-2"))
    first = load(cast.ekby, data, publish=True)
    before = states(cast.ekby)

    again = load(cast.ekby, data, publish=True)

    assert again.bank == first.bank
    assert dict(again.counts) == {"new": 0, "changed": 0, "unchanged": 2, "wrong": 0}
    assert states(cast.ekby) == before == {"NAB-1 v3": State.PUBLISHED, "NAB-2 v1": State.PUBLISHED}


def test_what_has_changed_becomes_a_new_version_and_only_that(cast: Cast) -> None:
    load(cast.ekby, file_of(said("NAB-1"), said("NAB-2")), publish=True)

    loaded = load(cast.ekby, file_of(said("NAB-1"), said("NAB-2", level="advanced")))

    assert dict(loaded.counts) == {"new": 0, "changed": 1, "unchanged": 1, "wrong": 0}
    assert states(cast.ekby)["NAB-2 v2"] == State.DRAFT
    load(cast.ekby, file_of(said("NAB-2", level="spearhead")))
    assert len(states(cast.ekby)) == 3


def test_requirements_that_name_each_other_are_published_together(cast: Cast) -> None:
    one = said("NAB-1", relations={"conflicts_with": ["NAB-2"]})
    two = said("NAB-2", relations={"conflicts_with": ["NAB-1"]})

    load(cast.ekby, file_of(one, two), publish=True)

    with open_access(access_for_work(cast.ekby.pk)):
        assert Relation.objects.count() == 2


def test_wrong_rows_are_named_and_nothing_or_the_good_ones_are_loaded(cast: Cast) -> None:
    bad = said("NAB-2", kind="demand", title={"sv": "Bara svenska"})
    data = file_of(said("NAB-1"), bad, said("NAB-3", relations={"includes": ["NAB-2"]}), {"a": 1})
    with open_access(access_for_work(cast.ekby.pk)):
        check = check_bank_file(
            organisation=cast.ekby, data=data, choices=BankChoices(source="Nabolag", languages=["nb"])
        )
    found = [
        (each.place, each.code, each.standing.value, [p.code for p in each.problems][:2]) for each in check.checked
    ]
    assert found == [
        ("document:1", "NAB-1", "new", []),
        ("document:2", "NAB-2", "wrong", ["unknown_word", "missing_language"]),
        ("document:3", "NAB-3", "wrong", ["unknown_requirement"]),
        ("document:4", "", "wrong", ["unknown_field", "missing_text"]),
    ]

    with pytest.raises(BankNotAcceptedError, match="3 requirements of the file are wrong"):
        load(cast.ekby, data, languages=["nb"])
    assert states(cast.ekby) == {}

    load(cast.ekby, data, languages=["nb"], good_rows_only=True)
    assert states(cast.ekby) == {"NAB-1 v1": State.DRAFT}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "N" * 31}, "text_too_long"),
        ({"topic": "x" * 81}, "text_too_long"),
        ({"topic": "bad\x00"}, "strange_characters"),
        ({"valid_from": "9999-12-31"}, "not_a_date"),
        ({"staircase": [{"month": "1e999999", "threshold": 1}]}, "not_a_number"),
        ({"version": float("inf")}, "not_a_number"),
        ({"motive": texts("y" * 20_001)}, "text_too_long"),
    ],
)
def test_what_no_database_takes_is_a_problem_and_no_crash(cast: Cast, changes: dict[str, Any], code: str) -> None:
    data = file_of({**said("NAB-1"), **changes})
    with open_access(access_for_work(cast.ekby.pk)):
        check = check_bank_file(organisation=cast.ekby, data=data, choices=BankChoices(source="X", languages=["nb"]))

    assert code in [problem.code for problem in check.checked[0].problems]


def test_codes_that_nobody_knows_are_told_and_taken(cast: Cast) -> None:
    data = file_of(said("NAB-1", categories=["transport.rockets"], cpv=["99999999"]))
    with open_access(access_for_work(cast.ekby.pk)):
        check = check_bank_file(organisation=cast.ekby, data=data, choices=FROM_NEIGHBOUR)

    assert [(p.code, p.is_error) for p in check.checked[0].problems] == [
        ("unknown_category", False),
        ("unknown_cpv", False),
    ]
    assert check.checked[0].standing == Standing.NEW


def test_a_version_in_review_is_not_replaced(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_draft(cast.ekby, code="EGN-1")
        send_to_review(draft)
        bank = str(draft.requirement.bank.uuid)
        data = file_of(said("EGN-1", level="advanced"))
        check = check_bank_file(organisation=cast.ekby, data=data, choices=BankChoices(bank=bank))

    assert [problem.code for problem in check.checked[0].problems] == ["in_review"]


def test_the_same_code_twice_is_wrong_both_times(cast: Cast) -> None:
    with pytest.raises(BankNotAcceptedError):
        load(cast.ekby, file_of(said("NAB-1"), said("NAB-1")))


def test_an_exported_bank_is_unchanged_when_it_is_loaded_into_itself(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_published(cast.ekby, relations={"replaces": []}).requirement.bank
        contents = contents_of_bank(bank)
        for data in (yaml_of(about_bank(bank), contents), workbook_of(about_bank(bank), contents)):
            choices = BankChoices(bank=str(bank.uuid), publish=True)
            loaded = load_bank_file(organisation=cast.ekby, data=data, choices=choices)
            assert dict(loaded.counts) == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}


def test_a_bank_moves_to_another_organisation_whole(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_published(cast.ekby, visibility=SeenBy.OWN).requirement.bank
        before = contents_of_bank(bank)
        data = workbook_of(about_bank(bank), before)

    loaded = load(cast.granby, data, source="Ekby kommun", name="Ekby", publish=True)

    with open_access(access_for_work(cast.granby.pk)):
        after = contents_of_bank(loaded.bank)
    assert [comparable(content) for content in after] == [comparable(content) for content in before]
