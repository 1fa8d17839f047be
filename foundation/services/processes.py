"""Child processes that never outlive their parent, and a parent that gathers their orphans (Linux)."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from foundation.services.identity import ProcessUser

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None, use_errno=True)


def gather_orphans() -> None:
    """Make this process the parent of every descendant whose own parent dies."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def spawn_tied(
    command: Sequence[str | Path],
    *,
    death_signal: signal.Signals,
    output: IO[bytes] | int | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    user: ProcessUser | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start the command in its own session, to be sent `death_signal` by the kernel when this process ends, however."""
    return subprocess.Popen(  # noqa: S603 - the command is ours
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        cwd=folder,
        start_new_session=True,
        pass_fds=tuple(pass_fds),
        preexec_fn=_tie_to_parent(os.getpid(), death_signal),  # noqa: PLW1509 - the callers have one thread
        **(user or ProcessUser()),
    )


def _tie_to_parent(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def children_of(parent: int) -> set[int]:
    """Return the process ids whose parent is the given one, read from /proc."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and parent_of(int(entry.name)) == parent:
            found.add(int(entry.name))
    return found


def parent_of(process: int) -> int | None:
    """Return the parent's process id, or None if the process is gone."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(text.rpartition(")")[2].split()[1])


def is_alive(process: int) -> bool:
    """Say whether the process exists and is no zombie."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return text.rpartition(")")[2].split()[0] not in {"Z", "X"}


def end_with_parent() -> None:
    """Have the kernel send this process SIGTERM when the process that started it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
