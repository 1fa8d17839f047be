"""As whom the servers run: PostgreSQL refuses root, so that root drops to an unprivileged user."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from foundation.services.errors import ServicesError

CANDIDATES = ("postgres", "nobody", "daemon")


class ProcessUser(TypedDict, total=False):
    """The keywords of subprocess.Popen that change the user; empty to stay who we are."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The user of the servers; `dropped` says that it is another one than ours."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def as_process(self) -> ProcessUser:
        """Return the keywords with which a child process becomes this user."""
        return ProcessUser(user=self.uid, group=self.gid, extra_groups=[]) if self.dropped else ProcessUser()

    def own(self, folder: Path) -> None:
        """Create the folder if need be and make it this user's alone; ServicesError if it is somebody else's.

        Anybody may have put something in its place below /tmp, even a link to a folder of root's.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.lstat().st_uid not in {self.uid, os.geteuid()}:
            raise ServicesError(f"{folder} is not our own folder: remove it, or choose another by KLIMATRAPPA_DATA.")
        if self.dropped:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def server_user(data: Path) -> ServerUser:
    """Return ourselves; for root the unprivileged owner of the data folder, else the first system user there is."""
    uid = os.geteuid()
    if uid != 0:
        return _ourselves(uid)
    owner = [data.owner()] if data.exists() and data.stat().st_uid != 0 else []
    for name in (*owner, *CANDIDATES):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name=name, uid=entry.pw_uid, gid=entry.pw_gid, dropped=True)
    raise ServicesError(
        "PostgreSQL does not run as root, and this machine has none of the users "
        f"{', '.join(CANDIDATES)} to run it as: create one (useradd --system postgres) or start as an ordinary user."
    )


def _ourselves(uid: int) -> ServerUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ServicesError(
            f"PostgreSQL needs a user with a name, and user number {uid} has none in /etc/passwd: "
            "add one, or set DATABASE_URL and REDIS_URL to servers that run elsewhere."
        ) from None
    return ServerUser(name=entry.pw_name, uid=uid, gid=entry.pw_gid, dropped=False)
