"""An example goes from draft to published and back; nobody sees more of it, or of its contact, than they should."""

import pytest
from django.db import IntegrityError, transaction

from foundation.access import NOTHING, open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import Example, ExampleContact, ExampleText, SeenBy
from requirements_bank.queries.examples import contact_of
from requirements_bank.services.examples import (
    ExampleNotPossibleError,
    change_example,
    copy_example,
    new_example,
    publish_example,
    withdraw_example,
)
from tests.factories.bank import make_published, texts
from tests.factories.cast import Cast
from tests.factories.examples import CONTACT, make_example, told
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def seen_by(organisation: Organisation | None, example: Example) -> tuple[bool, bool, bool]:
    """Whether the organisation's people see the example, find it and read whom to ask."""
    with open_access(access_for_work(organisation.pk) if organisation else NOTHING):
        return (
            Example.objects.filter(pk=example.pk).exists(),
            ExampleText.objects.filter(example=example.pk).exists(),
            ExampleContact.objects.filter(example=example.pk).exists(),
        )


ALL, NONE, NO_CONTACT = (True, True, True), (False, False, False), (True, True, False)


@pytest.mark.parametrize(
    ("audience", "neighbour", "stranger"),
    [
        (None, NONE, NONE),
        (SeenBy.OWN, NONE, NONE),
        (SeenBy.NETWORK, ALL, NONE),
        (SeenBy.PUBLIC, ALL, NO_CONTACT),
    ],
)
def test_an_example_is_seen_by_whom_it_is_for_and_its_contact_by_networks_at_most(
    cast: Cast, audience: str | None, neighbour: tuple[bool, ...], stranger: tuple[bool, ...]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        example = make_example(cast.ekby, seen_by=audience)

    assert seen_by(cast.ekby, example) == ALL
    assert seen_by(cast.granby, example) == neighbour
    assert seen_by(cast.network, example) == neighbour
    assert seen_by(make_organisation(), example) == stranger
    assert seen_by(None, example) == stranger


def test_a_contact_never_becomes_part_of_what_an_example_says(at_work_in_ekby: Organisation) -> None:
    example = make_example(at_work_in_ekby, seen_by=SeenBy.PUBLIC, contact="Per, 900 00 000")
    sneaked = new_example(organisation=at_work_in_ekby, said={**told(), "contact": "Per, 900 00 000"})

    assert "Per" not in str(example.content) + str(sneaked.content)
    assert not ExampleText.objects.filter(body__contains="Per").exists()
    assert "Per" not in str(list(Change.objects.values_list("summary", flat=True)))
    with pytest.raises(IntegrityError, match="example_contact_stands_apart"), transaction.atomic():
        Example.objects.filter(pk=example.pk).update(content={**example.content, "contact": "Per"})
    with pytest.raises(IntegrityError, match="example_contact_never_public"), transaction.atomic():
        ExampleContact.objects.update(seen_by=SeenBy.PUBLIC)


def test_a_withdrawn_example_is_its_owners_alone_again(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        example = withdraw_example(make_example(cast.ekby, seen_by=SeenBy.PUBLIC))
        with pytest.raises(ConflictError, match="utkast"):
            withdraw_example(example)
        assert contact_of(example) == CONTACT

    assert seen_by(cast.granby, example) == NONE


def test_a_draft_that_others_see_is_impossible(at_work_in_ekby: Organisation) -> None:
    example = make_example(at_work_in_ekby)
    with pytest.raises(IntegrityError, match="example_draft_is_ones_own"), transaction.atomic():
        Example.objects.filter(pk=example.pk).update(seen_by=SeenBy.PUBLIC)


def test_codes_are_given_in_order_and_used_once(at_work_in_ekby: Organisation) -> None:
    first, second = make_example(at_work_in_ekby), make_example(at_work_in_ekby)

    assert (first.code, second.code) == ("EX-101", "EX-102")
    with pytest.raises(ExampleNotPossibleError, match="EX-101 er i bruk"):
        make_example(at_work_in_ekby, code="EX-101")


def test_one_language_is_enough_and_each_that_was_begun_is_finished(at_work_in_ekby: Organisation) -> None:
    one = make_example(at_work_in_ekby, title=texts("Bare norsk"), asked=texts("Spurt."))
    half = make_example(at_work_in_ekby, lesson=texts("Det går."))
    with pytest.raises(ExampleNotPossibleError) as refused:
        make_example(at_work_in_ekby, title=texts("Bare norsk"))

    assert list(one.texts.values_list("language", flat=True)) == ["nb"]
    assert half.content["lesson"] == {"nb": "Det går."}
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [("missing_language", "title")]


def test_a_requirement_that_does_not_exist_cannot_be_named(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        theirs = make_published(cast.granby, code="GRA-001")
    with open_access(access_for_work(cast.ekby.pk)):
        ours = make_published(cast.ekby, code="EKB-001")
        with pytest.raises(ExampleNotPossibleError) as refused:
            make_example(cast.ekby, requirements=[ours.requirement.code, theirs.requirement.code])

    assert [problem.values["text"] for problem in refused.value.problems] == ["GRA-001"]


def test_a_copy_says_the_same_without_the_contact_and_what_only_they_have(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        make_published(cast.granby, code="GRA-001")
        theirs = make_example(cast.granby, seen_by=SeenBy.NETWORK, requirements=["GRA-001"], who="Granby kommun")
    with open_access(access_for_work(cast.ekby.pk)):
        copy = copy_example(organisation=cast.ekby, example=theirs)

        assert (copy.content["title"], copy.content["who"]) == (theirs.content["title"], "Granby kommun")
        assert (copy.requirements, contact_of(copy)) == ([], "")
        assert (copy.copied_from, copy.is_published, copy.organisation) == (theirs, False, cast.ekby)


def test_nobodys_change_is_lost(at_work_in_ekby: Organisation) -> None:
    example = make_example(at_work_in_ekby, seen_by=SeenBy.NETWORK)
    seen = example.content_hash
    changed = change_example(example, said=told(who="Vik"), contact="", seen_hash=seen)
    with pytest.raises(ConflictError, match="EX-101"):
        change_example(example, said=told(who="Vang"), contact="", seen_hash=seen)

    assert (changed.content["who"], changed.seen_by, contact_of(changed)) == ("Vik", SeenBy.NETWORK, "")
    assert ExampleText.objects.get(example=example, language="nb").body.count("Vik") == 1


def test_changes_are_recorded(at_work_in_ekby: Organisation) -> None:
    example = make_example(at_work_in_ekby, seen_by=SeenBy.NETWORK)
    change_example(example, said=told(), contact="")
    publish_example(example, seen_by=SeenBy.PUBLIC)
    withdraw_example(example)
    copy_example(organisation=at_work_in_ekby, example=example)

    recorded = Change.objects.filter(kind="requirements_bank.example").order_by("pk")
    assert [(change.action, change.summary["code"]) for change in recorded] == [
        ("written", "EX-101"),
        ("published", "EX-101"),
        ("changed", "EX-101"),
        ("published", "EX-101"),
        ("withdrawn", "EX-101"),
        ("copied", "EX-102"),
    ]
