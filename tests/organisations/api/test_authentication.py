"""Getting in: tokens, what takes them away, and what is asked beyond them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role
from organisations.services.api_clients import revoke_client
from tests.api.callers import TOKEN, make_caller
from tests.factories.organisations import share

pytestmark = pytest.mark.django_db


def test_token_is_given_for_the_right_secret(ekby: Organisation) -> None:
    answer = make_caller(ekby).ask_for_token()

    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"access_token", "expires_in", "token_type", "scope"}
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert body["scope"] == "read ledger:write footprint:write bank:write procurement:write follow_up:write"
    assert answer["Cache-Control"] == "no-store"


def test_token_is_kept_as_a_hash_only(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()

    assert caller.token not in AccessToken.objects.get().token


def test_token_is_refused_for_a_wrong_secret(ekby: Organisation) -> None:
    caller = make_caller(ekby)
    caller.secret = "made-up"

    answer = caller.ask_for_token()

    assert answer.status_code == 401
    assert answer.json() == {"error": "invalid_client"}


@pytest.mark.parametrize("made_up", ["", "x", "a\x00b", "å" * 1000])
def test_token_is_refused_for_a_made_up_client(made_up: str) -> None:
    data = {"grant_type": "client_credentials", "client_id": made_up, "client_secret": made_up}

    assert Client().post(TOKEN, data).status_code == 401


def test_token_is_refused_to_a_client_that_cannot_exist(client: Client) -> None:
    sent = {"grant_type": "client_credentials", "client_id": "a\x00b", "client_secret": "c"}

    assert client.post("/api/v1/token/", sent).status_code == 401


def test_token_is_refused_to_a_revoked_account(ekby: Organisation) -> None:
    caller = make_caller(ekby)
    with open_access(access_for_work(ekby.pk)):
        revoke_client(caller.account)

    assert caller.ask_for_token().status_code == 401


@pytest.mark.parametrize("grant", ["password", "authorization_code", "refresh_token", "implicit", ""])
def test_token_is_given_for_client_credentials_only(ekby: Organisation, grant: str) -> None:
    answer = make_caller(ekby).ask_for_token(grant_type=grant, username="x", password="x", code="x", refresh_token="x")

    assert answer.status_code == 400
    assert answer.json()["error"] in {"unsupported_grant_type", "invalid_request"}


def test_scope_that_the_account_has_not_is_refused(ekby: Organisation) -> None:
    answer = make_caller(ekby, scopes=("read",)).ask_for_token(scope="read ledger:write")

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_scope"


@pytest.mark.parametrize("path", ["authorize/", "revoke_token/", "introspect/", "applications/", "device/", "o/token/"])
def test_no_other_door_of_oauth_is_open(path: str) -> None:
    assert Client().get(f"/api/v1/{path}").status_code == 404


def test_request_without_token_is_told_to_get_one() -> None:
    answer = Client().get("/api/v1/organisations/")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="klimatrappa"'
    assert answer["Content-Type"] == "application/problem+json"


def test_unknown_token_is_refused() -> None:
    answer = Client().get("/api/v1/organisations/", headers={"Authorization": "Bearer made-up"})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="klimatrappa", error="invalid_token"'
    assert answer.json()["type"] == "urn:klimatrappa:problem:authentication-failed"


def test_token_in_the_address_is_not_looked_at(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()

    assert Client().get(f"/api/v1/organisations/?access_token={caller.token}").status_code == 401


def test_expired_token_is_refused(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert caller.get("organisations/").status_code == 401


def test_token_of_a_revoked_account_is_refused_at_once(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()
    with open_access(access_for_work(ekby.pk)):
        revoke_client(caller.account)

    assert caller.get("organisations/").status_code == 401


def test_scope_named_over_and_over_is_refused(ekby: Organisation) -> None:
    answer = make_caller(ekby).ask_for_token(scope="read " * 10_000)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_missing_scope_is_named(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in(scope="ledger:write")

    answer = caller.get("organisations/")

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:klimatrappa:problem:insufficient-scope"
    assert "read" in answer.json()["detail"]


def test_scope_taken_from_the_account_is_gone_from_its_tokens(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()
    with open_access(access_for_work(ekby.pk)):
        caller.account.scopes = ["ledger:write"]
        caller.account.save()

    assert caller.get("organisations/").status_code == 403


def test_role_without_the_permission_is_refused(ekby: Organisation) -> None:
    answer = make_caller(ekby, Role.READER).sign_in().upload("organisations/ekby/ledger-imports/", {})

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:klimatrappa:problem:permission-denied"


def test_organisation_next_door_is_as_one_that_does_not_exist(ekby: Organisation, granby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()

    neighbour = caller.get(f"organisations/{granby.slug}/").json()
    nowhere = caller.get("organisations/nowhere/").json()

    assert neighbour["status"] == 404
    assert {**neighbour, "instance": ""} == {**nowhere, "instance": ""}


def test_organisation_that_shares_is_in_sight(ekby: Organisation, granby: Organisation) -> None:
    share(granby, ekby)
    caller = make_caller(ekby).sign_in()

    seen = {row["organisation"]: row["access"] for row in caller.get("organisations/").json()["results"]}

    assert seen == {"ekby": "own", "granby": "totals"}
    assert caller.get("organisations/granby/").json()["access"] == "totals"


def test_what_is_not_shared_of_an_organisation_in_sight_is_403(ekby: Organisation, granby: Organisation) -> None:
    share(granby, ekby)

    answer = make_caller(ekby).sign_in().get("organisations/granby/jobs/")

    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:klimatrappa:problem:not-shared"


def test_method_that_is_not_offered_is_405_with_those_that_are(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()

    answer = Client().delete("/api/v1/organisations/ekby/", headers=caller.headers({}))

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert answer.json()["title"]


def test_token_endpoint_takes_post_only() -> None:
    assert Client().get(TOKEN).status_code == 405
