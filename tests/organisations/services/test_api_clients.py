import pytest
from django.test import Client
from oauth2_provider.models import Application

from foundation.errors import DomainError
from foundation.models import Change
from organisations.models import Organisation, Role, ServiceAccount
from organisations.queries.clients import clients_of
from organisations.services.api_clients import ClientCredentials, make_client, revoke_client
from tests.api.callers import Caller


def make(place: Organisation, **fields: object) -> ClientCredentials:
    told = {"name": "ERP", "role": "finance", "scopes": ["read"], **fields}
    return make_client(organisation=place, **told)  # type: ignore[arg-type]


def caller_with(made: ClientCredentials) -> Caller:
    return Caller(made.account, made.secret)


def test_a_client_gets_a_token_and_finds_its_organisation(at_work_in_ekby: Organisation) -> None:
    caller = caller_with(make(at_work_in_ekby)).sign_in()

    assert caller.get("organisations/ekby/").status_code == 200
    assert caller.get("organisations/granby/").status_code == 404


def test_the_secret_is_kept_nowhere(at_work_in_ekby: Organisation) -> None:
    made = make(at_work_in_ekby)
    application = Application.objects.get(client_id=made.client_id)

    assert made.secret not in application.client_secret
    assert made.secret not in str(list(Change.objects.values_list("summary", flat=True)))


def test_a_revoked_client_is_out_at_once(at_work_in_ekby: Organisation) -> None:
    made = make(at_work_in_ekby)
    caller = caller_with(made).sign_in()
    revoke_client(made.account)

    assert caller.get("organisations/ekby/").status_code == 401
    assert caller.ask_for_token().status_code == 401


def test_revoking_twice_is_recorded_once(at_work_in_ekby: Organisation) -> None:
    account = make(at_work_in_ekby).account
    revoke_client(account)
    revoke_client(account)

    changes = Change.objects.filter(kind="organisations.service_account").order_by("pk")
    assert [change.action for change in changes] == ["made", "revoked"]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PARTNER, Role.GUEST, "owner", ""])
def test_a_client_administers_nothing_and_is_no_visitor(at_work_in_ekby: Organisation, role: str) -> None:
    with pytest.raises(DomainError):
        make(at_work_in_ekby, role=role)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["read", "people:write"]])
def test_only_scopes_on_offer_are_given(at_work_in_ekby: Organisation, scopes: list[str]) -> None:
    with pytest.raises(DomainError):
        make(at_work_in_ekby, scopes=scopes)


def test_clients_in_force_come_first_with_their_last_token(at_work_in_ekby: Organisation) -> None:
    revoke_client(make(at_work_in_ekby, name="A").account)
    caller_with(make(at_work_in_ekby, name="B")).sign_in()

    found = [(account.name, bool(vars(account)["last_token_at"])) for account in clients_of(at_work_in_ekby)]
    assert found == [("B", True), ("A", False)]


def test_a_made_up_token_opens_nothing(at_work_in_ekby: Organisation) -> None:
    make(at_work_in_ekby)
    answer = Client().get("/api/v1/organisations/ekby/", headers={"Authorization": "Bearer made-up"})

    assert (answer.status_code, ServiceAccount.objects.count()) == (401, 1)
