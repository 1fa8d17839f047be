"""A version goes from draft to retired; what is published never changes; others see what they should."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.access import NOTHING, open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import Requirement, RequirementText, RequirementVersion, SeenBy, State
from requirements_bank.services import review
from requirements_bank.services.versions import (
    VersionNotPossibleError,
    change_visibility,
    discard,
    new_draft,
    new_requirement,
    publish,
    retire,
    save_draft,
    send_back,
    send_to_review,
)
from tests.factories.bank import make_bank, make_draft, make_published, said
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def seen_by(organisation: Organisation | None, version: RequirementVersion) -> tuple[bool, bool, bool]:
    """Whether the organisation's people see the requirement, the version and find it."""
    with open_access(access_for_work(organisation.pk) if organisation else NOTHING):
        return (
            Requirement.objects.filter(pk=version.requirement_id).exists(),
            RequirementVersion.objects.filter(pk=version.pk).exists(),
            RequirementText.objects.filter(version=version.pk).exists(),
        )


ALL, NONE = (True, True, True), (False, False, False)


@pytest.mark.parametrize(
    ("visibility", "neighbour", "stranger"),
    [(SeenBy.OWN, NONE, NONE), (SeenBy.NETWORK, ALL, NONE), (SeenBy.PUBLIC, ALL, ALL)],
)
def test_a_published_requirement_is_seen_by_whom_it_is_for(
    cast: Cast, visibility: SeenBy, neighbour: tuple[bool, ...], stranger: tuple[bool, ...]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby, visibility=visibility)

    assert seen_by(cast.ekby, version) == ALL
    assert seen_by(cast.granby, version) == neighbour
    assert seen_by(cast.network, version) == neighbour
    assert seen_by(make_organisation(), version) == stranger
    assert seen_by(None, version) == stranger


def test_a_draft_is_seen_by_its_own_people_and_in_review_by_whom_it_is_open_to(cast: Cast) -> None:
    stranger = make_organisation()
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_draft(cast.ekby)
    assert (seen_by(cast.ekby, draft), seen_by(cast.granby, draft)) == (ALL, NONE)

    with open_access(access_for_work(cast.ekby.pk)):
        send_to_review(draft, open_to=SeenBy.NETWORK)
    assert (seen_by(cast.granby, draft), seen_by(stranger, draft)) == (ALL, NONE)

    with open_access(access_for_work(cast.ekby.pk)):
        assert send_back(draft, reason="Uklart").state == State.DRAFT
    assert seen_by(cast.granby, draft) == NONE


def test_a_new_version_retires_the_one_before_and_the_draft_between_is_hidden(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first = make_published(cast.ekby)
        second = new_draft(requirement=first.requirement, said={**first.content, "level": "advanced"})
    assert seen_by(cast.granby, second) == (True, False, False)

    with open_access(access_for_work(cast.ekby.pk)):
        publish(second, change_note="Høyere nivå")
        first.refresh_from_db()
        second.refresh_from_db()

    assert (first.state, second.state, second.number, second.level) == (State.RETIRED, State.PUBLISHED, 2, "advanced")
    assert (second.change_note, second.approved_by) == ("Høyere nivå", "Klimatrappa")
    assert (seen_by(cast.granby, first), seen_by(cast.granby, second)) == (ALL, ALL)


def test_what_is_published_cannot_be_changed_or_removed(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby, code="EGN-300")
        changes: list[dict[str, Any]] = [
            {"content": {}},
            {"number": 7},
            {"state": State.DRAFT},
            {"valid_from": "2020-01-01"},
            {"approved_by": "En annen"},
            {"level": "spearhead"},
            {"categories": []},
        ]
        for change in changes:
            with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
                RequirementVersion.objects.filter(pk=version.pk).update(**change)
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            version.delete()
        with pytest.raises(ConflictError, match="EGN-300 versjon 1 har nå"):
            save_draft(version, said())


def test_what_is_retired_stays_so_and_relations_stay_with_their_version(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        other = make_published(cast.ekby, code="EGN-301")
        version = make_published(cast.ekby, code="EGN-302", relations={"replaces": ["EGN-301"]})
        (relation,) = version.relations.all()
        assert relation.other == other.requirement
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            relation.delete()
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            version.relations.update(kind="includes")
        retire(version, reason="Utdatert")
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            RequirementVersion.objects.filter(pk=version.pk).update(state=State.PUBLISHED)


def test_a_code_or_topic_that_is_too_long_is_told(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        with pytest.raises(VersionNotPossibleError, match="31 tegn"):
            make_draft(cast.ekby, code="E" * 31)
        draft = make_draft(cast.ekby, topic="t" * 81)
        with pytest.raises(VersionNotPossibleError) as refused:
            publish(draft)

    assert [(problem.code, problem.field) for problem in refused.value.problems] == [("text_too_long", "topic")]


def test_an_incomplete_draft_is_kept_but_not_published(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = new_requirement(bank=make_bank(cast.ekby), said={"code": "EGN-900", "title": {"nb": "Halvferdig"}})
        with pytest.raises(VersionNotPossibleError, match="ikke ferdig ennå") as refused:
            publish(draft)
        complete = publish(save_draft(draft, said("EGN-900")))

    assert ("missing_text", "wording") in {(problem.code, problem.field) for problem in refused.value.problems}
    assert complete.state == State.PUBLISHED


def test_a_relation_to_what_does_not_exist_is_a_problem(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first = make_published(cast.ekby)
        draft = make_draft(cast.ekby, relations={"replaces": [first.requirement.code], "includes": ["TRA-999"]})
        with pytest.raises(VersionNotPossibleError) as refused:
            publish(draft)

    assert [(problem.code, problem.values["text"]) for problem in refused.value.problems] == [
        ("unknown_requirement", "TRA-999")
    ]


def test_there_is_one_draft_at_a_time_and_a_code_is_used_once(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_draft(cast.ekby, code="EGN-500")
        with pytest.raises(ConflictError, match="alt et utkast"):
            new_draft(requirement=draft.requirement, said=said("EGN-500"))
        with pytest.raises(VersionNotPossibleError, match="EGN-500 er i bruk"):
            make_draft(cast.ekby, code="EGN-500")


def test_a_draft_is_thrown_away_with_its_requirement_or_alone(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first = make_draft(cast.ekby, code="EGN-501")
        discard(first)
        assert not Requirement.objects.filter(code="EGN-501").exists()
        published = make_published(cast.ekby, code="EGN-501")
        discard(new_draft(requirement=published.requirement, said=said("EGN-501")))
        assert list(published.requirement.versions.all()) == [published]
        with pytest.raises(ConflictError, match="Publisert"):
            discard(published)


def test_what_others_have_read_in_review_stays(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = review.send_to_review(make_draft(cast.ekby, code="EGN-502"))
        draft = review.send_back(draft, reason="Andelen er for lav")
        with pytest.raises(VersionNotPossibleError, match="EGN-502 versjon 1 har vært til gjennomsyn"):
            discard(draft)
        assert RequirementVersion.objects.filter(pk=draft.pk).exists()


def test_visibility_changes_for_all_that_was_published(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby)
        change_visibility(version.requirement, SeenBy.OWN)
    assert seen_by(cast.granby, version) == NONE

    with open_access(access_for_work(cast.ekby.pk)):
        assert retire(version, reason="Ikke i bruk").state == State.RETIRED
    assert seen_by(cast.granby, version) == NONE
