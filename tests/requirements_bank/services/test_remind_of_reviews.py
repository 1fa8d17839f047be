"""Approvers are told of reviews 60 and 14 days before and when the day has passed, once each."""

from datetime import date, timedelta

import pytest

from foundation.access import open_access
from foundation.models import Message
from foundation.scoping import access_for_work
from requirements_bank.queries.own_bank import due_for_review
from requirements_bank.services.remind_of_reviews import remind_of_reviews
from tests.factories.bank import make_draft, make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
DUE = date(2027, 6, 30)


def test_each_stage_is_told_once_to_those_who_may_approve(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EGN-1", review_on=DUE.isoformat())
        make_published(cast.ekby, code="EGN-2", review_on=(DUE + timedelta(days=400)).isoformat())
        make_draft(cast.ekby, code="EGN-3", review_on=DUE.isoformat())
    days = [90, 60, 59, 14, 13, 1, 0, -1, -30]
    told = [remind_of_reviews(DUE - timedelta(days=left)) for left in days]

    assert told == [0, 1, 0, 1, 0, 0, 1, 0, 0]
    with open_access(access_for_work(cast.ekby.pk)):
        mails = Message.objects.order_by("pk")
        assert {mail.receiver for mail in mails} == {cast.eva.email, cast.frida.email}
        first = mails[0]
    assert "EGN-1 Egna leveranser: 30 juni 2027" in first.body
    assert "EGN-2" not in first.body


def test_others_are_told_nothing(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, review_on=DUE.isoformat())
    remind_of_reviews(DUE)
    with open_access(access_for_work(cast.granby.pk)):
        assert not Message.objects.exists()
        assert not due_for_review(cast.granby, DUE).exists()
