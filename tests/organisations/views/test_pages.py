"""The organisation's own pages: what they show and what they do."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.access import Access, open_access
from foundation.changes.record import Actor, acting, record_change
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from foundation.models import Job, Message
from foundation.outbox.send import queue_message
from foundation.scoping import access_for_work
from foundation.search.documents import register_kind, write_document
from organisations.models import Membership, Organisation, Role, ServiceAccount, Share, User
from organisations.services.api_clients import make_client
from tests.factories.cast import Cast
from tests.factories.organisations import give_role, make_organisation, make_user, share
from tests.factories.pictures import picture

In = Callable[[User], Client]

register_job_words(
    "tests.paint",
    JobWords(
        title="Painting",
        steps={"mixing": Step("Mixing colours"), "painting": Step("Painting", "Painting wall {done} of {total}")},
        outcome=lambda job: Outcome("All walls are green.", f"/walls/{job.result['wall']}", "Look at it"),
    ),
)
register_kind("tests.wall", "Wall")


def text_of(answer: object) -> str:
    """The words of a page, without markup."""
    content = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


@pytest.fixture
def admin(cast: Cast, client_for: In) -> Client:
    client = client_for(cast.frida)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def reader(cast: Cast, client_for: In) -> Client:
    client = client_for(cast.bo)
    client.cookies["django_language"] = "en"
    return client


def in_ekby(cast: Cast) -> AbstractContextManager[Access]:
    return open_access(access_for_work(cast.ekby.pk))


def test_facts_are_shown_to_everybody_and_changed_by_administrators(admin: Client, reader: Client) -> None:
    shown = text_of(reader.get("/o/ekby/organisation/"))

    assert ("Ekby kommun" in shown, "Kommun-Bas" in shown, "Change name" in shown) == (True, True, False)
    assert "Change name" in text_of(admin.get("/o/ekby/organisation/"))
    hidden = reader.get("/o/ekby/organisation/settings/")
    assert hidden.status_code == 404
    assert "or your role does not see it" in hidden.content.decode()
    assert "or your role" not in Client().get("/nothing/").content.decode()


def test_a_logo_is_uploaded_and_shown_to_visitors_too(admin: Client, cast: Cast, client_for: In) -> None:
    upload = SimpleUploadedFile("logo.png", picture("PNG"), "image/png")
    told = {"name": "Ekby kommun", "population": 8400, "accent_colour": "#0B4F8A", "logo_picture": upload}
    saved = admin.post("/o/ekby/organisation/settings/", told)

    answer = client_for(cast.gunn).get("/o/ekby/logo")
    assert (saved.status_code, answer.status_code, answer["Content-Type"]) == (302, 200, "image/png")
    assert answer.getvalue().startswith(b"\x89PNG")
    assert "#0b4f8a" in admin.get("/o/ekby/accent.css").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("accent_colour", "#ffff00", "White text on #ffff00 is hard to read"),
        ("accent_colour", "green", "Write the colour as # and six digits"),
        ("logo_picture", b"<svg/>", "not a PNG, JPEG or WebP picture"),
        ("name", "", "required"),
    ],
)
def test_what_cannot_be_saved_is_said_at_the_field(admin: Client, field: str, value: object, sentence: str) -> None:
    sent = SimpleUploadedFile("logo.svg", value) if isinstance(value, bytes) else value
    told = {"name": "Ekby", "population": "", "accent_colour": "", field: sent}
    answer = admin.post("/o/ekby/organisation/settings/", told)

    assert (answer.status_code, sentence in text_of(answer)) == (422, True)


def test_people_are_invited_changed_and_ended(admin: Client) -> None:
    invited = admin.post(
        "/o/ekby/people/invite/", {"name": "Kari", "email": "kari@example.org", "roles": ["reader", "finance"]}
    )
    kari = User.objects.get(email="kari@example.org")
    changed = admin.post(f"/o/ekby/people/{kari.uuid}/", {"roles": ["officer"]})
    roles = set(Membership.objects.filter(user=kari).values_list("role", flat=True))
    again = admin.post(f"/o/ekby/people/{kari.uuid}/invite-again/")
    ended = admin.post(f"/o/ekby/people/{kari.uuid}/end/")

    assert [answer.status_code for answer in (invited, changed, again, ended)] == [302] * 4
    assert (roles, "Kari" in text_of(admin.get("/o/ekby/people/"))) == ({"officer"}, True)  # in the message
    assert "Kari" not in text_of(admin.get("/o/ekby/people/"))


def test_a_reader_sees_people_and_no_way_to_change_them(reader: Client, cast: Cast) -> None:
    shown = text_of(reader.get("/o/ekby/people/"))

    assert ("Ada Ask" in shown, "Invite" in shown) == (True, False)
    assert reader.get(f"/o/ekby/people/{cast.ada.uuid}/").status_code == 404


def test_a_wrong_invitation_keeps_what_was_typed(admin: Client, cast: Cast) -> None:
    answer = admin.post("/o/ekby/people/invite/", {"name": "Bo", "email": cast.bo.email, "roles": ["reader"]})

    assert answer.status_code == 422
    assert f'value="{cast.bo.email}"' in answer.content.decode()


def test_an_address_longer_than_addresses_are_is_said_at_the_field(admin: Client) -> None:
    long = f"kari@{'.'.join(['a' * 50] * 5)}.org"
    answer = admin.post("/o/ekby/people/invite/", {"name": "Kari", "email": long, "roles": ["reader"]})

    assert (len(long), answer.status_code, list(answer.context["form"].errors)) == (263, 422, ["email"])


def test_the_name_of_an_organisation_is_one_line(admin: Client, cast: Cast) -> None:
    admin.post("/o/ekby/organisation/settings/", {"name": "Ekby\r\n\nkommun", "population": "", "accent_colour": ""})

    cast.ekby.refresh_from_db()
    assert cast.ekby.name == "Ekby kommun"


def test_the_last_administrator_is_kept_with_a_sentence(admin: Client, cast: Cast) -> None:
    admin.post(f"/o/ekby/people/{cast.eva.uuid}/end/")
    answer = admin.post(f"/o/ekby/people/{cast.frida.uuid}/end/", follow=True)

    assert "without an administrator" in text_of(answer)


def test_something_is_shared_and_ended(admin: Client, cast: Cast) -> None:
    given = admin.post("/o/ekby/sharing/new/", {"receiver": cast.network.pk, "what": "footprint-rows"})
    found = Share.objects.get(owner=cast.ekby)
    shown = text_of(admin.get("/o/ekby/sharing/"))
    ended = admin.post(f"/o/ekby/sharing/{found.uuid}/end/")

    assert (given.status_code, ended.status_code, Share.objects.count()) == (302, 302, 0)
    assert ("Fjordnett" in shown, "Down to the single line" in shown) == (True, True)


@pytest.mark.parametrize("last_day", ["2020-01-01", "31.12.2030", "soon"])
def test_a_last_day_that_cannot_be_is_said_and_nothing_is_shared(admin: Client, cast: Cast, last_day: str) -> None:
    told = {"receiver": cast.network.pk, "what": "footprint-rows", "valid_to": last_day}
    answer = admin.post("/o/ekby/sharing/new/", told)

    assert (answer.status_code, Share.objects.count()) == (422, 0)


def test_the_receiver_sees_what_is_shared_with_them(cast: Cast, client_for: In) -> None:
    share(cast.ekby, cast.network)

    assert "Ekby kommun" in text_of(client_for(cast.nils).get("/o/fjordnett/sharing/"))


def test_a_share_cannot_be_given_to_what_is_not_offered(admin: Client) -> None:
    assert admin.post("/o/ekby/sharing/new/", {"receiver": 0, "what": "footprint-rows"}).status_code == 422


def test_a_network_keeps_its_list_of_members(cast: Cast, client_for: In) -> None:
    client = client_for(cast.nils)
    share(cast.ekby, cast.network)
    left = client.post(f"/o/fjordnett/networks/{cast.granby.uuid}/leave/")
    without = text_of(client.get("/o/fjordnett/networks/", follow=True))
    joined = client.post("/o/fjordnett/networks/members/", {"member": cast.granby.pk})
    twice = client.post("/o/fjordnett/networks/members/", {"member": cast.ekby.pk})

    assert (left.status_code, joined.status_code, twice.status_code) == (302, 302, 422)
    assert "Ekby kommun" in without


def test_a_member_sees_its_networks_and_may_leave(admin: Client, cast: Cast) -> None:
    shown = text_of(admin.get("/o/ekby/networks/"))
    left = admin.post(f"/o/ekby/networks/{cast.network.uuid}/leave/")

    assert ("Fjordnett" in shown, left.status_code) == (True, 302)
    assert "In no network yet" in text_of(admin.get("/o/ekby/networks/"))


def test_a_clients_secret_is_shown_once(admin: Client) -> None:
    made = admin.post("/o/ekby/clients/new/", {"name": "ERP", "purpose": "deliver"})
    account = ServiceAccount.objects.get()
    secret = re.search(r"<dt>Secret</dt><dd><span[^>]*>([^<]+)</span>", made.content.decode())
    listed = admin.get("/o/ekby/clients/")
    revoked = admin.post(f"/o/ekby/clients/{account.uuid}/revoke/")

    assert secret
    assert (account.role, account.scopes) == ("finance", ["ledger:write", "read"])
    assert (made.status_code, "no-store" in made["Cache-Control"]) == (200, True)
    assert (account.application.client_id in text_of(listed), secret.group(1) in text_of(listed)) == (True, False)
    assert (revoked.status_code, "revoked" in text_of(admin.get("/o/ekby/clients/"))) == (302, True)


def test_a_client_for_something_else_is_given_what_was_chosen(admin: Client) -> None:
    chosen = {"name": "BI", "purpose": "other", "role": "leader", "scopes": ["read", "footprint:write"]}

    without = admin.post("/o/ekby/clients/new/", {**chosen, "scopes": []})
    admin.post("/o/ekby/clients/new/", chosen)

    account = ServiceAccount.objects.get()
    assert (without.status_code, account.role, account.scopes) == (422, "leader", ["footprint:write", "read"])


def test_changes_are_told_and_narrowed_down(admin: Client, cast: Cast) -> None:
    with in_ekby(cast):
        for name in ("Ada Ask", "Bo Bjerk"):
            with acting(Actor(name)):
                record_change(
                    organisation_id=cast.ekby.pk,
                    kind="organisations.membership",
                    object_id=cast.bo.uuid,
                    action="invited",
                    summary={"name": "Kari", "roles": ["finance"]},
                )
    everything = text_of(admin.get("/o/ekby/changes/"))
    adas = text_of(admin.get("/o/ekby/changes/", {"actor": "Ada Ask"}, headers={"HX-Request": "true"}))
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    later = text_of(admin.get("/o/ekby/changes/", {"from_day": tomorrow}))

    assert "Ada Ask invited Kari as Finance" in everything
    assert ("Ada Ask" in adas, "Bo Bjerk" in adas) == (True, False)
    assert "Nothing fits" in later


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_all_time_is_no_filter(admin: Client, day: str) -> None:
    assert admin.get("/o/ekby/changes/", {"from_day": day, "to_day": day}).status_code == 200


def test_an_odd_filter_shows_everything(admin: Client) -> None:
    assert admin.get("/o/ekby/changes/", {"from_day": "yesterday", "kind": "x", "page": "last"}).status_code == 200


def make_job(cast: Cast, **fields: object) -> Job:
    with in_ekby(cast):
        return Job.objects.create(organisation=cast.ekby, name="tests.paint", actor_name="Ada Ask", **fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Waiting for its turn"),
        ({"status": "running", "step": "mixing"}, "Mixing colours"),
        (
            {"status": "running", "step": "painting", "done": 1200, "total": 5000},
            "Painting wall 1,200 of 5,000",
        ),
        ({"status": "running", "step": "painting", "done": 1200}, "Painting: 1,200"),
        ({"status": "running", "step": "new"}, "Working"),
        ({"status": "done", "result": {"wall": 7}}, "All walls are green."),
        ({"status": "failed", "result": {"error": "refused", "message": "No paint."}}, "No paint."),
        ({"status": "failed", "result": {"error": "broken"}}, "Something went wrong on our side"),
        ({"status": "failed", "result": {"error": "gave_up"}}, "tried several times"),
    ],
)
def test_a_job_says_where_it_stands(admin: Client, cast: Cast, fields: dict[str, object], sentence: str) -> None:
    job = make_job(cast, **fields)

    assert sentence in admin.get(f"/o/ekby/jobs/{job.uuid}/").content.decode()
    assert "Painting" in text_of(admin.get("/o/ekby/jobs/"))


@pytest.mark.parametrize(("status", "shows_a_bar"), [("running", True), ("done", False), ("failed", False)])
def test_only_work_that_goes_on_shows_how_far_it_is(
    admin: Client, cast: Cast, status: str, *, shows_a_bar: bool
) -> None:
    result = {"result": {"wall": 7}} if status == "done" else {"result": {"error": "broken"}}
    job = make_job(cast, status=status, done=0, total=5, **({} if shows_a_bar else result))

    page = admin.get(f"/o/ekby/jobs/{job.uuid}/").content.decode()
    assert ("<progress" in page, "0 %" in page) == (shows_a_bar, shows_a_bar)


def test_the_page_of_a_job_polls_until_it_is_over_and_then_moves_on(admin: Client, cast: Cast) -> None:
    job, htmx = make_job(cast, status="running", step="mixing"), {"HX-Request": "true"}
    address = f"/o/ekby/jobs/{job.uuid}/"
    polling = admin.get(address, headers=htmx)
    with in_ekby(cast):
        Job.objects.update(status="done", result={"wall": 7})
    over = admin.get(address, headers=htmx)

    assert (polling.status_code, f'hx-get="{address}"' in polling.content.decode()) == (200, True)
    assert "<html" not in polling.content.decode()
    assert (over.status_code, over["HX-Redirect"]) == (286, "/walls/7")


def test_a_failed_job_is_shown_and_polls_no_more(admin: Client, cast: Cast) -> None:
    job = make_job(cast, status="failed", result={"error": "broken"})
    address = f"/o/ekby/jobs/{job.uuid}/"

    assert admin.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address
    assert "hx-get" not in admin.get(address).content.decode().split("<main")[1]


def test_search_leads_to_what_the_reader_may_open(admin: Client, cast: Cast) -> None:
    with in_ekby(cast):
        write_document(
            organisation_id=cast.ekby.pk,
            kind="tests.wall",
            object_id=1,
            texts={"en": ("The green wall", "It was painted in spring.")},
            address="/walls/1",
            permission="",
        )
    found, none = admin.get("/o/ekby/search/", {"q": "paint"}), admin.get("/o/ekby/search/", {"q": "qzx"})

    assert '<a href="/walls/1">The green wall</a>' in found.content.decode()
    assert ("Wall" in text_of(found), "Nothing found" in text_of(none)) == (True, True)
    assert admin.get("/o/ekby/search/").status_code == 200


def test_a_hostile_search_is_only_text(admin: Client) -> None:
    shown = admin.get("/o/ekby/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in shown


@pytest.mark.parametrize("page", ["people", "changes", "jobs", "sharing", "clients"])
def test_lists_ask_the_database_no_more_for_four_rows_than_for_two(admin: Client, cast: Cast, page: str) -> None:
    counts = []
    for _ in range(2):
        for _ in range(2):
            add_a_row(cast, page)
        counts.append(queries_of(admin, f"/o/ekby/{page}/"))

    assert counts[0] == counts[1]


def add_a_row(cast: Cast, page: str) -> None:
    """Put one more thing on the page."""
    place: Organisation = cast.ekby
    with open_access(access_for_work(place.pk)):
        match page:
            case "people":
                give_role(make_user(), place, Role.READER)
            case "changes":
                record_change(organisation_id=place.pk, kind="organisations.share", object_id=1, action="given")
            case "jobs":
                Job.objects.create(organisation=place, name="tests.paint")
            case "sharing":
                share(place, make_organisation())
            case "clients":
                make_client(organisation=place, name="ERP", role="finance", scopes=["read"])


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_operators_see_the_state_of_things(cast: Cast, client_for: In) -> None:
    make_job(cast)
    client = client_for(cast.olav)
    client.cookies["django_language"] = "en"
    shown = text_of(client.get("/operations/"))

    assert ("Painting" in shown, "Ekby kommun" in shown, "all applied" in shown) == (True, True, True)


def test_operators_send_an_uncertain_message_again_and_never_see_its_text(cast: Cast, client_for: In) -> None:
    with in_ekby(cast):
        message = queue_message(
            organisation_id=cast.ekby.pk, receiver="a@example.org", subject="Hello", body="hush-hush"
        )
        Message.objects.update(status="uncertain")
    client = client_for(cast.olav)
    client.cookies["django_language"] = "en"
    shown = text_of(client.get("/operations/outbox/", {"status": "uncertain"}))
    again = client.post(f"/operations/outbox/{message.uuid}/send-again/")

    assert ("Hello" in shown, message.message_id.strip("<>") in shown, "hush-hush" in shown) == (True, True, False)
    assert again.status_code == 302
    with in_ekby(cast):
        assert Message.objects.get().status == "waiting"


def test_an_operator_without_an_organisation_comes_to_operations(cast: Cast, client_for: In) -> None:
    assert client_for(cast.olav).get("/")["Location"] == "/operations/"


def test_the_frame_of_a_page_costs_four_queries(admin: Client) -> None:
    assert queries_of(admin, "/o/ekby/organisation/") == 4  # session, person, roles, shares
