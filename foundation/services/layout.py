"""Where the project's own PostgreSQL and Redis keep their data, sockets, locks and logs.

Everything stands in one folder per profile ("demo" keeps its data, "test" may be thrown away at any time):
`var/<profile>` in the checkout, or `/var/lib/klimatrappa/<hash of the checkout>/<profile>` for root, because the
unprivileged user to whom PostgreSQL then drops cannot work below `/root`. `KLIMATRAPPA_DATA` names another folder.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PROFILES = ("demo", "test")
SOCKET_PATH_LIMIT = 106  # sun_path holds 108 bytes with its closing zero, PostgreSQL appends ".lock" elsewhere
POSTGRESQL_SOCKET = ".s.PGSQL.5432"


def data_folder() -> Path:
    """Return the folder below which this checkout keeps what must survive: databases, stored files, logs."""
    chosen = os.environ.get("KLIMATRAPPA_DATA")
    if chosen:
        return Path(chosen).absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/klimatrappa") / checkout_hash()
    return CHECKOUT / "var"


def make_data_folder() -> None:
    """Make the data folder unless it is there; raises PermissionError where we may not."""
    for folder in (data_folder().parent, data_folder()):
        make_passable(folder)
    named = data_folder() / "checkout.txt"  # root's folder has but a hash for a name
    if not named.exists():
        named.write_text(f"{CHECKOUT}\n")


def make_passable(folder: Path) -> None:
    """Make a folder unless it is there; the servers' user passes through root's folders."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def checkout_hash() -> str:
    """Return twelve hexadecimal digits that tell this checkout from others on the same machine."""
    return _digest(CHECKOUT)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and files of one profile; nothing is created by asking."""

    profile: str
    home: Path
    sockets: Path

    @property
    def postgresql(self) -> Path:
        """The PostgreSQL data folder, which pins its major version in PG_VERSION."""
        return self.home / "postgresql"

    @property
    def redis(self) -> Path:
        """The working folder of Redis, which holds nothing that must survive."""
        return self.home / "redis"

    @property
    def logs(self) -> Path:
        """The folder of the three logs: keeper.log, postgresql.log, redis.log."""
        return self.home / "log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the services, exclusively by the keeper while it stops them."""
        return self.home / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held exclusively by the one keeper for as long as it lives."""
        return self.home / "keeper.lock"

    @property
    def start_lock(self) -> Path:
        """Held exclusively while one process starts a keeper, so that only one does."""
        return self.home / "start.lock"

    @property
    def ready_file(self) -> Path:
        """Present while both servers answer: the keeper's process id and the addresses, as JSON."""
        return self.home / "ready.json"

    @property
    def failure_file(self) -> Path:
        """Present after a start that failed: the sentence for people."""
        return self.home / "failure.txt"

    @property
    def address_file(self) -> Path:
        """Present while a demonstration runs: the address of its web server, for links that other commands print."""
        return self.home / "address.txt"

    @property
    def redis_socket(self) -> Path:
        """The unix socket on which Redis listens."""
        return self.sockets / "redis.sock"


def layout_of(profile: str) -> Layout:
    """Return the layout of "demo" or "test" under this checkout's data folder."""
    home = data_folder() / profile
    return Layout(profile=profile, home=home, sockets=_socket_folder(home))


def demonstration_address() -> str:
    """Return where the demonstration of this checkout is running; empty where none is."""
    file = layout_of(os.environ.get("KLIMATRAPPA_PROFILE") or "demo").address_file
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _socket_folder(home: Path) -> Path:
    """Return a folder whose socket paths fit into a socket address: beside the data, else a short one below /tmp."""
    beside = home / "run"
    if len(os.fsencode(beside / POSTGRESQL_SOCKET)) <= SOCKET_PATH_LIMIT:
        return beside
    return Path("/tmp") / f"klimatrappa-{os.geteuid()}-{_digest(home)}"  # noqa: S108 - made 0700 and checked for its owner
