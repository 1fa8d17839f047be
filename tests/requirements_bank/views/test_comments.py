"""Comments on the pages: read, written, answered, hidden; settings and links; and the page behind a link."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Comment, Requirement, SeenBy
from requirements_bank.services.comments import comment, open_comments
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


def opened(cast: Cast, comments_from: str = SeenBy.PUBLIC) -> Requirement:
    with open_access(access_for_work(cast.ekby.pk)):
        requirement = make_published(cast.ekby).requirement
        open_comments(requirement, comments_from)
        return requirement


def page(requirement: Requirement, slug: str = "ekby", end: str = "comments/") -> str:
    return f"/o/{slug}/requirements/{requirement.uuid}/{end}"


def comments(cast: Cast) -> list[Comment]:
    with open_access(access_for_work(cast.ekby.pk)):
        return list(Comment.objects.all())


def test_a_comment_is_written_answered_and_hidden(cast: Cast, client_for: In) -> None:
    requirement = opened(cast)
    ada, bo, cilla = (client_for(user) for user in (cast.ada, cast.bo, cast.cilla))
    assert cilla.post(page(requirement, "granby"), {"text": "Er dette målt?"}).status_code == 302
    (question,) = comments(cast)
    assert ada.post(page(requirement), {"text": "Ja, hvert kvartal.", "answers": question.uuid}).status_code == 302
    text = cilla.get(page(requirement, "granby")).content.decode()
    assert "Er dette målt?" in text
    assert "Ja, hvert kvartal." in text

    assert bo.post(page(requirement, end=f"comments/{question.uuid}/hide/"), {"reason": "x"}).status_code == 404
    ada.post(page(requirement, end=f"comments/{question.uuid}/hide/"), {"reason": "Doblet"})
    assert "Skjult: Doblet" in ada.get(page(requirement)).content.decode()


def test_an_empty_comment_is_said_so_and_a_made_up_answer_is_nothing(cast: Cast, client_for: In) -> None:
    requirement = opened(cast)
    ada = client_for(cast.ada)
    refused = ada.post(page(requirement), {"text": " "})
    assert (refused.status_code, "Skriv noe først" in refused.content.decode()) == (422, True)
    for made_up in ("x", "11111111-1111-4111-8111-111111111111"):
        assert ada.post(page(requirement), {"text": "Hei", "answers": made_up}).status_code == 404


def test_a_visitor_comments_where_everybody_may_and_sees_no_other_tool(cast: Cast, client_for: In) -> None:
    requirement, closed = opened(cast), opened(cast, SeenBy.NETWORK)
    partner = client_for(cast.petra)
    assert partner.post(page(requirement), {"text": "Fra oss"}).status_code == 302
    text = partner.get(page(requirement)).content.decode()
    assert ("Fra oss" in text, "/hide/" in text, "/settings/" in text) == (True, False, False)
    assert partner.post(page(closed), {"text": "Fra oss"}).status_code == 422
    for end in ("comments/settings/", f"comments/{comments(cast)[0].uuid}/hide/"):
        assert partner.post(page(requirement, end=end), {"reason": "x"}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_comments(
    cast: Cast, client_for: In, django_assert_num_queries: Callable[[int], object]
) -> None:
    requirement, ada = opened(cast), client_for(cast.ada)
    for number in (1, 3):
        with open_access(access_for_work(cast.ekby.pk)):
            for _each in range(number):
                to = comment(organisation=cast.ekby, requirement=requirement, text="x")
                comment(organisation=cast.ekby, requirement=requirement, text="y", to=to)
        with django_assert_num_queries(6):  # type: ignore[attr-defined]
            ada.get(page(requirement))


def test_the_owner_says_who_may_comment_and_makes_links(cast: Cast, client_for: In) -> None:
    requirement, ada, cilla = opened(cast, SeenBy.OWN), client_for(cast.ada), client_for(cast.cilla)
    settings = page(requirement, end="comments/settings/")
    assert cilla.get(page(requirement, "granby", "comments/settings/")).status_code == 404
    assert ada.post(settings, {"action": "open", "comments_from": "public"}).status_code == 302
    assert ada.post(settings, {"action": "open", "comments_from": "x"}).status_code == 422
    requirement.refresh_from_db()
    assert requirement.comments_from == SeenBy.PUBLIC

    assert ada.post(settings, {"action": "link", "receiver": "", "days": "0"}).status_code == 422
    made = ada.post(settings, {"action": "link", "receiver": "Bud AS", "days": "30"}).content.decode()
    found = re.search(r"/comment/([\w-]+)/", made)
    assert found
    public = Client()
    opened_page = public.get(found[0]).content.decode()
    assert "lastesykkel" in opened_page
    wrong = public.post(found[0], {"text": "", "name": "Siv", "company": "Bud AS"})
    assert (wrong.status_code, "Skriv noe først" in wrong.content.decode()) == (422, True)
    sent = public.post(found[0], {"text": "Vi klarer 60 %.", "name": "Siv", "company": "Bud AS"}, follow=True)
    assert "Vi klarer 60 %." in sent.content.decode()
    assert "Bud AS" in ada.get(page(requirement)).content.decode()
    assert "Bud AS" not in cilla.get(page(requirement, "granby")).content.decode()

    with open_access(access_for_work(cast.ekby.pk)):
        link = AccessLink.objects.get(purpose="requirements_bank.comment")
    other = opened(cast)
    assert ada.post(page(other, end=f"comments/links/{link.uuid}/revoke/")).status_code == 404
    ada.post(page(requirement, end=f"comments/links/{link.uuid}/revoke/"))
    assert public.get(found[0]).status_code == 404
