"""Real servers, really killed: who joins gets answers, who leaves last ends them, and nothing is ever left over."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from foundation.services.errors import ServicesError
from foundation.services.joining import broker_url_of, ensure
from foundation.services.layout import layout_of
from tests.foundation.services.places import Place, connects, execute, wait_for

pytestmark = pytest.mark.services


def test_services_answer_their_users_and_end_with_the_last(place: Place, parts: str) -> None:
    first, second = place.join(), place.join()

    assert (first.database_url, first.redis_url) == (second.database_url, second.redis_url)
    assert redis.Redis.from_url(first.redis_url).ping() is True
    execute(first, "CREATE TABLE kept (figure int)")
    execute(first, "INSERT INTO kept VALUES (42)")
    (version,) = execute(first, "SELECT current_setting('server_version_num')::int / 10000")[0]
    assert (version == 18) is (parts == "wheel")

    first.leave()
    time.sleep(0.5)
    assert execute(second, "SELECT figure FROM kept") == [(42,)]
    second.leave()
    assert wait_for(place.is_empty)

    again = place.join()
    assert execute(again, "SELECT figure FROM kept") == [(42,)]


def test_owner_may_create_roles_and_databases_but_is_no_superuser(place: Place) -> None:
    user = place.join()
    rows = execute(
        user,
        "SELECT current_user::text, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user",
    )

    assert rows == [("klimatrappa_owner", False, True, True)]
    execute(user, "CREATE ROLE klimatrappa_app")
    execute(user, "CREATE DATABASE test_klimatrappa")
    execute(user, "CREATE TABLE in_public_schema (figure int)")


def test_database_sorts_by_code_point_in_utf8_and_keeps_what_is_committed(place: Place) -> None:
    rows = execute(
        place.join(),
        "SELECT current_setting('fsync'), current_setting('full_page_writes'),"
        " pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()",
    )

    assert rows == [("on", "on", "UTF8", "C.UTF-8")]


def test_sockets_are_private_and_no_network_port_is_open(place: Place) -> None:
    user = place.join()

    assert (place.home / "run").stat().st_mode & 0o777 == 0o700
    assert execute(user, "SELECT current_setting('listen_addresses')") == [("",)]
    assert redis.Redis.from_url(user.redis_url).config_get("port") == {"port": "0"}


def test_user_killed_with_kill_9_counts_no_longer(place: Place) -> None:
    place.join().kill()

    assert wait_for(place.is_empty)


def test_killed_postmaster_is_started_again_with_what_was_committed(place: Place) -> None:
    user = place.join()
    execute(user, "CREATE TABLE kept AS SELECT 42 AS figure")
    backend = psycopg.connect(user.database_url)
    backend.execute("SELECT 1")

    killed = place.process_id("postmaster")
    os.kill(killed, signal.SIGKILL)

    assert wait_for(lambda: connects(user) and place.process_id("postmaster") != killed)
    assert execute(user, "SELECT figure FROM kept") == [(42,)]
    backend.close()


def test_killed_redis_is_started_again(wheel_place: Place) -> None:
    user = wheel_place.join()
    killed = wheel_place.process_id("redis")
    os.kill(killed, signal.SIGKILL)

    assert wait_for(lambda: wheel_place.process_id("redis") != killed)
    assert wait_for((wheel_place.home / "ready.json").exists)
    assert redis.Redis.from_url(user.redis_url).ping() is True


def test_killed_keeper_takes_its_servers_along_and_the_next_user_starts_them(place: Place) -> None:
    first = place.join()
    execute(first, "CREATE TABLE kept AS SELECT 42 AS figure")
    place.kill("keeper")
    assert wait_for(lambda: set(place.processes()) == {first.process.pid})

    second = place.join()

    assert execute(second, "SELECT figure FROM kept") == [(42,)]
    assert redis.Redis.from_url(second.redis_url).ping() is True


def test_keeper_and_servers_killed_together_leave_nothing_in_the_way(place: Place) -> None:
    first = place.join()
    execute(first, "CREATE TABLE kept AS SELECT 42 AS figure")
    for process in (place.process_id("keeper"), place.process_id("postmaster"), place.process_id("redis")):
        os.kill(process, signal.SIGKILL)

    assert execute(place.join(), "SELECT figure FROM kept") == [(42,)]


def test_next_start_right_after_the_keeper_was_killed_waits_for_the_old_servers(wheel_place: Place) -> None:
    for _ in range(3):
        user = wheel_place.join()
        wheel_place.kill("keeper")
        assert execute(wheel_place.join(), "SELECT 1") == [(1,)]
        user.leave()


def test_many_that_start_at_once_share_one_keeper(wheel_place: Place) -> None:
    users = [wheel_place.start_user() for _ in range(6)]
    answers = [wheel_place.answer_of(user) for user in users]

    assert len({answer["database_url"] for answer in answers}) == 1
    keepers = [command for command in wheel_place.processes().values() if "foundation.services.keeper" in command]
    assert len(keepers) == 1


def test_leaving_and_joining_in_turns_never_meets_a_server_that_is_going(wheel_place: Place) -> None:
    for _ in range(5):
        user = wheel_place.join()
        assert execute(user, "SELECT 1") == [(1,)]
        user.leave()


def test_interrupted_creation_is_done_again(wheel_place: Place) -> None:
    (wheel_place.home / "postgresql.new").mkdir(parents=True)
    (wheel_place.home / "postgresql.new" / "PG_VERSION").write_text("18\n")

    assert execute(wheel_place.join(), "SELECT 1") == [(1,)]


def test_data_of_another_version_are_refused_with_a_sentence_and_left_alone(wheel_place: Place) -> None:
    version = wheel_place.home / "postgresql" / "PG_VERSION"
    version.parent.mkdir(parents=True)
    version.write_text("13\n")

    sentence = wheel_place.refusal()

    assert sentence.startswith(
        "The data folder was written by PostgreSQL 13, but only version 18 is here. Nothing was changed."
    )
    assert version.read_text() == "13\n"


def test_unknown_parts_are_refused_with_a_sentence(make_place: Callable[..., Place]) -> None:
    place = make_place("brew")

    assert place.refusal() == "KLIMATRAPPA_PARTS is 'brew', but it may only be 'system', 'wheel' or unset."


def test_running_parts_that_are_not_the_wished_ones_are_refused(wheel_place: Place) -> None:
    wheel_place.join()
    wheel_place.environment["KLIMATRAPPA_PARTS"] = "system"

    assert "are running with wheel" in wheel_place.refusal()


def test_folder_name_with_spaces_and_letters_beyond_ascii_works(make_place: Callable[..., Place], parts: str) -> None:
    user = make_place(parts, "Våre kommuner & co").join()

    assert execute(user, "SELECT 1") == [(1,)]
    assert redis.Redis.from_url(user.redis_url).ping() is True


def test_folder_too_deep_for_a_socket_uses_a_short_one(make_place: Callable[..., Place], parts: str) -> None:
    place = make_place(parts, "/".join(["deep" * 10] * 4))
    user = place.join()

    assert "host=%2Ftmp%2Fklimatrappa-" in user.database_url
    assert execute(user, "SELECT 1") == [(1,)]
    sockets = Path(str(psycopg.conninfo.conninfo_to_dict(user.database_url)["host"]))
    user.leave()
    assert wait_for(place.is_empty)
    assert not sockets.exists()


def test_link_in_the_place_of_the_short_folder_is_not_followed(
    make_place: Callable[..., Place], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = make_place("wheel", "/".join(["deep" * 10] * 4))
    monkeypatch.setenv("KLIMATRAPPA_DATA", str(place.folder))
    sockets = layout_of("demo").sockets
    sockets.symlink_to(tmp_path)
    mode = tmp_path.stat().st_mode

    sentence = place.refusal()

    assert sentence == f"{sockets} is not our own folder: remove it, or choose another by KLIMATRAPPA_DATA."
    assert tmp_path.stat().st_mode == mode
    sockets.unlink()


def test_unknown_profile_is_refused() -> None:
    with pytest.raises(ServicesError, match="no profile 'staging'"):
        ensure("staging")


@pytest.mark.parametrize(
    ("redis_url", "broker_url"),
    [
        ("redis://cache:6379/1", "redis://cache:6379/1"),
        ("unix:///run/redis.sock?db=2", "redis+socket:///run/redis.sock?virtual_host=2"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
    ],
)
def test_broker_url_spells_sockets_for_celery(redis_url: str, broker_url: str) -> None:
    assert broker_url_of(redis_url) == broker_url
