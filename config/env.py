"""The environment, read here and nowhere else.

Every value has a default that works on a developer's machine; production settings insist on the ones that matter.
"""

from dataclasses import dataclass
from pathlib import Path

from environs import Env

from foundation.services.layout import data_folder, demonstration_address

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


@dataclass(frozen=True, slots=True)
class Environment:
    """What the surroundings say about this installation."""

    database_url: str | None
    migration_database_url: str | None
    redis_url: str | None
    secret_key: str | None
    allowed_hosts: list[str]
    public_url: str
    ocid_prefix: str
    email_url: str
    default_from_email: str
    oidc_providers: list[dict[str, object]]
    data_dir: Path
    static_dir: Path
    log_json: bool
    demo: bool
    job_lease_seconds: float


def read_environment() -> Environment:
    """Return the settings that come from outside; a malformed value raises with the variable's name."""
    return Environment(
        database_url=env.str("DATABASE_URL", None) or None,
        migration_database_url=env.str("MIGRATION_DATABASE_URL", None) or None,
        redis_url=env.str("REDIS_URL", None) or None,
        secret_key=env.str("SECRET_KEY", None) or None,
        allowed_hosts=env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        public_url=env.str("PUBLIC_URL", "") or demonstration_address() or "http://localhost:8000",
        ocid_prefix=env.str("OCID_PREFIX", ""),
        email_url=env.str("EMAIL_URL", ""),
        default_from_email=env.str("DEFAULT_FROM_EMAIL", "Klimatrappa <klimatrappa@localhost>"),
        oidc_providers=list(env.json("OIDC_PROVIDERS", [])),
        data_dir=data_folder(),
        static_dir=Path(env.str("KLIMATRAPPA_DATA", str(BASE_DIR / "var"))) / "static",  # as the Makefile
        log_json=env.bool("LOG_JSON", default=False),
        demo=env.bool("KLIMATRAPPA_DEMO", default=False),
        job_lease_seconds=env.float("JOB_LEASE_SECONDS", 60.0),
    )
