from typing import TYPE_CHECKING, Any, cast

import pytest
from django.db import connection
from django.test import Client

from foundation.checks import row_security_binds_us
from foundation.postgres.owner import as_owner
from foundation.postgres.standing import Standing, standing
from foundation.services import ensure

if TYPE_CHECKING:
    from foundation.postgres.base import DatabaseWrapper


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/health/ready")
    return answer.status_code, answer.json()


def test_alive_needs_nothing(client: Client) -> None:
    answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_everything_works(client: Client) -> None:
    assert ready(client) == (200, {"status": "ok", "database": "ok", "redis": "ok"})


@pytest.mark.django_db
def test_ready_asks_redis_where_an_address_is_set(client: Client, settings: Any) -> None:
    settings.REDIS_URL = ensure().redis_url

    assert ready(client)[1]["redis"] == "ok"


@pytest.mark.django_db
def test_not_ready_without_redis(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert ready(client) == (503, {"status": "failing", "database": "ok", "redis": "unreachable"})


@pytest.mark.django_db(transaction=True)
def test_not_ready_as_the_owner_of_the_tables(client: Client) -> None:
    with cast("DatabaseWrapper", connection).as_owner():
        code, body = ready(client)

    assert (code, "row-level security does not bind it" in body["database"]) == (503, True)


@pytest.mark.django_db(transaction=True)
def test_not_ready_while_a_migration_is_missing(client: Client) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'foundation' AND name = '0003_fence_rows' RETURNING applied"
        )
        (applied,) = cursor.fetchone()
    try:
        code, body = ready(client)
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('foundation', '0003_fence_rows', %s)",
                [applied],
            )

    assert (code, "migrations are not applied" in body["database"]) == (503, True)


def test_what_stands_in_the_way_is_said_plainly() -> None:
    fine = Standing("klimatrappa_app", is_unbound=False, owned=0, login="web", login_owns=0)
    superuser = Standing("postgres", is_unbound=True, owned=0, login="postgres", login_owns=0)
    other = Standing("web", is_unbound=False, owned=0, login="web", login_owns=0)

    assert fine.problem == ""
    assert "superuser" in superuser.problem
    assert "instead of klimatrappa_app" in other.problem


@pytest.mark.django_db
def test_we_stand_as_the_application() -> None:
    ours = standing()

    assert (ours.role, ours.is_unbound, ours.owned, ours.problem) == ("klimatrappa_app", False, 0, "")


@pytest.mark.django_db
def test_the_check_asks_only_when_the_database_is_asked_for() -> None:
    assert row_security_binds_us(None, databases=None) == []


@pytest.mark.django_db
def test_the_check_warns_of_a_login_that_owns_the_tables() -> None:
    assert [found.id for found in row_security_binds_us(None, databases=["default"])] == ["klimatrappa.W001"]
