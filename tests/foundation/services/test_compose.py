"""The files for a server with Docker: read by docker-compose itself, and their database roles made for real."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import yaml

from foundation.services.layout import CHECKOUT
from tests.foundation.services.conftest import debian_has_servers
from tests.foundation.services.places import Place, environment_for, must_have_all_parts

APPLICATION = ("web", "worker", "beat")
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "OWNER_PASSWORD", "WEB_PASSWORD")


def filled_in_example() -> str:
    lines = (CHECKOUT / "docker" / "example.env").read_text().splitlines()
    return "\n".join(line + "long-and-random" if line.rstrip("=") in SECRETS else line for line in lines)


def test_docker_compose_accepts_the_file_with_the_example_filled_in(tmp_path: Path) -> None:
    program = shutil.which("docker-compose")
    if program is None and not must_have_all_parts():
        pytest.skip("docker-compose is not installed: apt-get install docker-compose")
    assert program, "docker-compose is not installed: apt-get install docker-compose"
    env_file = tmp_path / "filled.env"
    env_file.write_text(filled_in_example())

    done = subprocess.run(  # noqa: S603 - found on PATH
        [program, "--env-file", str(env_file), "config"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    services = yaml.safe_load(done.stdout)["services"]
    assert set(services) == {"db", "redis", "migrate", "web", "worker", "beat", "proxy"}
    assert (
        services["web"]["environment"]["DATABASE_URL"] == "postgresql://klimatrappa_web:long-and-random@db/klimatrappa"
    )


@pytest.mark.parametrize("secret", SECRETS)
def test_docker_compose_insists_on_every_secret(secret: str) -> None:
    text = (CHECKOUT / "docker-compose.yml").read_text()

    assert f"${{{secret}:?set {secret} in .env}}" in text


def test_every_long_running_service_has_a_health_check_and_starts_again() -> None:
    compose = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
    dockerfile = (CHECKOUT / "Dockerfile").read_text()

    for name, service in compose["services"].items():
        if name == "migrate":
            continue
        assert service["restart"] == "unless-stopped", name
        assert "healthcheck" in service or (name == "web" and "\nHEALTHCHECK" in dockerfile), name


def test_the_bank_is_loaded_once_the_tables_are_up_to_date() -> None:
    compose = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())

    *shell, script = compose["services"]["migrate"]["command"]
    assert shell == ["sh", "-c"]
    assert script.split(" && ") == ["python manage.py migrate", "python manage.py load_bank"]


def test_only_the_proxy_is_reachable_from_outside() -> None:
    compose = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())

    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_image_is_built_by_the_same_steps_and_runs_as_an_ordinary_user() -> None:
    lines = (CHECKOUT / "Dockerfile").read_text().splitlines()

    assert "RUN bin/install runtime" in lines
    assert "RUN make install" in lines
    assert lines.index("USER klimatrappa") > lines.index("FROM base AS run")


def test_files_that_the_image_copies_and_mounts_exist() -> None:
    compose = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
    mounts = [mount for service in compose["services"].values() for mount in service.get("volumes", [])]
    paths = [mount.split(":")[0] for mount in mounts if mount.startswith("./")]
    copied = [
        path
        for line in (CHECKOUT / "Dockerfile").read_text().splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for path in line.split()[1:-1]
    ]

    assert paths
    assert [path for path in paths + copied if not (CHECKOUT / path).exists()] == []


@pytest.mark.services
def test_roles_of_the_database_image_let_the_web_server_work_but_own_nothing(
    make_place: Callable[..., Place],
) -> None:
    place = make_place("system" if debian_has_servers() else "wheel")  # the oldest PostgreSQL that we run on
    user = place.join()
    sockets = psycopg.conninfo.conninfo_to_dict(user.database_url)["host"]
    with psycopg.connect(host=sockets, user="postgres", dbname="postgres", autocommit=True) as superuser:
        superuser.execute("DROP DATABASE klimatrappa")
        superuser.execute("DROP ROLE klimatrappa_owner")
    environment = environment_for(place.folder) | {
        "PGHOST": str(sockets),
        "OWNER_PASSWORD": "o'1",
        "WEB_PASSWORD": "w'2",
    }
    environment["PATH"] = f"{psql_folder(place)}:{environment['PATH']}"
    subprocess.run([CHECKOUT / "docker/database/roles.sh"], env=environment, check=True)  # noqa: S603 - our own script
    host = str(sockets).replace("/", "%2F")
    environment |= {
        "DATABASE_URL": f"postgresql://klimatrappa_web@/klimatrappa?host={host}",
        "MIGRATION_DATABASE_URL": f"postgresql://klimatrappa_owner@/klimatrappa?host={host}",
        "REDIS_URL": user.redis_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
    }

    for step in (["migrate", "-v0"], ["load_bank"]):
        subprocess.run([sys.executable, "manage.py", *step], cwd=CHECKOUT, env=environment, check=True)  # noqa: S603 - ours

    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as web:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("CREATE TABLE of_my_own (figure int)")
        web.execute("SET ROLE klimatrappa_app")
        owners = web.execute("SELECT DISTINCT tableowner::text FROM pg_tables WHERE schemaname = 'public'").fetchall()
        assert owners == [("klimatrappa_owner",)]
        for table in ("django_migrations", "requirements_bank_requirementversion", "requirements_bank_example"):
            count = psycopg.sql.SQL("SELECT count(*) FROM {}").format(psycopg.sql.Identifier(table))
            assert web.execute(count).fetchone() != (0,), table


def psql_folder(place: Place) -> Path:
    """Return the folder of the psql that belongs to the running server."""
    return Path(f"/proc/{place.process_id('postmaster')}/exe").resolve().parent
