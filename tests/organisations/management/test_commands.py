"""The commands of a real installation: an organisation, its first administrator, an operator."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from foundation.outbox.send import send_messages
from organisations.models import Organisation, User
from organisations.scope import access_of_user

pytestmark = pytest.mark.django_db
NUMBER = "922 121 893"
PASSWORD = "fire-ord-om-asfalt-og-epler"


def run(command: str, *arguments: str) -> dict[str, Any]:
    output = StringIO()
    call_command(command, *arguments, "--json", stdout=output)
    return dict(json.loads(output.getvalue()))


def found() -> Organisation:
    run("create_organisation", "Sogndal kommune", "--country", "NO", "--number", NUMBER, "--population", "12300")
    return Organisation.objects.get()


def test_an_organisation_is_made() -> None:
    organisation = found()

    assert (organisation.slug, organisation.number, organisation.population) == ("sogndal-kommune", "922121893", 12300)


def test_the_address_is_printed_for_people_too() -> None:
    output = StringIO()
    call_command(
        "create_organisation", "Vestnett", "--country=NO", f"--number={NUMBER}", "--kind=network", stdout=output
    )

    assert "address: /o/vestnett/" in output.getvalue()


@pytest.mark.parametrize("number", ["922121894", "", "abc"])
def test_a_wrong_number_is_a_sentence(number: str) -> None:
    with pytest.raises(CommandError):
        run("create_organisation", "Sogndal kommune", "--country", "NO", "--number", number)
    assert Organisation.objects.count() == 0


def test_the_first_administrator_comes_in_by_the_printed_link() -> None:
    organisation = found()
    made = run("create_user", "Kari@Example.org", "Kari", "--organisation", NUMBER, "--role", "administrator")
    client, path = Client(), "/" + made["link"].split("/", 3)[3]
    answer = client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert (answer.status_code, client.get(f"/o/{organisation.slug}/people/").status_code) == (302, 200)
    assert mail.outbox == []


def test_the_link_is_mailed_when_asked_for() -> None:
    found()
    made = run("create_user", "kari@example.org", "Kari", "--organisation", NUMBER, "--mail")
    send_messages()

    assert ("link" in made, len(mail.outbox)) == (False, 1)


def test_an_operator_has_a_password_and_no_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    run("create_user", "ola@example.org", "Ola", "--operator", "--password-stdin")
    ola = User.objects.get()

    assert (ola.is_operator, ola.check_password(PASSWORD), access_of_user(ola, "sogndal-kommune")) == (True, True, None)


@pytest.mark.parametrize("password", ["short", "123456789012", ""])
def test_an_operators_password_is_checked(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))
    with pytest.raises(CommandError):
        run("create_user", "ola@example.org", "Ola", "--operator", "--password-stdin")
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("ola@example.org", "Ola"),
        ("ola", "Ola", "--operator"),
        (f"ola@{'.'.join(['a' * 50] * 5)}.org", "Ola", "--operator"),
        ("ola@example.org", "Ola", "--organisation", "974760673", "--role", "reader"),
    ],
    ids=["neither", "no address", "too long an address", "no such organisation"],
)
def test_what_cannot_be_done_is_a_sentence(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run("create_user", *arguments)
    assert User.objects.count() == 0


def test_errors_are_said_in_english_whatever_the_installation_speaks() -> None:
    found()
    run("create_user", "kari@example.org", "Kari", "--organisation", NUMBER)
    with pytest.raises(CommandError, match=r"^Kari has a role here already\."):
        run("create_user", "kari@example.org", "Kari", "--organisation", NUMBER)


@pytest.mark.parametrize(("chosen", "language"), [((), "nb"), (("--language", "sv"), "sv")])
def test_a_person_is_written_to_in_their_own_language(chosen: tuple[str, ...], language: str) -> None:
    found()
    run("create_user", "kari@example.org", "Kari", "--organisation", NUMBER, *chosen)

    assert User.objects.get().language == language


def test_a_member_can_be_an_operator_too() -> None:
    found()
    run("create_user", "kari@example.org", "Kari", "--organisation", NUMBER, "--operator")

    assert User.objects.get().is_operator
