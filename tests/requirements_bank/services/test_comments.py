"""Who may comment, who reads it, who hides it; what a visitor and a link can do, and no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from foundation.access import Access, open_access
from foundation.errors import ConflictError, DomainError
from foundation.models import AccessLink, Message
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import Comment, Decision, Requirement, SeenBy
from requirements_bank.queries.comments import may_comment, said_by_link, threads_of
from requirements_bank.services.comment_links import (
    MOST_PER_HOUR,
    comment_by_link,
    make_comment_link,
    opened_by,
    revoke_comment_link,
)
from requirements_bank.services.comments import LONGEST, CommentNotPossibleError, comment, hide_comment, open_comments
from requirements_bank.services.load_shipped import load_shipped_bank
from tests.factories.bank import make_draft, make_published
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@contextmanager
def at(organisation: Organisation) -> Iterator[None]:
    with open_access(access_for_work(organisation.pk)):
        yield


@contextmanager
def visiting(organisation: Organisation) -> Iterator[None]:
    with open_access(Access(totals=(organisation.pk,), acting=organisation.pk)):
        yield


def a_requirement(cast: Cast, comments_from: str = SeenBy.NETWORK, visibility: str = SeenBy.PUBLIC) -> Requirement:
    with at(cast.ekby):
        requirement = make_published(cast.ekby, visibility=visibility).requirement
        open_comments(requirement, comments_from)
        return requirement


def say(organisation: Organisation, requirement: Requirement, text: str = "Bra krav.", **fields: object) -> Comment:
    with at(organisation):
        return comment(organisation=organisation, requirement=requirement, text=text, **fields)  # type: ignore[arg-type]


def sees(organisation: Organisation, written: Comment) -> bool:
    with at(organisation):
        return Comment.objects.filter(pk=written.pk).exists()


@pytest.mark.parametrize(
    ("comments_from", "own", "neighbour", "stranger", "visitor"),
    [
        (SeenBy.OWN, True, False, False, False),
        (SeenBy.NETWORK, True, True, False, False),
        (SeenBy.PUBLIC, True, True, True, True),
    ],
)
def test_who_may_comment_is_what_the_owner_opened(
    cast: Cast, comments_from: str, own: bool, neighbour: bool, stranger: bool, visitor: bool
) -> None:
    requirement, outsider = a_requirement(cast, comments_from), make_organisation()
    expected = {cast.ekby: own, cast.granby: neighbour, outsider: stranger}
    for organisation, allowed in expected.items():
        with at(organisation):
            assert may_comment(organisation, requirement) == allowed
            row = Comment(organisation=organisation, requirement=requirement, text="x", written_by="x")
            if not allowed:
                with pytest.raises(CommentNotPossibleError):
                    comment(organisation=organisation, requirement=requirement, text="x")
                with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                    row.save()
    with visiting(cast.ekby):
        assert may_comment(cast.ekby, requirement, is_visitor=True) == visitor


def test_a_neighbours_comment_is_seen_in_the_network_and_by_no_stranger(cast: Cast) -> None:
    written = say(cast.granby, a_requirement(cast))

    assert (written.organisation, written.seen_by) == (cast.granby, SeenBy.NETWORK)
    assert [sees(place, written) for place in (cast.granby, cast.ekby, cast.network)] == [True, True, True]
    assert not sees(make_organisation(), written)
    with visiting(cast.ekby):
        assert not Comment.objects.exists()


def test_what_is_said_at_home_stays_there_where_comments_are_for_us(cast: Cast) -> None:
    written = say(cast.ekby, a_requirement(cast, SeenBy.OWN))

    assert (sees(cast.ekby, written), sees(cast.granby, written)) == (True, False)


def test_comments_follow_a_requirement_out_of_sight(cast: Cast) -> None:
    requirement = a_requirement(cast, SeenBy.PUBLIC)
    written = say(cast.ekby, requirement)
    assert sees(make_organisation(), written)
    with at(cast.ekby):
        Requirement.objects.filter(pk=requirement.pk).update(seen_by=SeenBy.OWN)

    assert not sees(make_organisation(), written)


def test_a_visitor_writes_where_everybody_may_and_nothing_else(cast: Cast) -> None:
    requirement = a_requirement(cast, SeenBy.PUBLIC)
    with visiting(cast.ekby):
        written = comment(organisation=cast.ekby, requirement=requirement, text="Fra en partner.", is_visitor=True)
        assert threads_of(requirement)[0].comment == written
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Comment.objects.create(organisation=cast.ekby, requirement=requirement, text="x", written_by="x")
    assert written.organisation == cast.ekby
    with at(cast.granby):
        elsewhere = make_published(cast.granby).requirement
        open_comments(elsewhere, SeenBy.PUBLIC)
    with visiting(cast.ekby), pytest.raises(CommentNotPossibleError):
        comment(organisation=cast.ekby, requirement=elsewhere, text="x", is_visitor=True)


def test_a_shipped_requirement_is_talked_about_within_ones_networks(cast: Cast) -> None:
    load_shipped_bank()
    shipped = Requirement.objects.filter(organisation=None).first()
    assert shipped is not None
    written = say(cast.ekby, shipped)

    assert (sees(cast.granby, written), sees(make_organisation(), written)) == (True, False)
    with at(cast.ekby), pytest.raises(DomainError, match="følger med Klimatrappa"):
        hide_comment(written, reason="Nei")


def test_answers_are_one_level_deep_and_read_with_what_they_answer(cast: Cast) -> None:
    requirement = a_requirement(cast)
    question = say(cast.granby, requirement, "Hva med små biler?")
    answer = say(cast.ekby, requirement, "De er med.", to=question)
    with pytest.raises(CommentNotPossibleError, match="kan ikke besvares"):
        say(cast.ekby, requirement, to=answer)

    assert sees(cast.granby, answer)
    with at(cast.granby):
        assert [(thread.comment, thread.replies) for thread in threads_of(requirement)] == [(question, (answer,))]


def test_the_owner_hides_with_a_reason_and_nobody_changes_a_comment(cast: Cast) -> None:
    requirement = a_requirement(cast)
    written = say(cast.granby, requirement, "Kjøp av min fetter!")
    answer = say(cast.ekby, requirement, "«Kjøp av min fetter» er reklame.", to=written)
    with at(cast.granby), pytest.raises(ConflictError):
        hide_comment(written, reason="Angrer")
    with at(cast.ekby):
        with pytest.raises(CommentNotPossibleError, match="hvorfor"):
            hide_comment(written, reason=" ")
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Comment.objects.filter(pk=written.pk).update(text="Noe annet")
        hide_comment(written, reason="Reklame")
        with pytest.raises(ConflictError):
            hide_comment(written, reason="Reklame")
        assert Decision.objects.get().verdict == Decision.Verdict.COMMENT_HIDDEN

    assert (sees(cast.granby, written), sees(cast.network, written)) == (True, False)
    assert (sees(cast.ekby, answer), sees(cast.network, answer)) == (True, False)
    with at(cast.network):
        assert not Decision.objects.exists()


def test_what_cannot_be_said_is_refused_with_a_sentence(cast: Cast) -> None:
    requirement = a_requirement(cast)
    with pytest.raises(CommentNotPossibleError, match="Skriv noe"):
        say(cast.ekby, requirement, "  ")
    with pytest.raises(CommentNotPossibleError, match="høyst 4000"):
        say(cast.ekby, requirement, "x" * (LONGEST + 1))


def test_a_link_lets_a_supplier_comment_on_one_requirement_until_it_is_revoked(cast: Cast) -> None:
    requirement = a_requirement(cast, SeenBy.OWN, visibility=SeenBy.OWN)
    with at(cast.ekby):
        link, address = make_comment_link(requirement=requirement, receiver="post@bud.example", days=30)
        assert Message.objects.get().receiver == "post@bud.example"
    secret = address.rstrip("/").rsplit("/", 1)[1]
    opened = opened_by(secret)
    assert opened is not None
    assert opened[1].requirement == requirement
    with at(cast.ekby):
        written = comment_by_link(opened[0], requirement, name="Siv", company="Bud AS", text="Vi klarer 60 %.")
        assert [thread.comment for thread in said_by_link(link)] == [written]
        for _time in range(MOST_PER_HOUR - 1):
            comment_by_link(link, requirement, name="Siv", company="Bud AS", text="Igjen")
        with pytest.raises(CommentNotPossibleError, match="Vent en time"):
            comment_by_link(link, requirement, name="Siv", company="Bud AS", text="Igjen")
    assert (written.seen_by, sees(cast.granby, written)) == (SeenBy.OWN, False)

    with at(cast.ekby):
        revoke_comment_link(requirement, link)
    assert opened_by(secret) is None
    assert opened_by("made-up") is None


def test_a_link_ends_with_its_time_and_its_requirement(cast: Cast) -> None:
    requirement = a_requirement(cast)
    with at(cast.ekby):
        link, address = make_comment_link(requirement=requirement, receiver="Bud AS", days=3000)
        assert link.expires_at < timezone.now() + timedelta(days=366)
        assert not Message.objects.exists()
        AccessLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
        with pytest.raises(DomainError, match="Publiser"):
            make_comment_link(requirement=make_draft(cast.ekby).requirement, receiver="Bud AS", days=3)
        with pytest.raises(DomainError, match="hvem"):
            make_comment_link(requirement=requirement, receiver=" ", days=3)
    assert opened_by(address.rstrip("/").rsplit("/", 1)[1]) is None
