"""The pages of deviations: found, noted, moved by who may, and told to who is too late."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from follow_up.forms.deviations import ActionForm
from follow_up.models import Deviation
from follow_up.services.mend_deviation import say_mended
from follow_up.services.supplier_statements import Statement, receive_statement
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import Role, User
from tests.factories.cast import Cast
from tests.factories.follow_up import make_deviation, make_followed, make_obligation, tell
from tests.factories.organisations import make_member

pytestmark = pytest.mark.django_db
HOME = "/o/ekby/follow-up/deviations/"
In = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _in_english(cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.ada.pk, cast.bo.pk, cast.frida.pk]).update(language="en")


def made(cast: Cast, title: str = "Diesel", **said: Any) -> Deviation:
    with inside(cast):
        return make_deviation(cast.ekby, title, **said)


def inside(cast: Cast) -> Any:
    return open_access(access_for_work(cast.ekby.pk))


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_is_searched_narrowed_sorted_and_saved(cast: Cast, client_for: In) -> None:
    made(cast)
    late = made(cast, "Noise", severity="critical")
    with inside(cast):
        Deviation.objects.filter(pk=late.pk).update(state="told", deadline=timezone.localdate().replace(year=2025))
    client = client_for(cast.bo)
    page = text_of(client.get(HOME))
    assert "2 deviations are open. 1 is over its deadline." in page
    assert page.index("Noise") < page.index("Diesel")

    for query in ("?q=noise", "?state=overdue", "?severity=critical", "?q=%232"):
        shown = text_of(client.get(HOME + query))
        assert ("Noise" in shown, ">1 · Diesel" in shown) == (True, False), query
    for nonsense in ("?state=x&severity=y&sort=z&page=99&q=%22'", "?q=99999999999999999999"):
        assert client.get(HOME + nonsense).status_code == 200
    saved = b"".join(client.get(f"{HOME}deviations.csv?q=noise").streaming_content).decode()  # type: ignore[attr-defined]
    assert ("Noise" in saved, "Diesel\r" in saved) == (True, False)
    assert client.get(f"{HOME}deviations.xlsx").content[:2] == b"PK"


def test_who_does_not_agree_is_seen_although_it_is_said_to_be_mended(cast: Cast, client_for: In) -> None:
    made(cast, "Noise")
    disputed = made(cast)
    with inside(cast):
        tell(disputed)
        said = Statement("Per", explanation="They are electric", disputes=True, mended_on=timezone.localdate())
        receive_statement(disputed, said)
    client = client_for(cast.bo)
    shown, page = text_of(client.get(HOME)), text_of(client.get(f"{HOME}{disputed.uuid}/"))

    assert shown.count("The supplier does not agree") == 1
    assert page.partition("</header>")[2].count("The supplier does not agree") == 1
    with inside(cast):
        receive_statement(disputed, Statement("Per", explanation="Here they are once more"))
    assert "The supplier does not agree" in text_of(client.get(HOME))
    with inside(cast):
        Deviation.objects.filter(pk=disputed.pk).update(state="closed", closed_on=timezone.localdate())
    assert "The supplier does not agree" not in text_of(client.get(HOME))


def test_who_says_later_what_is_done_agrees(cast: Cast, client_for: In) -> None:
    disputed = made(cast)
    with inside(cast):
        tell(disputed)
        receive_statement(disputed, Statement("Per", explanation="They are electric", disputes=True))
    client = client_for(cast.bo)
    before = b"".join(client.get(f"{HOME}deviations.csv").streaming_content).decode()  # type: ignore[attr-defined]
    with inside(cast):
        receive_statement(disputed, Statement("Per", plan="Two of them were not; we replace them"))
    after = b"".join(client.get(f"{HOME}deviations.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert (before.count(",yes,"), after.count(",yes,"), after.count(",no,")) == (1, 0, 1)
    for address in (HOME, f"{HOME}{disputed.uuid}/"):
        assert "The supplier does not agree" not in text_of(client.get(address))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(cast: Cast, client_for: In, number: int) -> None:
    for each in range(number):
        made(cast, f"Diesel {each}")
    client = client_for(cast.bo)
    client.get(HOME)

    with CaptureQueriesContext(connection) as queries:
        client.get(HOME)
    own = [each["sql"] for each in queries if "follow_up_deviation" in each["sql"]]
    assert len(own) == 3


def test_an_empty_list_says_what_to_do(cast: Cast, client_for: In) -> None:
    assert "No deviation yet" in text_of(client_for(cast.bo).get(HOME))
    assert "Note a deviation" in text_of(client_for(cast.ada).get(HOME))


def test_one_is_noted_by_hand_with_the_step_in_force(cast: Cast, client_for: In) -> None:
    with inside(cast):
        obligation = make_obligation(make_followed(cast.ekby))
    client, contract = client_for(cast.ada), obligation.contract
    assert contract.title in text_of(client.get(f"{HOME}new/"))
    form = f"{HOME}new/{contract.uuid}/"
    refused = client.post(form, {"obligation": obligation.uuid, "title": "", "facts": "Kept words", "severity": "x"})
    assert (refused.status_code, "Kept words" in text_of(refused)) == (422, True)

    today = timezone.localdate().isoformat()
    typed = {"obligation": obligation.uuid, "title": "Diesel", "facts": "Two cars", "severity": "major", "value": "40"}
    saved = client.post(form, {**typed, "found_on": today})
    with inside(cast):
        deviation = Deviation.objects.get()
    assert saved["Location"] == f"{HOME}{deviation.uuid}/"
    assert (deviation.threshold, deviation.value, deviation.step) == (Decimal(50), Decimal(40), 1)
    assert deviation.found_by_name == cast.ada.name
    assert "The supplier does not know of it yet." in text_of(client.get(saved["Location"]))


def test_a_page_shows_the_moves_that_its_reader_may_make(cast: Cast, client_for: In) -> None:
    page = f"{HOME}{made(cast).uuid}/"
    leader = make_member("Only leader", cast.ekby, Role.LEADER)

    assert "/control/tell/" in text_of(client_for(cast.ada).get(page))
    assert "/control/" not in text_of(client_for(cast.bo).get(page))
    shown = text_of(client_for(leader).get(page))
    assert ("/control/" in shown, "/decide/withdraw/" in shown) == (False, True)
    assert client_for(leader).get(f"{page}control/tell/").status_code == 404
    assert client_for(cast.ada).get(f"{page}control/withdraw/").status_code == 404
    assert client_for(cast.ada).get(f"{page}control/fly/").status_code == 404
    assert client_for(cast.ada).get(f"{page}decide/close/")["Location"] == page


def test_every_move_is_made_by_its_form(cast: Cast, client_for: In) -> None:
    deviation, today = made(cast), timezone.localdate().isoformat()
    page, client, another = f"{HOME}{deviation.uuid}/", client_for(cast.ada), client_for(cast.frida)
    deadline = timezone.localdate().replace(year=timezone.localdate().year + 1).isoformat()
    moves: list[tuple[Client, str, dict[str, str], str]] = [
        (client, "control/tell", {"email": "a@b.example", "language": "nb", "deadline": deadline}, "told"),
        (client, "decide/escalate", {"text": "Mend it", "on": today, "by_mail": "on"}, "told"),
        (client, "control/plan_action", {"what": "Hire", "owner": "Nils", "due_on": today}, "mending"),
        (client, "control/say_mended", {"mended_on": today}, "mended"),
        (another, "control/send_back", {"because": "Not yet"}, "mending"),
        (client, "control/say_mended", {"mended_on": today}, "mended"),
        (another, "decide/close", {"checked": "Seen"}, "closed"),
        (client, "control/reopen", {"because": "Again"}, "mending"),
        (client, "control/revoke_link", {}, "mending"),
        (client, "decide/withdraw", {"because": "Wrong"}, "withdrawn"),
    ]
    for who, move, typed, state in moves:
        assert who.get(f"{page}{move}/").status_code == 200, move
        with inside(cast):
            deviation.refresh_from_db()
        answer = who.post(f"{page}{move}/", {**typed, "revision": str(deviation.revision)})
        assert answer.status_code == 302, (move, text_of(answer))
        with inside(cast):
            deviation.refresh_from_db()
        assert deviation.state == state, move
        assert who.get(page).status_code == 200


def test_who_is_second_gets_a_sentence_and_keeps_what_was_typed(cast: Cast, client_for: In) -> None:
    deviation = made(cast)
    page = f"{HOME}{deviation.uuid}/"
    assert client_for(cast.frida).post(f"{page}control/plan_action/", {"what": "Hire", "revision": "1"})
    late = client_for(cast.ada).post(f"{page}decide/withdraw/", {"because": "My words", "revision": "1"})

    assert late.status_code == 409
    assert "Somebody else changed deviation 1" in text_of(late)
    assert "My words" in text_of(late)
    with inside(cast):
        deviation.refresh_from_db()
    assert deviation.state == "mending"


def test_who_says_it_is_mended_is_told_that_another_closes(cast: Cast, client_for: In) -> None:
    deviation = made(cast)
    with inside(cast), acting(Actor(cast.ada.name, cast.ada.pk)):
        say_mended(deviation, mended_on=timezone.localdate())
    page = f"{HOME}{deviation.uuid}/"
    mine = text_of(client_for(cast.ada).get(page))
    assert ("Somebody else has to check and close it." in mine, "/decide/close/" in mine) == (True, False)

    refused = client_for(cast.ada).post(f"{page}decide/close/", {"checked": "Seen", "revision": "2"})
    assert refused.status_code == 422
    assert "/decide/close/" in text_of(client_for(cast.frida).get(page))


def test_what_is_changed_stays_readable_and_the_archive_gets_all(cast: Cast, client_for: In) -> None:
    deviation = made(cast)
    with inside(cast):
        tell(deviation)
        receive_statement(deviation, Statement("Nils", "On <b>repair</b>", disputes=True))
        deviation.refresh_from_db()
    client, page = client_for(cast.ada), f"{HOME}{deviation.uuid}/"
    form = client.get(f"{page}change/").context["form"]
    typed = {name: form.initial[name] or "" for name in form.initial}
    sent = client.post(f"{page}change/", {**typed, "facts": "Three cars", "because": "Counted anew"})
    assert sent["Location"] == page
    shown = text_of(client.get(page))
    for words in ("Three cars", "Two of five cars run on diesel.", "Counted anew", "On &lt;b&gt;repair&lt;/b&gt;"):
        assert words in shown, words
    assert client.get(f"{page}deviation.pdf").content[:5] == b"%PDF-"


def test_an_action_is_done_changed_and_opened_again(cast: Cast, client_for: In) -> None:
    deviation = made(cast)
    page, client = f"{HOME}{deviation.uuid}/", client_for(cast.ada)
    client.post(f"{page}control/plan_action/", {"what": "Hire", "revision": "1"})
    with inside(cast):
        action = deviation.actions.get()
    address = f"{page}actions/{action.uuid}/"
    for do, done in (("done", True), ("open", False)):
        assert client.post(address, {"do": do})["Location"] == page
        with inside(cast):
            action.refresh_from_db()
        assert (action.done_on is not None) == done
    assert client.get(address).status_code == 200
    assert client.post(address, {"what": "", "revision": "4"}).status_code == 422
    assert client.post(address, {"what": "Buy", "revision": "4"}).status_code == 302
    assert client.post(address, {"what": "Sell", "revision": "4"}).status_code == 409


@pytest.mark.usefixtures("in_english")
def test_the_form_of_actions_says_that_the_supplier_reads_them() -> None:
    form = ActionForm()

    assert all("supplier reads it" in str(form.fields[name].help_text) for name in ("what", "owner"))
